import { loadResampler } from '../../../audio/post/resample'
import type { EncodedForm } from '../encoded-form'
import { createEncoder } from '../encoders/create-encoder'
import type { Packet } from '../encoders/encoder'

/** What of a form its codec must know. */
export type EncodingForm = Pick<EncodedForm, 'format' | 'sampleRateHz' | 'bitsPerSecond' | 'bitsPerSample'>

/** What is known of a stream before its first packet. */
export interface EncodingStart {
  /** Of the packets: that of the form, or the next one that the codec takes. */
  readonly sampleRateHz: number
  /** How many samples a decoder puts in front of the first one. */
  readonly delaySamples: number
  /** What a decoder must know before the first packet, as the codec defines it. */
  readonly description: Uint8Array
}

/** How a stream ends. */
export interface EncodingEnd {
  readonly packets: readonly Packet[]
  /** Of all the recording, at the packets' rate. */
  readonly samples: number
  /** Complete, where something of it is known only now. */
  readonly description: Uint8Array
}

/** A recording's samples becoming packets, at the rate that the codec takes. One call is made after the other. */
export interface Encoding {
  readonly start: EncodingStart
  /** @returns the packets that are ready, possibly none */
  write(samples: Float32Array): Promise<readonly Packet[]>
  finish(): Promise<EncodingEnd>
  /** Frees what it has; may be called twice, and while something is under way, which may then fail. */
  dispose(): Promise<void>
}

/** Where and how recordings are encoded. */
export type StartEncoding = (form: EncodingForm) => Promise<Encoding>

/** Encodes where it is called: one frame of the slowest codec may take 50 ms there. */
export const startEncoding: StartEncoding = async (form) => {
  const encoder = await createEncoder(form)
  const { sampleRateHz, delaySamples } = encoder
  const resampler =
    sampleRateHz === form.sampleRateHz ? null : (await loadResampler())(form.sampleRateHz, sampleRateHz)
  const start = { sampleRateHz, delaySamples, description: Uint8Array.from(encoder.description) }
  let samplesWritten = 0
  return {
    start,
    async write(samples) {
      samplesWritten += samples.length
      return encoder.encode(resampler ? resampler.write(samples) : samples)
    },
    async finish() {
      const samples = Math.round((samplesWritten * sampleRateHz) / form.sampleRateHz)
      const rest = resampler ? encoder.encode(resampler.finish(new Float32Array(0), samples)) : []
      return {
        packets: [...rest, ...encoder.finish()],
        samples,
        description: Uint8Array.from(encoder.description),
      }
    },
    async dispose() {
      encoder.dispose()
      resampler?.dispose()
    },
  }
}
