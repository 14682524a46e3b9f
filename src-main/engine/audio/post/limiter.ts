import { decibelsToFactor } from './gain'
import type { AudioStage } from './audio-stage'
import { createSlidingMinimum } from './sliding-minimum'

/** Nothing leaves the limiter louder: room for what a converter's filter adds between samples. */
export const ceilingDecibels = -1
/** The gain is down before the peak is there; in speech a ramp of this length is not heard. */
const lookAheadSeconds = 0.005
/** How fast the gain comes back: slower than a pitch period, so that vowels stay as they are, faster than a syllable. */
const releaseSeconds = 0.08
/** An exponential never arrives: from here on the gain is 1 (0.0001 dB). */
const nearlyOne = 1 - 1e-5

/**
 * A look-ahead peak limiter. The gain that a sample needs holds for the whole window before it (a sliding minimum),
 * recovers exponentially behind it, and is averaged over a window of the same length: every value in that average is
 * small enough for the sample it is applied to, and so is the average. Samples away from peaks pass unchanged.
 */
export function createLimiter(sampleRateHz: number): AudioStage {
  // 32-bit samples: rounded towards silence, so that none is above the ceiling.
  const ceiling = Math.fround(decibelsToFactor(ceilingDecibels) - 2 ** -24)
  const lookAhead = Math.max(1, Math.round(lookAheadSeconds * sampleRateHz))
  const window = lookAhead + 1
  const recovery = 1 - Math.exp(-1 / (releaseSeconds * sampleRateHz))
  const minimum = createSlidingMinimum(window)
  /** The last `window` samples and gains, each at its place modulo the window. */
  const samples = new Float32Array(window)
  const gains = new Float64Array(window).fill(1)
  let sum = window
  let gain = 1
  let unityGains = window
  let slot = 0
  let written = 0

  /** @param count more than there are in `block`: silence follows */
  const take = (block: Float32Array, count: number): Float32Array<ArrayBuffer> => {
    const ready = (total: number): number => Math.max(0, total - lookAhead)
    const result = new Float32Array(ready(written + count) - ready(written))
    let filled = 0
    for (let i = 0; i < count; i++) {
      const sample = i < block.length ? block[i] : 0
      const magnitude = Math.abs(sample)
      gain = Math.min(minimum(magnitude > ceiling ? ceiling / magnitude : 1), gain + (1 - gain) * recovery)
      if (gain > nearlyOne) gain = 1
      sum += gain - gains[slot]
      unityGains = gain === 1 ? unityGains + 1 : 0
      // Sums leave rounding errors behind; where there is nothing to limit there must be none.
      if (unityGains >= window) sum = window
      gains[slot] = gain
      samples[slot] = sample
      // The oldest is next.
      slot = slot + 1 === window ? 0 : slot + 1
      written++
      if (written <= lookAhead) continue
      const limited = samples[slot] * (sum / window)
      result[filled++] = Math.max(-ceiling, Math.min(ceiling, limited))
    }
    return result
  }

  return {
    latencySamples: lookAhead,
    write: (block) => take(block, block.length),
    finish: (totalSamples) => take(new Float32Array(0), Math.max(0, totalSamples + lookAhead - written)),
    dispose: () => undefined,
  }
}
