import { nameAt, viewOf } from './byte-view'
import { damagedRecording, unplayableRecording } from './damaged-recording'
import type { Recording, SoundBytes } from './recording'

/** Chunks before the samples: a published file has three or four. */
const maxChunks = 64
const integerPcm = 1
const floatPcm = 3
const extensible = 0xfffe
const maxChannels = 16
const rateRange = { min: 3_000, max: 384_000 }
/** A length of 32 bits that says: it stands in the chunk ds64. */
const standsInDs64 = 0xffff_ffff
/** What that chunk says of the file, and then of one chunk each. */
const ds64Bytes = 28
const ds64EntryBytes = 12

interface Layout {
  readonly sampleRateHz: number
  readonly channels: number
  readonly bytesPerSample: number
  readonly isFloat: boolean
}

/**
 * Opens a WAVE file, RIFF or RF64: integers of 8 to 32 bits or floats, of which only what is heard is read.
 * @see EBU Tech 3306; https://www.mmsp.ece.mcgill.ca/Documents/AudioFormats/WAVE/WAVE.html
 * @throws AppError 'narration/damaged', 'narration/unplayable'
 */
export async function openWav(bytes: SoundBytes): Promise<Recording> {
  let layout: Layout | null = null
  let longLengths: ReadonlyMap<string, number> = new Map()
  const totalBytes = await bytes.totalBytes()
  for (let at = 12, chunks = 0; at + 8 <= totalBytes && chunks < maxChunks; chunks++) {
    const header = viewOf(await bytes.read(at, 8))
    const tag = nameAt(header, 0)
    const shortLength = header.getUint32(4, true)
    const length = (shortLength === standsInDs64 ? longLengths.get(tag) : undefined) ?? shortLength
    if (tag === 'ds64') {
      const most = ds64Bytes + maxChunks * ds64EntryBytes
      longLengths = longLengthsOf(viewOf(await bytes.read(at + 8, Math.min(length, most))))
    }
    if (tag === 'fmt ') layout = layoutOf(viewOf(await bytes.read(at + 8, Math.min(length, 40))))
    if (tag === 'data') {
      if (!layout) throw damagedRecording('its samples come before their format')
      // A file that was cut off says how long it was meant to be.
      return samplesOf(bytes, layout, at + 8, Math.min(length, totalBytes - at - 8))
    }
    at += 8 + length + (length % 2)
  }
  throw damagedRecording('it has no samples')
}

/** How long the chunks are whose lengths 32 bits do not hold. */
function longLengthsOf(ds64: DataView): Map<string, number> {
  if (ds64.byteLength < ds64Bytes) throw damagedRecording('its lengths are cut off')
  const lengthAt = (at: number): number => Number(ds64.getBigUint64(at, true))
  const lengths = new Map([['data', lengthAt(8)]])
  for (let at = ds64Bytes; at + ds64EntryBytes <= ds64.byteLength; at += ds64EntryBytes)
    lengths.set(nameAt(ds64, at), lengthAt(at + 4))
  return lengths
}

function layoutOf(format: DataView): Layout {
  if (format.byteLength < 16) throw damagedRecording('its format is cut off')
  const declared = format.getUint16(0, true)
  const kind = declared === extensible && format.byteLength >= 26 ? format.getUint16(24, true) : declared
  const channels = format.getUint16(2, true)
  const sampleRateHz = format.getUint32(4, true)
  const bits = format.getUint16(14, true)
  const isFloat = kind === floatPcm
  const isKnown = isFloat ? bits === 32 || bits === 64 : kind === integerPcm && [8, 16, 24, 32].includes(bits)
  if (!isKnown) throw unplayableRecording('WAV')
  const isSound = channels >= 1 && channels <= maxChannels
  if (!isSound || sampleRateHz < rateRange.min || sampleRateHz > rateRange.max)
    throw damagedRecording(`${channels} channels at ${sampleRateHz} Hz`)
  return { sampleRateHz, channels, bytesPerSample: bits / 8, isFloat }
}

function samplesOf(bytes: SoundBytes, layout: Layout, startByte: number, dataBytes: number): Recording {
  const frameBytes = layout.channels * layout.bytesPerSample
  const total = Math.floor(dataBytes / frameBytes)
  return {
    sampleRateHz: layout.sampleRateHz,
    totalSamples: () => Promise.resolve(total),
    async read(startSample, samples) {
      const count = Math.max(0, Math.min(samples, total - startSample))
      const view = viewOf(await bytes.read(startByte + startSample * frameBytes, count * frameBytes))
      const heard = new Float32Array(Math.floor(view.byteLength / frameBytes))
      const sample = sampleReader(view, layout)
      for (let frame = 0; frame < heard.length; frame++) {
        let sum = 0
        for (let channel = 0; channel < layout.channels; channel++)
          sum += sample(frame * frameBytes + channel * layout.bytesPerSample)
        heard[frame] = sum / layout.channels
      }
      return heard
    },
    dispose: () => undefined,
  }
}

function sampleReader(view: DataView, { isFloat, bytesPerSample }: Layout): (at: number) => number {
  if (isFloat) {
    const read = (at: number): number =>
      bytesPerSample === 4 ? view.getFloat32(at, true) : view.getFloat64(at, true)
    // What is no number would stay in everything that is made of it.
    return (at) => {
      const value = read(at)
      return Number.isFinite(value) ? Math.max(-1, Math.min(1, value)) : 0
    }
  }
  switch (bytesPerSample) {
    case 1:
      return (at) => (view.getUint8(at) - 128) / 128
    case 2:
      return (at) => view.getInt16(at, true) / 32_768
    case 3:
      return (at) => (view.getUint16(at, true) + view.getInt8(at + 2) * 65_536) / 8_388_608
    default:
      return (at) => view.getInt32(at, true) / 2_147_483_648
  }
}
