import { threeLetterLanguage } from '../../language-codes'
import { box, fullBox, matrix, needs64, uint16, uint32, uint32List, uint64, uint64List, uint8 } from './boxes'

/** What a track is, and where its packets lie. */
export interface Track {
  readonly id: number
  /** Of what is played, in the movie's ticks. */
  readonly durationTicks: number
  /** Ticks of its own in a second: those of the packets. */
  readonly timescale: number
  /** Of the packets, with what comes before and after what is played. */
  readonly mediaTicks: number
  /** Whether players play it of themselves. */
  readonly isEnabled: boolean
  readonly handler: 'soun' | 'text'
  readonly language: string | undefined
  /** What is played for so many of the movie's ticks: the packets from a tick of theirs on; -1: nothing. */
  readonly edits: readonly { readonly ticks: number; readonly from: number }[]
  /** What the handler's kind of track has to say of itself. */
  readonly mediaHeader: Buffer
  readonly sampleEntry: Buffer
  /** Runs of packets of one duration. */
  readonly durations: readonly { readonly count: number; readonly ticks: number }[]
  readonly packetsInChunk: number
  readonly packets: number
  /** The bytes of each. */
  readonly sizes: Buffer
  readonly chunkOffsets: readonly number[]
  /** Of the sample table, beyond what every track has. */
  readonly furtherTables?: readonly Buffer[]
  /** Track that has its chapters. */
  readonly chapterTrack?: number | undefined
}

const isInMovie = 2
const isEnabled = 1
const fullVolume = 0x100

/** A track, as the movie lists it. */
export function trackBox(track: Track): Buffer {
  const { chapterTrack } = track
  return box(
    'trak',
    headerBox(track),
    editsBox(track),
    ...(chapterTrack === undefined ? [] : [box('tref', box('chap', uint32(chapterTrack)))]),
    mediaBox(track),
  )
}

function headerBox(track: Track): Buffer {
  const { id, durationTicks, handler } = track
  const version = needs64(durationTicks) ? 1 : 0
  const wide = version === 1 ? uint64 : uint32
  const flags = isInMovie | (track.isEnabled ? isEnabled : 0)
  const untimed = wide(0, 0)
  const volume = handler === 'soun' ? fullVolume : 0
  return fullBox(
    'tkhd',
    { version, flags },
    ...[untimed, uint32(id, 0), wide(durationTicks), uint32(0, 0)],
    ...[uint16(0, 0, volume, 0), matrix, uint32(0, 0)],
  )
}

function editsBox({ edits }: Track): Buffer {
  const version = needs64(...edits.flatMap(({ ticks, from }) => [ticks, from])) ? 1 : 0
  const normalSpeed = uint16(1, 0)
  const entries = edits.map(({ ticks, from }) =>
    Buffer.concat([version === 1 ? uint64(ticks, from) : uint32(ticks, from >>> 0), normalSpeed]),
  )
  return box('edts', fullBox('elst', { version }, uint32(edits.length), ...entries))
}

function mediaBox(track: Track): Buffer {
  const { mediaTicks, timescale, language, handler } = track
  const version = needs64(mediaTicks) ? 1 : 0
  const wide = version === 1 ? uint64 : uint32
  const code = packedLanguage((language && threeLetterLanguage(language)) || 'und')
  const name = handler === 'soun' ? 'SoundHandler\0' : 'TextHandler\0'
  const handled = [uint32(0), Buffer.from(handler), uint32(0, 0, 0), Buffer.from(name)]
  const isInThisFile = 1
  const reference = fullBox('dref', {}, uint32(1), fullBox('url ', { flags: isInThisFile }))
  return box(
    'mdia',
    fullBox('mdhd', { version }, wide(0, 0), uint32(timescale), wide(mediaTicks), uint16(code, 0)),
    fullBox('hdlr', {}, ...handled),
    box('minf', track.mediaHeader, box('dinf', reference), sampleTableBox(track)),
  )
}

function sampleTableBox(track: Track): Buffer {
  const { sampleEntry, durations, packets, packetsInChunk, sizes, chunkOffsets, furtherTables = [] } = track
  const times = durations.filter(({ count }) => count > 0)
  const lastChunk = packets % packetsInChunk
  const full = Math.floor(packets / packetsInChunk)
  /** From which chunk on there are how many in each, all of the one sample entry. */
  const chunks = [
    ...(full > 0 ? [[1, packetsInChunk, 1]] : []),
    ...(lastChunk > 0 ? [[full + 1, lastChunk, 1]] : []),
  ]
  const areFar = needs64(...chunkOffsets.slice(-1))
  const offsets = areFar ? uint64List(chunkOffsets) : uint32List(chunkOffsets)
  const runs = times.flatMap(({ count, ticks }) => [count, ticks])
  const sizesDiffer = 0
  return box(
    'stbl',
    fullBox('stsd', {}, uint32(1), sampleEntry),
    fullBox('stts', {}, uint32(times.length), uint32List(runs)),
    fullBox('stsc', {}, uint32(chunks.length), ...chunks.map((chunk) => uint32(...chunk))),
    fullBox('stsz', {}, uint32(sizesDiffer, packets), sizes),
    fullBox(areFar ? 'co64' : 'stco', {}, uint32(chunkOffsets.length), offsets),
    ...furtherTables,
  )
}

/** Three letters in fifteen bits. */
function packedLanguage(code: string): number {
  return [...code].reduce((packed, letter) => (packed << 5) | (letter.charCodeAt(0) - 0x60), 0)
}

/** The entry of a sample table that says how to decode AAC. @param description an AudioSpecificConfig */
export function aacSampleEntry(description: Uint8Array, sampleRateHz: number, bitsPerSecond: number): Buffer {
  const trackHasNoId = uint8(0, 0, 0)
  const aac = 0x40
  const audioStream = 0x15
  const bufferNotTold = uint8(0, 0, 0)
  const decoder = descriptor(
    4,
    uint8(aac, audioStream),
    bufferNotTold,
    uint32(bitsPerSecond, bitsPerSecond),
    descriptor(5, description),
  )
  const predefined = descriptor(6, uint8(2))
  const described = fullBox('esds', {}, descriptor(3, trackHasNoId, decoder, predefined))
  // A rate of more than sixteen bits is in the description only.
  const rate = sampleRateHz > 0xffff ? 0 : sampleRateHz
  const channels = 1
  const bits = 16
  return box('mp4a', uint16(0, 0, 0, 1), uint16(0, 0, 0, 0, channels, bits, 0, 0, rate, 0), described)
}

/** An element of ISO/IEC 14496-1, its length in the four bytes that everybody writes. */
function descriptor(tag: number, ...content: readonly Uint8Array[]): Buffer {
  const joined = Buffer.concat(content)
  const length = [21, 14, 7, 0].map((shift) => ((joined.length >> shift) & 0x7f) | (shift > 0 ? 0x80 : 0))
  return Buffer.concat([uint8(tag, ...length), joined])
}

/** Says that a decoder that begins at a packet is right from the next one on. */
export function preRollTables(packets: number): Buffer[] {
  const roll = Buffer.from('roll')
  const onePacketBefore = uint16(0xffff)
  return [
    fullBox('sgpd', { version: 1 }, roll, uint32(2, 1), onePacketBefore),
    fullBox('sbgp', {}, roll, uint32(1, packets, 1)),
  ]
}
