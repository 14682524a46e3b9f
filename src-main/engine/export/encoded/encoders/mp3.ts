import createModule from '@mediabunny/mp3-encoder/dist/modules/build/lame.js?encoder'
import { assert } from '@contract/assert'
import { rateFor, type Encoder, type Packet } from './encoder'
import { toIntegers } from './integers'
import { mpegFrameAt, mpegSampleRates } from './mpeg-frame'

/** What LAME says of itself: the same at every rate. */
const delaySamples = 576
/** Below a bitrate, by how much LAME turns the sound down before it encodes it, which nothing here can set: measured. */
const turnedDown = [
  { belowBitsPerSecond: 192_000, to: 0.95 },
  { belowBitsPerSecond: 224_000, to: 0.97 },
  { belowBitsPerSecond: 256_000, to: 0.98 },
]
/** Samples given to the library at once; only the size of its buffers. */
const blockSamples = 4_608
/** Enough for what it may have to say about a block, by its documentation. */
const outputBytes = Math.ceil(1.25 * blockSamples + 7_200)

/** MP3 of one bitrate by LAME. At low ones peaks within half a decibel of full scale are clipped: see `turnedDown`. */
export async function createMp3Encoder(sampleRateHz: number, bitsPerSecond: number): Promise<Encoder> {
  const lame = await createModule()
  const rate = rateFor(sampleRateHz, mpegSampleRates)
  let context = lame._init_lame(1, rate, bitsPerSecond)
  assert(context !== 0, `MP3 can be encoded at ${rate} Hz`)
  const input = lame._malloc(2 * blockSamples)
  const output = lame._malloc(outputBytes)
  const level = turnedDown.find(({ belowBitsPerSecond }) => bitsPerSecond < belowBitsPerSecond)?.to ?? 1
  /** What LAME hands out may end inside a frame. */
  let begun = new Uint8Array(0)

  const packetsOf = (count: number): Packet[] => {
    assert(count >= 0, `MP3 is encoded: ${count}`)
    const all = new Uint8Array(begun.length + count)
    all.set(begun)
    all.set(lame.HEAPU8.subarray(output, output + count), begun.length)
    const packets: Packet[] = []
    let at = 0
    while (all.length - at >= 4) {
      const { bytes, samples } = mpegFrameAt(all.subarray(at))
      if (at + bytes > all.length) break
      packets.push({ bytes: all.slice(at, at + bytes), samples })
      at += bytes
    }
    begun = all.slice(at)
    return packets
  }
  return {
    sampleRateHz: rate,
    delaySamples,
    description: new Uint8Array(0),
    encode(samples) {
      const packets: Packet[] = []
      for (let at = 0; at < samples.length; at += blockSamples) {
        const restored = samples.subarray(at, at + blockSamples).map((sample) => sample / level)
        const block = Int16Array.from(toIntegers(restored, 16))
        lame.HEAPU8.set(new Uint8Array(block.buffer), input)
        const count = lame._encode_samples(context, input, input, block.length, output, outputBytes)
        packets.push(...packetsOf(count))
      }
      return packets
    },
    finish() {
      const packets = packetsOf(lame._flush_lame(context, output, outputBytes))
      assert(begun.length === 0, 'the stream ends with a frame')
      return packets
    },
    dispose() {
      if (context !== 0) lame._close_lame(context)
      context = 0
    },
  }
}
