import * as interpolation from '../../src-main/engine/audio/peak-interpolation'
import * as alternation from '../../src-main/engine/audio/sample-alternation'

/**
 * The highest magnitude of the points between the sample at `index` and the next one, reckoned plainly. There are `peakReach`
 * samples behind `index` and `peakReach - 1` before it.
 */
export function peakBetween(samples: Float32Array, index: number): number {
  const { peakReach, weights } = interpolation
  const taps = 2 * peakReach
  let highest = 0
  for (let row = 0; row < weights.length; row += taps) {
    let sum = 0
    for (let tap = 0; tap < taps; tap++) sum += weights[row + tap] * samples[index - peakReach + 1 + tap]
    highest = Math.max(highest, Math.abs(sum))
  }
  return highest
}

/** The level, around a sample, of what lies near half the rate. */
export function alternationAt(samples: Float32Array, index: number): number {
  const { weights, alternationReach } = alternation
  let sum = weights[0] * samples[index]
  for (let tap = 1; tap <= alternationReach; tap++)
    sum += weights[tap] * (samples[index - tap] + samples[index + tap])
  return Math.abs(sum)
}
