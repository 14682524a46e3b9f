import type { Chapter, EncodedForm } from '../../encoded-form'
import type { EncodingStart } from '../../encoding/encoding'
import type { UnfinishedFile } from '../../../recording/unfinished-file'
import type { Container } from '../container'
import { box, fullBox, matrix, needs64, uint16, uint32, uint32List, uint64 } from './boxes'
import { chapterText, neroChapters, textMediaHeader, textSampleEntry } from './chapters'
import { metadataBox } from './metadata'
import { createPacketSizes } from './packet-sizes'
import { aacSampleEntry, preRollTables, trackBox } from './track'

const soundTrack = 1
const chapterTrack = 2
/** A chapter may be longer than 32 bits of samples. */
const textTimescale = 1_000
/** About a second: what players read at once. */
const packetsInChunk = 24
const boxHeadBytes = 8

/**
 * An MP4 file of an audiobook: its media, then the index of them, which is known only at the end. Chapters are there twice,
 * as Nero's list and as QuickTime's track of text, because players read one or the other.
 */
export function createMp4Container(
  file: UnfinishedFile,
  { tags, cover }: EncodedForm,
  start: EncodingStart,
): Container {
  const { sampleRateHz: timescale, delaySamples } = start
  const sizes = createPacketSizes()
  const fileType = box('ftyp', Buffer.from('M4B '), uint32(0), Buffer.from('M4B M4A mp42isom'))
  const mediaHead = fileType.length
  const mediaAt = mediaHead + 2 * boxHeadBytes
  let packetSamples = 0

  const soundBox = (samples: number, hasChapters: boolean): Buffer => {
    const { count, totalBytes } = sizes
    const mediaTicks = Math.min(count * packetSamples, delaySamples + samples)
    const lastTicks = mediaTicks - Math.max(0, count - 1) * packetSamples
    const seconds = (count * packetSamples) / timescale
    const bitsPerSecond = Math.round((totalBytes * 8) / (seconds || 1))
    const balance = 0
    return trackBox({
      ...{ id: soundTrack, timescale, durationTicks: samples, mediaTicks, isEnabled: true, handler: 'soun' },
      language: tags.language,
      edits: [{ ticks: samples, from: delaySamples }],
      mediaHeader: fullBox('smhd', {}, uint16(balance, 0)),
      sampleEntry: aacSampleEntry(start.description, timescale, bitsPerSecond),
      durations: [
        { count: Math.max(0, count - 1), ticks: packetSamples },
        { count: Math.min(1, count), ticks: lastTicks },
      ],
      packetsInChunk,
      packets: count,
      sizes: sizes.list(),
      chunkOffsets: sizes.offsets(mediaAt, packetsInChunk),
      furtherTables: preRollTables(count),
      chapterTrack: hasChapters ? chapterTrack : undefined,
    })
  }
  const textBox = (samples: number, chapters: readonly Chapter[], texts: readonly Buffer[]): Buffer => {
    const toTicks = (at: number): number => Math.round((at / timescale) * textTimescale)
    const starts = chapters.map(({ startSample }) => toTicks(startSample))
    const ends = [...starts.slice(1), toTicks(samples)]
    const [{ startSample: first }] = chapters
    return trackBox({
      ...{ id: chapterTrack, isEnabled: false, handler: 'text', language: tags.language },
      // Players take a track's length for the end of its last text: it is that of the sound.
      ...{ timescale: textTimescale, durationTicks: samples, mediaTicks: toTicks(samples) },
      edits: [...(first > 0 ? [{ ticks: first, from: -1 }] : []), { ticks: samples - first, from: 0 }],
      mediaHeader: textMediaHeader(),
      sampleEntry: textSampleEntry(),
      durations: starts.map((from, index) => ({ count: 1, ticks: ends[index] - from })),
      packetsInChunk: texts.length,
      packets: texts.length,
      sizes: uint32List(texts.map(({ length }) => length)),
      chunkOffsets: [mediaAt + sizes.totalBytes],
    })
  }
  return {
    async begin() {
      // Two heads: a box that is free goes before the media, until they need a head of twice the length.
      await file.append(Buffer.concat([fileType, box('free'), box('mdat')]))
    },
    async write(packets) {
      if (packets.length === 0) return
      for (const { bytes, samples } of packets) {
        packetSamples = samples
        sizes.add(bytes.length)
      }
      await file.append(Buffer.concat(packets.map(({ bytes }) => bytes)))
    },
    async finish({ samples }, chapters) {
      const texts = chapters.map(chapterText)
      if (texts.length > 0) await file.append(Buffer.concat(texts))
      await file.replace(mediaHead, mediaHeads(file.bytes - mediaAt))
      const padding = Math.max(0, sizes.count * packetSamples - delaySamples - samples)
      const metadata = metadataBox(tags, cover, { delay: delaySamples, padding, samples })
      const nero = chapters.length > 0 ? [neroChapters(chapters, timescale)] : []
      await file.append(
        box(
          'moov',
          movieHeader(timescale, samples),
          soundBox(samples, chapters.length > 0),
          ...(chapters.length > 0 ? [textBox(samples, chapters, texts)] : []),
          box('udta', ...nero, metadata),
        ),
      )
    },
  }
}

/** @param bytes of the media */
function mediaHeads(bytes: number): Buffer {
  const withHead = bytes + boxHeadBytes
  if (!needs64(withHead)) return Buffer.concat([box('free'), uint32(withHead), Buffer.from('mdat')])
  const lengthFollows = 1
  return Buffer.concat([uint32(lengthFollows), Buffer.from('mdat'), uint64(withHead + boxHeadBytes)])
}

function movieHeader(timescale: number, ticks: number): Buffer {
  const version = needs64(ticks) ? 1 : 0
  const wide = version === 1 ? uint64 : uint32
  const normalSpeed = 0x1_0000
  const fullVolume = uint16(0x100, 0)
  const nextTrack = chapterTrack + 1
  return fullBox(
    'mvhd',
    { version },
    ...[wide(0, 0), uint32(timescale), wide(ticks), uint32(normalSpeed), fullVolume, uint32(0, 0)],
    ...[matrix, uint32(0, 0, 0, 0, 0, 0), uint32(nextTrack)],
  )
}
