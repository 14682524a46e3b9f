import { joinedSamples } from '@contract/joined-samples'

/**
 * Holds quiet samples back until louder ones follow, so that the quiet end of a sound can be cut when it turns out to
 * be the end. Nothing else changes: what goes in before the last loud sample comes out, in order.
 */
export interface TrailingSilence {
  /** @returns everything up to the last loud sample so far, `samples` itself or a part of it where nothing was held back */
  write(samples: Float32Array<ArrayBuffer>): Float32Array<ArrayBuffer>
  /** Takes the last samples. @returns as `write`, and at most `releaseSamples` of what is behind; the rest is dropped */
  finish(samples: Float32Array<ArrayBuffer>, releaseSamples: number): Float32Array<ArrayBuffer>
}

/** @param threshold magnitude up to which a sample is quiet */
export function createTrailingSilence(threshold: number): TrailingSilence {
  let held: Float32Array<ArrayBuffer> = new Float32Array(0)
  const behindHeld = (samples: Float32Array<ArrayBuffer>): Float32Array<ArrayBuffer> => {
    const result = held.length === 0 ? samples : joinedSamples(held, samples)
    held = new Float32Array(0)
    return result
  }
  return {
    write(samples) {
      const until = loudUntil(samples, threshold)
      // What is held back is quiet, and stays it.
      if (until === 0) {
        held = joinedSamples(held, samples)
        return new Float32Array(0)
      }
      const loud = behindHeld(samples.subarray(0, until))
      held = samples.slice(until)
      return loud
    },
    finish(samples, releaseSamples) {
      const until = loudUntil(samples, threshold)
      const heldSamples = until === 0 ? 0 : held.length
      return behindHeld(samples).subarray(0, heldSamples + until + releaseSamples)
    },
  }
}

/** Where the last sample ends that is louder. */
function loudUntil(samples: Float32Array, threshold: number): number {
  let until = samples.length
  while (until > 0 && Math.abs(samples[until - 1]) <= threshold) until--
  return until
}
