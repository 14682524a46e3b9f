import createModule from '@mediabunny/flac-encoder/dist/modules/build/flac.js?encoder'
import { createHash } from 'node:crypto'
import { assert } from '@contract/assert'
import type { Encoder, Packet } from './encoder'
import { toIntegers } from './integers'

/** Where STREAMINFO's content stands in the head of a stream, and things in it. */
const infoAt = 8
const frameBytesAt = infoAt + 4
const samplesAt = infoAt + 13
const digestAt = infoAt + 18

/** Up to here a frame tells any rate, beyond it those that are tens: a player that comes in later has it from there. */
const anyRateUntilHz = 0xffff

/**
 * FLAC by libFLAC; nothing is lost but what the integers lose. Its description is the head of a stream without tags or
 * pictures: "fLaC", STREAMINFO, and comments that name the encoder.
 */
export async function createFlacEncoder(samplesAtHz: number, bitsPerSample: 16 | 24): Promise<Encoder> {
  const flac = await createModule()
  const sampleRateHz = samplesAtHz > anyRateUntilHz ? Math.ceil(samplesAtHz / 10) * 10 : samplesAtHz
  const context = flac._init_encoder(1, sampleRateHz, bitsPerSample)
  assert(context !== 0, `FLAC can be encoded at ${sampleRateHz} Hz`)
  const headAt = flac._get_header_data(context)
  const description = Buffer.from(flac.HEAPU8.slice(headAt, headAt + flac._get_header_size(context)))
  const digest = createHash('md5')
  let samplesIn = 0
  let shortestBytes = 0xff_ffff
  let longestBytes = 0

  const packets = (): Packet[] => {
    let at = flac._get_output_data(context)
    return Array.from({ length: flac._get_frame_count(context) }, (_, index) => {
      const bytes = flac.HEAPU8.slice(at, at + flac._get_frame_size(context, index))
      at += bytes.length
      shortestBytes = Math.min(shortestBytes, bytes.length)
      longestBytes = Math.max(longestBytes, bytes.length)
      return { bytes, samples: flac._get_frame_samples(context, index) }
    })
  }
  return {
    sampleRateHz,
    delaySamples: 0,
    description,
    encode(samples) {
      if (samples.length === 0) return []
      const integers = toIntegers(samples, bitsPerSample)
      digest.update(littleEndian(integers, bitsPerSample))
      samplesIn += samples.length
      const input = flac._get_encode_input_ptr(context, integers.byteLength)
      const aligned = integers.map((value) => value << (32 - bitsPerSample))
      flac.HEAPU8.set(new Uint8Array(aligned.buffer), input)
      const code = flac._send_samples(context, samples.length)
      assert(code >= 0, `FLAC is encoded: ${code}`)
      return packets()
    },
    finish() {
      const code = flac._finish_encoder(context)
      assert(code >= 0, `FLAC is encoded to its end: ${code}`)
      const last = packets()
      // The library would write it back into a file, had it one.
      if (samplesIn > 0) {
        description.writeUIntBE(shortestBytes, frameBytesAt, 3)
        description.writeUIntBE(longestBytes, frameBytesAt + 3, 3)
        description[samplesAt] |= Math.floor(samplesIn / 2 ** 32)
        description.writeUInt32BE(samplesIn % 2 ** 32, samplesAt + 1)
      }
      description.set(digest.digest(), digestAt)
      return last
    },
    // The library offers no end: all of it goes with the last reference.
    dispose: () => undefined,
  }
}

/** As the digest of a stream takes them. */
function littleEndian(integers: Int32Array<ArrayBuffer>, bits: 16 | 24): Uint8Array {
  const all = new Uint8Array(integers.buffer)
  const width = bits / 8
  const bytes = new Uint8Array(integers.length * width)
  for (let i = 0, to = 0; i < integers.length; i++)
    for (let byte = 0; byte < width; byte++) bytes[to++] = all[i * 4 + byte]
  return bytes
}
