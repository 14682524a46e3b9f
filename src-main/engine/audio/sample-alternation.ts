/*
 * How much of a signal lies near half its rate: what every converter and every meter makes something else of, because their
 * filters end there, each in its own way.
 */

/** A sixteenth difference, by which a tone of half the rate comes out as high as it is, one of a fourth at 0.4 % of that. */
const order = 16
/** Samples on either side that have a part in it. */
export const alternationReach = order / 2
const weights = alternatingWeights()

/** It is at most this many times the highest magnitude of a second difference of the samples that have a part in it. */
export const bendsOfAlternation = 2 ** (order - 2) / 2 ** order

/** The level, around a sample, of what lies near half the rate; at most the highest magnitude of the samples in reach. */
export function alternationAt(samples: Float32Array, index: number): number {
  let sum = weights[0] * samples[index]
  for (let tap = 1; tap <= alternationReach; tap++)
    sum += weights[tap] * (samples[index - tap] + samples[index + tap])
  return Math.abs(sum)
}

/** From the middle one outwards: binomial coefficients whose magnitudes sum to 1, with signs that alternate. */
function alternatingWeights(): Float64Array {
  let coefficient = 1
  const row = Array.from({ length: order + 1 }, (_, k) => {
    const weight = ((k % 2 === 0 ? 1 : -1) * coefficient) / 2 ** order
    coefficient = (coefficient * (order - k)) / (k + 1)
    return weight
  })
  return Float64Array.from(row.slice(alternationReach))
}
