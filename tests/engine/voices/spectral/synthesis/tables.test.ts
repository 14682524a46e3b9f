import { describe, expect, test } from 'vitest'
import {
  fullWindowEnergy,
  halfNormalQuantiles,
  hannWindow,
} from '../../../../../src-main/engine/voices/spectral/synthesis/tables'
import { referenceNoise } from './reference'

describe('halfNormalQuantiles', () => {
  test('meets the quantiles of the printed tables, before scaling', () => {
    // |z| of probability 0.5, 0.9 and 0.99; an odd count puts a quantile right at 0.5.
    const count = 100_001
    const quantiles = halfNormalQuantiles(count)
    const at = (probability: number) => quantiles[Math.round(probability * count - 0.5)]!
    expect(at(0.5)).toBeCloseTo(0.67449, 4)
    expect(at(0.9)).toBeCloseTo(1.64485, 3)
    expect(at(0.99)).toBeCloseTo(2.57583, 3)
  })

  test('rises, and has variance 1 and the fourth moment of a normal to half a percent', () => {
    const quantiles = halfNormalQuantiles(4096)
    expect([...quantiles]).toEqual([...quantiles].sort((a, b) => a - b))
    const moment = (power: number) => quantiles.reduce((sum, x) => sum + x ** power, 0) / quantiles.length
    expect(moment(2)).toBeCloseTo(1, 12)
    expect(Math.abs(moment(4) / 3 - 1)).toBeLessThan(0.005)
  })
})

describe('hannWindow', () => {
  test('has squares that sum to the full energy at a quarter of its length', () => {
    const window = hannWindow()
    for (let t = 0; t < 300; t++) {
      const energy = [0, 300, 600, 900].reduce((sum, shift) => sum + window[shift + t]! ** 2, 0)
      expect(energy).toBeCloseTo(fullWindowEnergy, 12)
    }
  })
})

describe('the noise', () => {
  test('has mean 0 and variance 1, and no correlation between its parts, bins and frames', () => {
    const noise = referenceNoise(1, halfNormalQuantiles(4096))
    const sums = { mean: 0, power: 0, parts: 0, bins: 0, frames: 0 }
    const frames = 400
    const bins = 600
    for (let frame = 0; frame < frames; frame++) {
      for (let bin = 0; bin < bins; bin++) {
        const [re, im] = noise(frame, bin)
        sums.mean += re + im
        sums.power += re * re + im * im
        sums.parts += re * im
        sums.bins += re * noise(frame, bin + 1)[0]
        sums.frames += re * noise(frame + 1, bin)[0]
      }
    }
    const count = frames * bins
    // Four standard errors of each mean.
    const bound = 4 / Math.sqrt(count)
    expect(Math.abs(sums.power / count - 2)).toBeLessThan(2 * bound)
    for (const name of ['mean', 'parts', 'bins', 'frames'] as const) {
      expect(Math.abs(sums[name] / count)).toBeLessThan(2 * bound)
    }
  })
})
