import { frameSamples, hopSamples } from './geometry'

/** Tables are computed in float64 and rounded once, when they are written into the kernel's memory. */
export interface KernelTables {
  /** e^(-2 pi i k / 600), k < 600: real, imaginary, real, … */
  readonly twiddles: Float64Array
  /** e^(-2 pi i k / 1200), k ≤ 300: real, imaginary, real, … */
  readonly realTwiddles: Float64Array
  readonly analysisWindow: Float64Array
  readonly synthesisWindow: Float64Array
  readonly pitchWeights: Float64Array
  readonly halfNormals: Float64Array
}

/** Sum of the squared windows at any sample that four frames reach: the same everywhere for a Hann window at a quarter. */
export const fullWindowEnergy = 1.5
const halfNormalCount = 4096

/** Everything the kernel looks up. */
export function kernelTables(): KernelTables {
  const complexPoints = frameSamples / 2
  return {
    twiddles: rootsOfUnity(complexPoints, complexPoints),
    realTwiddles: rootsOfUnity(frameSamples, complexPoints / 2 + 1),
    // A unit cosine then has magnitude 1.
    analysisWindow: hannWindow().map((value) => value / hopSamples),
    // 1 / 600 for the transform, 1 / 2 for packing a real signal into a complex one.
    synthesisWindow: hannWindow().map((value) => value / frameSamples / fullWindowEnergy),
    pitchWeights: pitchWeights(),
    halfNormals: halfNormalQuantiles(halfNormalCount),
  }
}

/** Periodic Hann window of one frame. */
export function hannWindow(): Float64Array {
  return Float64Array.from(
    { length: frameSamples },
    (_, n) => 0.5 - 0.5 * Math.cos((2 * Math.PI * n) / frameSamples),
  )
}

function rootsOfUnity(order: number, count: number): Float64Array {
  const roots = new Float64Array(2 * count)
  for (let k = 0; k < count; k++) {
    roots[2 * k] = Math.cos((2 * Math.PI * k) / order)
    roots[2 * k + 1] = -Math.sin((2 * Math.PI * k) / order)
  }
  return roots
}

/**
 * Pitch values stand in the middle of their frames: the first half of a frame lies between the frame before and this
 * one, the second half between this one and the next. The weight is that of the later of the two.
 */
function pitchWeights(): Float64Array {
  return Float64Array.from({ length: hopSamples }, (_, j) => {
    const position = (j + 0.5) / hopSamples
    return j < hopSamples / 2 ? position + 0.5 : position - 0.5
  })
}

/**
 * The |z| below which a standard normal falls with probability (k + 1/2) / count, scaled so that their variance is
 * exactly 1. Newton's method on erf(x / sqrt 2), whose series e^(-x²/2) Σ x^(2n+1) / (2n+1)!! has positive terms only;
 * the function bends downwards, so starting at the quantile before approaches from below and never overshoots.
 * Exported for its tests.
 */
export function halfNormalQuantiles(count: number): Float64Array {
  const quantiles = new Float64Array(count)
  let x = 0
  let energy = 0
  for (let k = 0; k < count; k++) {
    const probability = (k + 0.5) / count
    let step = Infinity
    while (step > 1e-10) {
      const density = Math.sqrt(2 / Math.PI) * Math.exp((-x * x) / 2)
      step = (probability - density * oddFactorialSeries(x)) / density
      x += step
    }
    quantiles[k] = x
    energy += x * x
  }
  return quantiles.map((value) => value * Math.sqrt(count / energy))
}

function oddFactorialSeries(x: number): number {
  let term = x
  let sum = x
  for (let odd = 3; term > 1e-17 * sum; odd += 2) {
    term *= (x * x) / odd
    sum += term
  }
  return sum
}
