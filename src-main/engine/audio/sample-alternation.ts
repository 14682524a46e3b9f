/*
 * How much of a signal lies near half its rate: what every converter and every meter makes something else of, because their
 * filters end there, each in its own way.
 */

/** A sixteenth difference, by which a tone of half the rate comes out as high as it is, one of a fourth at 0.4 % of that. */
const order = 16
/** Samples on either side that have a part in it. */
export const alternationReach = order / 2
/**
 * What a sample, and then those around it two by two outwards, are multiplied by: the level of what lies near half the rate,
 * at most the highest magnitude of the samples in reach.
 */
export const weights = alternatingWeights()

/** It is at most this many times the highest magnitude of a second difference of the samples that have a part in it. */
export const bendsOfAlternation = 2 ** (order - 2) / 2 ** order

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
