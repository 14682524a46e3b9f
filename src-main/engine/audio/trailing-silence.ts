import { joinedSamples } from '@contract/joined-samples'

/**
 * Holds quiet samples back until louder ones follow, so that the quiet end of a sound can be cut when it turns out to
 * be the end. Nothing else changes: what goes in before the last loud sample comes out, in order.
 */
export interface TrailingSilence {
  /** @returns everything up to the last loud sample so far */
  write(samples: Float32Array): Float32Array<ArrayBuffer>
  /** @returns at most `releaseSamples` of what was held back; the rest is dropped */
  finish(releaseSamples: number): Float32Array<ArrayBuffer>
}

/** @param threshold magnitude up to which a sample is quiet */
export function createTrailingSilence(threshold: number): TrailingSilence {
  let held: Float32Array<ArrayBuffer> = new Float32Array(0)
  return {
    write(samples) {
      let loudUntil = samples.length
      while (loudUntil > 0 && Math.abs(samples[loudUntil - 1]) <= threshold) loudUntil--
      if (loudUntil === 0) {
        held = joinedSamples(held, samples)
        return new Float32Array(0)
      }
      const result = joinedSamples(held, samples.subarray(0, loudUntil))
      held = samples.slice(loudUntil)
      return result
    },
    finish(releaseSamples) {
      const release = held.slice(0, releaseSamples)
      held = new Float32Array(0)
      return release
    },
  }
}
