import { createSlidingMinimum } from './sliding-minimum'

/** An exponential never arrives: from here on the gain is 1 (0.0001 dB). */
const nearlyOne = 1 - 1e-5

/** Turns down what is too loud, ahead of it and smoothly, by delaying everything. */
export interface GainRide {
  /**
   * Takes the next samples, and puts in their place those of `window - 1` samples earlier, with their gain; silence first.
   * @param gains what each sample may be multiplied by at most, 0..1; null: all by 1
   */
  ride(samples: Float32Array, gains: Float64Array | null): void
}

/**
 * The gain that a sample needs holds for the whole window before it (a sliding minimum), recovers exponentially behind it,
 * and is averaged over a window of the same length: every value in that average is small enough for the sample it is applied
 * to, and so is the average. It changes from one sample to the next by no more than a `window`th of what it is below 1 at its
 * lowest. Where no gain was needed for two windows, samples pass unchanged.
 * @param recovery share of what is missing to 1 that comes back with each sample
 * @param ceiling nothing that is turned down leaves above it: a gain of 1e-38 is lost in the rounding of the average
 */
export function createGainRide(window: number, recovery: number, ceiling: number): GainRide {
  const minimum = createSlidingMinimum(window)
  /** The last `window` samples and gains, each at its place modulo the window. */
  const held = new Float32Array(window)
  const ridden = new Float64Array(window).fill(1)
  let sum = window
  let gain = 1
  /** How many of the last samples needed no gain: from a window of them on the minimum is 1. */
  let unityNeeds = window
  /** How many of the last gains were 1: from a window of them on so is their average. */
  let unityGains = window
  let slot = 0

  const pass = (samples: Float32Array): void => {
    let at = slot
    for (let i = 0; i < samples.length; i++) {
      held[at] = samples[i]
      at = at + 1 === window ? 0 : at + 1
      samples[i] = held[at]
    }
    slot = at
  }

  return {
    ride(samples, gains) {
      unityNeeds = gains === null ? unityNeeds + samples.length : 0
      // The minimum has 1 alone in its window then, and need not see more of them.
      const isOver = unityNeeds >= window + samples.length
      if (isOver && unityGains >= window) return pass(samples)
      for (let i = 0; i < samples.length; i++) {
        const lowest = isOver ? 1 : minimum(gains === null ? 1 : gains[i])
        gain = Math.min(lowest, gain + (1 - gain) * recovery)
        if (gain > nearlyOne) gain = 1
        sum += gain - ridden[slot]
        unityGains = gain === 1 ? unityGains + 1 : 0
        // Sums leave rounding errors behind; where there is nothing to limit there must be none.
        if (unityGains >= window) sum = window
        ridden[slot] = gain
        held[slot] = samples[i]
        // The oldest is next.
        slot = slot + 1 === window ? 0 : slot + 1
        samples[i] = Math.max(-ceiling, Math.min(ceiling, held[slot] * (sum / window)))
      }
    },
  }
}
