import { mpegFrameAt, mpegHeaderFor } from '../../encoders/mpeg-frame'
import { crc16 } from './crc16'

const headerBytes = 4
const tocEntries = 100
/** "Info", what it has, frames, bytes, entries, quality; then what LAME adds to it. */
const infoBytes = 16 + tocEntries + 4 + 36
/** Frames, bytes, entries and quality are all there. */
const hasAll = 0xf
const encoderName = 'LAME3.100'
/** Of the name's field: revision 0, and one bitrate throughout. */
const constantBitrate = 1

/** What a stream of MP3 says of itself in a frame before its first. */
export interface Mp3Stream {
  /** The first frame's first bytes. */
  readonly start: Uint8Array
  readonly frames: number
  readonly bytes: number
  readonly checksum: number
  /** What is not of the recording at the beginning, and at the end. */
  readonly delaySamples: number
  readonly paddingSamples: number
}

/** The header of the frame that comes before all sound, and says nothing to a decoder that does not know it. */
export function infoHeader(start: Uint8Array): Uint8Array {
  return mpegHeaderFor(start, headerBytes + mpegFrameAt(start).sideBytes + infoBytes)
}

/**
 * The frame that players look for a recording's length and its edges in: as Xing has it ("Info" where the bitrate is
 * constant), and LAME after it.
 */
export function infoFrame(stream: Mp3Stream): Buffer {
  const header = infoHeader(stream.start)
  const { bytes, sideBytes } = mpegFrameAt(header)
  const { kilobits } = mpegFrameAt(stream.start)
  const frame = Buffer.alloc(bytes)
  frame.set(header)
  let at = headerBytes + sideBytes
  const put = (...values: number[]): void => {
    for (const value of values) frame[at++] = value
  }
  const put32 = (value: number): void => {
    at = frame.writeUInt32BE(value % 2 ** 32, at)
  }
  put(...Buffer.from('Info', 'latin1'))
  put32(hasAll)
  put32(stream.frames)
  put32(bytes + stream.bytes)
  put(...Array.from({ length: tocEntries }, (_, percent) => Math.floor((percent * 256) / tocEntries)))
  const notTold = 0
  put32(notTold)
  put(...Buffer.from(encoderName, 'latin1'), constantBitrate)
  const lowpass = notTold
  put(lowpass)
  const loudness = Buffer.alloc(8)
  put(...loudness, notTold, Math.min(255, kilobits))
  const { delaySamples, paddingSamples } = stream
  put(delaySamples >> 4, ((delaySamples & 0xf) << 4) | (paddingSamples >> 8), paddingSamples & 0xff)
  const gain = notTold
  put(notTold, gain, notTold, notTold)
  put32(bytes + stream.bytes)
  put(stream.checksum >> 8, stream.checksum & 0xff)
  frame.writeUInt16BE(crc16(0, frame.subarray(0, at)), at)
  return frame
}
