import { assert } from '@contract/assert'

/** Of MPEG-1, by the header's index; MPEG-2 halves them, MPEG-2.5 again. */
const sampleRates = [44_100, 48_000, 32_000]
/** Layer III, by the header's index; 0: free. */
const kilobits1 = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320]
const kilobits2 = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160]

export const mpegSampleRates = [1, 2, 4].flatMap((divisor) => sampleRates.map((rate) => rate / divisor))

/** A frame of MPEG Layer III, as its header tells it. */
export interface MpegFrame {
  readonly bytes: number
  readonly samples: number
  /** Of the side information of one channel, which follows the header. */
  readonly sideBytes: number
  readonly kilobits: number
}

/** @param bytes at least four, of a frame's beginning */
export function mpegFrameAt(bytes: Uint8Array): MpegFrame {
  const [sync, kind, form] = bytes
  assert(sync === 0xff && (kind & 0xe6) === 0xe2, 'a frame of Layer III begins here')
  const version = (kind >> 3) & 3
  const isFirst = version === 3
  const divisor = isFirst ? 1 : version === 2 ? 2 : 4
  const rate = sampleRates[(form >> 2) & 3] / divisor
  const kilobits = (isFirst ? kilobits1 : kilobits2)[form >> 4]
  const samples = isFirst ? 1_152 : 576
  return {
    bytes: Math.floor(((samples / 8) * kilobits * 1_000) / rate) + ((form >> 1) & 1),
    samples,
    sideBytes: isFirst ? 17 : 9,
    kilobits,
  }
}

/**
 * The header of a frame beside those that begin with another one, without padding.
 * @param bytes at least as many the frame has, where a bitrate allows it
 */
export function mpegHeaderFor(other: Uint8Array, bytes: number): Uint8Array {
  const header = other.slice(0, 4)
  for (let index = 1; index < kilobits1.length; index++) {
    header[2] = (index << 4) | (other[2] & 0x0c)
    if (mpegFrameAt(header).bytes >= bytes) break
  }
  return header
}
