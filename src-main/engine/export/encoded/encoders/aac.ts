import createModule from '@mediabunny/aac-encoder/dist/modules/build/aac.js?encoder'
import { assert } from '@contract/assert'
import { rateFor, type Encoder, type Packet } from './encoder'
import { createFramer } from './framer'

const rates = [
  7_350, 8_000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000, 64_000, 88_200, 96_000,
]

/** AAC-LC by FFmpeg's encoder. Each has a library of its own, which goes with it. */
export async function createAacEncoder(sampleRateHz: number, bitsPerSecond: number): Promise<Encoder> {
  const aac = await createModule()
  const rate = rateFor(sampleRateHz, rates)
  let context = aac._init_encoder(1, rate, bitsPerSecond)
  assert(context !== 0, `AAC can be encoded at ${rate} Hz`)
  const frameSamples = aac._get_encoder_frame_size(context)
  const descriptionAt = aac._get_encoder_extradata(context)
  const description = aac.HEAPU8.slice(
    descriptionAt,
    descriptionAt + aac._get_encoder_extradata_size(context),
  )
  const framer = createFramer(frameSamples)
  let sentSamples = 0

  const received = (): Packet[] => {
    const packets: Packet[] = []
    for (;;) {
      const bytes = aac._receive_packet(context)
      assert(bytes >= 0, `AAC is encoded: ${bytes}`)
      if (bytes === 0) return packets
      const at = aac._get_encoded_data(context)
      packets.push({ bytes: aac.HEAPU8.slice(at, at + bytes), samples: frameSamples })
    }
  }
  const send = (frame: Float32Array): Packet[] => {
    const input = aac._get_encode_input_ptr(context, frame.byteLength)
    aac.HEAPU8.set(new Uint8Array(frame.buffer, frame.byteOffset, frame.byteLength), input)
    const code = aac._send_frame(context, BigInt(sentSamples))
    assert(code >= 0, `AAC takes a frame: ${code}`)
    sentSamples += frameSamples
    return received()
  }
  return {
    sampleRateHz: rate,
    // The transform overlaps by a whole frame: the first packet is what comes before the first sample.
    delaySamples: frameSamples,
    description,
    encode: (samples) => framer.frames(samples).flatMap(send),
    finish() {
      const rest = framer.rest()
      const packets = rest ? send(rest) : []
      aac._flush_encoder_start(context)
      return [...packets, ...received()]
    },
    dispose() {
      if (context !== 0) aac._close_encoder(context)
      context = 0
    },
  }
}
