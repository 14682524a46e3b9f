import Sonic, { type SonicModule } from '@echogarden/sonic-wasm'
import sonicBytes from '@echogarden/sonic-wasm/sonic.wasm?bytes'
import { assert } from '@contract/assert'
import { joined } from '../joined'
import type { AudioStage } from './audio-stage'

/** Samples handed to the library at once; only the size of a scratch buffer. */
const blockSamples = 4_096
/** The deepest voice whose pitch periods Sonic looks for; it needs two of them at once. */
const lowestPitchHz = 65

/**
 * Loads the Sonic library (Bill Cox, Apache-2.0: overlap-add of pitch periods, made for fast speech) and returns a
 * maker of streams that share it: stages that make speech faster without changing its pitch. Sonic works on 16-bit
 * samples inside, which wrap around beyond full scale.
 */
export async function loadTimeStretch(): Promise<(sampleRateHz: number, ratio: number) => AudioStage> {
  const sonic = await Sonic({ wasmBinary: sonicBytes })
  return (sampleRateHz, ratio) => createTimeStretch(sonic, sampleRateHz, ratio)
}

function createTimeStretch(sonic: SonicModule, sampleRateHz: number, ratio: number): AudioStage {
  assert(ratio > 0, 'a stretch ratio is positive')
  const stream = sonic._sonicCreateStream(sampleRateHz, 1)
  const scratch = sonic._malloc(blockSamples * 4)
  sonic._sonicSetSpeed(stream, ratio)
  let emittedSamples = 0
  let isDisposed = false

  const drain = (): Float32Array<ArrayBuffer> => {
    const blocks: Float32Array[] = []
    for (;;) {
      const count = sonic._sonicReadFloatFromStream(stream, scratch, blockSamples)
      if (count <= 0) return joined(...blocks)
      blocks.push(sonic.HEAPF32.slice(scratch / 4, scratch / 4 + count))
    }
  }

  return {
    latencySamples: 2 * Math.ceil(sampleRateHz / lowestPitchHz),
    write(samples) {
      for (let at = 0; at < samples.length; at += blockSamples) {
        const block = samples.subarray(at, at + blockSamples)
        // The heap may have grown since the last call: its view is looked up every time.
        sonic.HEAPF32.set(block, scratch / 4)
        sonic._sonicWriteFloatToStream(stream, scratch, block.length)
      }
      const ready = drain()
      emittedSamples += ready.length
      return ready
    },
    finish(totalSamples) {
      sonic._sonicFlushStream(stream)
      const rest = drain()
      const result = new Float32Array(Math.max(0, totalSamples - emittedSamples))
      result.set(rest.subarray(0, result.length))
      emittedSamples += result.length
      return result
    },
    dispose() {
      if (isDisposed) return
      isDisposed = true
      sonic._sonicDestroyStream(stream)
      sonic._free(scratch)
    },
  }
}
