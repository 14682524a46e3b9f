import { viewOf } from './byte-view'
import { damagedRecording } from './damaged-recording'
import type { Packet, PacketTable } from './packets'
import type { SoundBytes } from './recording'

/** kbit/s by index, of layer III: MPEG-1, then MPEG-2 and 2.5 (ISO/IEC 11172-3, 13818-3). */
const bitRates = [
  [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
] as const
const sampleRates = [44_100, 48_000, 32_000] as const
/** Samples by which every decoder of layer III is late. */
const decoderDelaySamples = 529
/** The bit reservoir reaches back 511 bytes: eleven of the smallest frames. */
const prerollPackets = 12
/** Looked through for a frame at the beginning, and after damage. */
const searchBytes = 65_536
const headerBytes = 4
/** What may lie behind the sound that an encoder tells of: tags with a picture are put before it. */
const maxTrailerBytes = 65_536
/** 8 kbit/s at 24 kHz. */
const minFrameBytes = 24

interface Frame {
  readonly byteLength: number
  readonly sampleRateHz: number
  readonly samples: number
  readonly channels: number
  readonly isFirstVersion: boolean
}

/**
 * Finds the frames of an MP3, as far as they are asked for. What the encoder says of its delay and of their number (the
 * tag that LAME writes into the first frame) is heeded, as other players do, so that clips begin where they were
 * measured, and the end is known without a look at all of it.
 * @see http://gabriel.mp3-tech.org/mp3infotag.html
 * @throws AppError 'narration/damaged'
 */
export async function readMp3(bytes: SoundBytes): Promise<PacketTable> {
  const totalBytes = await bytes.totalBytes()
  const begin = await afterId3(bytes)
  let at = await findFrame(bytes, begin, totalBytes)
  if (at === null) throw damagedRecording('it has no frame of MP3')
  const head = await bytes.read(at, 512)
  const first = frameAt(head, 0)
  if (!first) throw damagedRecording('it has no frame of MP3')
  const tag = encoderTag(head, first)
  const toldFrames = tag && toldCount(tag, totalBytes - at)
  if (tag) at += first.byteLength
  const starts: number[] = []
  const lengths: number[] = []
  let next: number | null = at
  const findUpTo = async (index: number): Promise<void> => {
    while (next !== null && starts.length <= index) {
      const header = await bytes.read(next, headerBytes)
      const frame = header.length === headerBytes ? frameAt(header, 0) : null
      if (frame && next + frame.byteLength <= totalBytes) {
        starts.push(next)
        lengths.push(frame.byteLength)
        next += frame.byteLength
      } else next = frame ? null : await findFrame(bytes, next + 1, totalBytes)
    }
  }
  return {
    codec: 'mp3',
    sampleRateHz: first.sampleRateHz,
    channels: first.channels,
    prerollPackets,
    leadSeconds: tag ? (tag.delaySamples + decoderDelaySamples) / first.sampleRateHz : 0,
    playedSeconds: null,
    tailSamples: tag ? Math.max(0, tag.paddingSamples - decoderDelaySamples) : 0,
    async packet(index): Promise<Packet | null> {
      await findUpTo(index)
      return index < starts.length ? { startByte: starts[index], byteLength: lengths[index] } : null
    },
    async count() {
      if (toldFrames !== null) return toldFrames
      await findUpTo(Infinity)
      return starts.length
    },
  }
}

async function afterId3(bytes: SoundBytes): Promise<number> {
  const head = await bytes.read(0, 10)
  if (head.length < 10 || String.fromCharCode(...head.subarray(0, 3)) !== 'ID3') return 0
  const size = head.subarray(6, 10).reduce((sum, byte) => sum * 128 + (byte & 0x7f), 0)
  return 10 + size + (head[5] & 0x10 ? 10 : 0)
}

/** A frame that another one of its kind follows, or the end: two bytes alone are found anywhere. */
async function findFrame(bytes: SoundBytes, from: number, totalBytes: number): Promise<number | null> {
  const stretch = await bytes.read(from, searchBytes)
  for (let at = 0; at + headerBytes <= stretch.length; at++) {
    const frame = frameAt(stretch, at)
    if (!frame) continue
    const after = at + frame.byteLength
    if (from + after === totalBytes) return from + at
    const next = after + headerBytes <= stretch.length ? frameAt(stretch, after) : null
    if (next?.sampleRateHz === frame.sampleRateHz) return from + at
  }
  return null
}

function frameAt(bytes: Uint8Array, at: number): Frame | null {
  if (bytes[at] !== 0xff || (bytes[at + 1] & 0xe0) !== 0xe0) return null
  const version = (bytes[at + 1] >> 3) & 3
  const isLayer3 = ((bytes[at + 1] >> 1) & 3) === 1
  const bitRateIndex = bytes[at + 2] >> 4
  const rateIndex = (bytes[at + 2] >> 2) & 3
  // Version 1 is none; a free bit rate says nothing of the frame's length.
  if (version === 1 || !isLayer3 || rateIndex === 3 || bitRateIndex === 0 || bitRateIndex === 15) return null
  const isFirstVersion = version === 3
  const sampleRateHz = sampleRates[rateIndex] / (isFirstVersion ? 1 : version === 2 ? 2 : 4)
  const samples = isFirstVersion ? 1_152 : 576
  const bitsPerSecond = bitRates[isFirstVersion ? 0 : 1][bitRateIndex - 1] * 1_000
  const padding = (bytes[at + 2] >> 1) & 1
  const byteLength = Math.floor(((samples / 8) * bitsPerSecond) / sampleRateHz) + padding
  const channels = bytes[at + 3] >> 6 === 3 ? 1 : 2
  return { byteLength, sampleRateHz, samples, channels, isFirstVersion }
}

/** What an encoder says of a file; null: nothing. */
interface EncoderTag {
  readonly delaySamples: number
  readonly paddingSamples: number
  /** Beside the one that says so. */
  readonly frames: number | null
  /** From that one on. */
  readonly bytes: number | null
}

/** How many frames there are, as the encoder says; null where the file is not as long as it says. */
function toldCount({ frames, bytes }: EncoderTag, fileBytes: number): number | null {
  if (frames === null || bytes === null || frames * minFrameBytes > bytes) return null
  const trailerBytes = fileBytes - bytes
  return trailerBytes >= 0 && trailerBytes <= maxTrailerBytes ? frames : null
}

/** What the encoder wrote in place of sound into the first frame; null where that is sound. */
function encoderTag(frame: Uint8Array, { isFirstVersion, channels, byteLength }: Frame): EncoderTag | null {
  const sideBytes = isFirstVersion ? (channels === 1 ? 17 : 32) : channels === 1 ? 9 : 17
  const at = headerBytes + sideBytes
  const name = String.fromCharCode(...frame.subarray(at, at + 4))
  const isOther = String.fromCharCode(...frame.subarray(36, 40)) === 'VBRI'
  const nothing = { delaySamples: 0, paddingSamples: 0, frames: null, bytes: null }
  if (name !== 'Xing' && name !== 'Info') return isOther ? nothing : null
  const flags = frame[at + 7] ?? 0
  const view = viewOf(frame)
  const field = (flag: number, place: number): number | null =>
    (flags & flag) > 0 && place + 4 <= frame.length ? view.getUint32(place) : null
  const told = { frames: field(1, at + 8), bytes: field(2, at + 8 + (flags & 1 ? 4 : 0)) }
  const fields = (flags & 1 ? 4 : 0) + (flags & 2 ? 4 : 0) + (flags & 4 ? 100 : 0) + (flags & 8 ? 4 : 0)
  const delays = at + 8 + fields + 21
  if (delays + 3 > Math.min(frame.length, byteLength) || (frame[at + 8 + fields] ?? 0) === 0)
    return { ...nothing, ...told }
  const [high, middle, low] = frame.subarray(delays, delays + 3)
  const delaySamples = (high << 4) | (middle >> 4)
  return { delaySamples, paddingSamples: ((middle & 15) << 8) | low, ...told }
}
