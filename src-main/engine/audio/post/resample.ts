import SpeexResampler, { type SpeexResamplerModule } from '@echogarden/speex-resampler-wasm/simd'
import resamplerBytes from '@echogarden/speex-resampler-wasm/wasm/speex-resampler-simd.wasm?bytes'
import { assert } from '@contract/assert'
import { joinedSamples } from '@contract/joined-samples'
import type { AudioStage } from './audio-stage'

/**
 * Of 0..10. Measured from 24 kHz: within 0.05 dB up to nine tenths of the band, images and aliases 103 dB down; a second
 * takes 2 ms to 48 kHz and 9 ms to 44.1 kHz, whose ratio has no table. 6 takes two thirds of that and loses 8 dB at
 * 95 % of the band; 10 takes two to four times as long for what nobody hears: -126 dB.
 */
const quality = 8
/** Samples handed to the library at once; only the size of a scratch buffer. */
const blockSamples = 1_024

/**
 * Loads the resampler of SpeexDSP (Jean-Marc Valin, BSD-3-Clause: a polyphase windowed sinc, float) and returns a maker of
 * streams that share it.
 */
export async function loadResampler(): Promise<(fromHz: number, toHz: number) => AudioStage> {
  const speex = await SpeexResampler({ wasmBinary: resamplerBytes })
  return (fromHz, toHz) => createResampler(speex, fromHz, toHz)
}

function createResampler(speex: SpeexResamplerModule, fromHz: number, toHz: number): AudioStage {
  const outputCapacity = Math.ceil((blockSamples * toHz) / fromHz) + 1
  const counts = speex._malloc(8)
  const state = speex._speex_resampler_init(1, fromHz, toHz, quality, counts)
  assert(state !== 0, `a resampler from ${fromHz} to ${toHz} Hz can be made`)
  speex._speex_resampler_skip_zeros(state)
  const input = speex._malloc(blockSamples * 4)
  const output = speex._malloc(outputCapacity * 4)
  const latencySamples = speex._speex_resampler_get_input_latency(state)
  let emittedSamples = 0
  let isDisposed = false

  const write = (samples: Float32Array): Float32Array<ArrayBuffer> => {
    const blocks: Float32Array[] = []
    for (let at = 0; at < samples.length; at += blockSamples) {
      const block = samples.subarray(at, at + blockSamples)
      // The heap may have grown since the last call: its views are looked up every time.
      speex.HEAPF32.set(block, input / 4)
      speex.HEAP32.set([block.length, outputCapacity], counts / 4)
      speex._speex_resampler_process_float(state, 0, input, counts, output, counts + 4)
      const [used, made] = speex.HEAP32.subarray(counts / 4, counts / 4 + 2)
      assert(used === block.length, 'the resampler takes a whole block')
      blocks.push(speex.HEAPF32.slice(output / 4, output / 4 + made))
    }
    const ready = joinedSamples(...blocks)
    emittedSamples += ready.length
    return ready
  }

  return {
    latencySamples,
    write,
    finish(samples, totalSamples) {
      const result = new Float32Array(Math.max(0, totalSamples - emittedSamples))
      // The silence that follows pushes the rest out; one more sample for the rounding of the total.
      const silence = new Float32Array(latencySamples + Math.ceil(fromHz / toHz))
      result.set(write(joinedSamples(samples, silence)).subarray(0, result.length))
      return result
    },
    dispose() {
      if (isDisposed) return
      isDisposed = true
      speex._speex_resampler_destroy(state)
      for (const pointer of [counts, input, output]) speex._free(pointer)
    },
  }
}
