import Sonic, { type SonicModule } from '@echogarden/sonic-wasm'
import sonicBytes from '@echogarden/sonic-wasm/sonic.wasm?bytes'
import { assert } from '@contract/assert'
import { joinedSamples } from '@contract/joined-samples'
import type { AudioStage } from './audio-stage'

/** Samples handed to the library at once: always as many, because what it makes of them depends on that. */
const blockSamples = 256
/** The deepest voice whose pitch periods Sonic looks for; it looks at two at once, and leaves out one at a time. */
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
  /** Less than a block. */
  let waiting = new Float32Array(0)
  let emittedSamples = 0
  let isDisposed = false

  const drain = (): Float32Array<ArrayBuffer> => {
    const blocks: Float32Array[] = []
    for (;;) {
      const count = sonic._sonicReadFloatFromStream(stream, scratch, blockSamples)
      if (count <= 0) return joinedSamples(...blocks)
      blocks.push(sonic.HEAPF32.slice(scratch / 4, scratch / 4 + count))
    }
  }

  const feed = (samples: Float32Array): void => {
    // The heap may have grown since the last call: its view is looked up every time.
    sonic.HEAPF32.set(samples, scratch / 4)
    sonic._sonicWriteFloatToStream(stream, scratch, samples.length)
  }

  const feedBlocks = (samples: Float32Array): void => {
    waiting = joinedSamples(waiting, samples)
    let at = 0
    for (; waiting.length - at >= blockSamples; at += blockSamples)
      feed(waiting.subarray(at, at + blockSamples))
    waiting = waiting.slice(at)
  }

  return {
    latencySamples: 3 * Math.ceil(sampleRateHz / lowestPitchHz) + blockSamples,
    write(samples) {
      feedBlocks(samples)
      const ready = drain()
      emittedSamples += ready.length
      return ready
    },
    finish(samples, totalSamples) {
      feedBlocks(samples)
      feed(waiting)
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
