import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  gainOfBends,
  gainOfMagnitudes,
  gainOfSlopes,
  peakReach,
} from '../../../src-main/engine/audio/peak-interpolation'
import { createPeakScan, peakBlockSamples } from '../../../src-main/engine/audio/peak-scan'
import { alternationReach, bendsOfAlternation } from '../../../src-main/engine/audio/sample-alternation'
import { noise } from '../../helpers/audio-stage'
import { alternationAt, peakBetween } from '../../helpers/peaks'

const around = 2 * peakReach
const magnitudes = fc.float({ min: -1, max: 1, noNaN: true })
/** Samples that have a part in what lies behind the middle one: hostile ones, whose signs are those of the filter, too. */
const neighbourhoods = fc.oneof(
  fc.array(magnitudes, { minLength: around, maxLength: around }),
  fc.array(fc.constantFrom(-1, 1), { minLength: around, maxLength: around }),
)
const highestOf = (values: readonly number[]) =>
  values.reduce((most, value) => Math.max(most, Math.abs(value)), 0)

describe('peakBetween', () => {
  test('finds the peak of a tone that its samples miss', () => {
    for (const phase of [0, 0.3, 0.5, 0.9]) {
      const tone = Float32Array.from({ length: 40 }, (_, i) => Math.sin((Math.PI / 2) * (i + phase)))
      const found = Math.max(
        ...[16, 17, 18, 19].map((i) => Math.max(Math.abs(tone[i]), peakBetween(tone, i))),
      )
      expect(20 * Math.log10(found)).toBeGreaterThan(-0.1)
      expect(20 * Math.log10(found)).toBeLessThan(0.05)
    }
  })

  test('a straight line has no peak', () => {
    const line = Float32Array.from({ length: around }, (_, i) => i / 16)
    expect(peakBetween(line, peakReach - 1)).toBeCloseTo(line[peakReach - 1] + 0.875 / 16, 6)
  })

  test('for any samples nothing is above what the bounds say', () => {
    fc.assert(
      fc.property(neighbourhoods, (values) => {
        const samples = Float32Array.from(values)
        const found = peakBetween(samples, peakReach - 1)
        expect(found).toBeLessThanOrEqual(highestOf(values) * gainOfMagnitudes + 1e-12)
        const bends = values.slice(2).map((value, i) => value - 2 * values[i + 1] + values[i])
        const neighbours = highestOf([values[peakReach - 1], values[peakReach]])
        expect(found).toBeLessThanOrEqual(neighbours + highestOf(bends) * gainOfBends + 1e-12)
      }),
      { seed: 14, numRuns: 2_000 },
    )
  })

  test('for any samples and slope, gains that move change it by no more than is said', () => {
    fc.assert(
      fc.property(neighbourhoods, fc.double({ min: -0.05, max: 0.05, noNaN: true }), (values, slope) => {
        const still = peakBetween(Float32Array.from(values), peakReach - 1)
        const off = [peakReach - 1, peakReach].map((at) =>
          Math.abs(
            still -
              peakBetween(
                Float32Array.from(values, (x, i) => x * (1 + slope * (i - at))),
                peakReach - 1,
              ),
          ),
        )
        expect(Math.min(...off)).toBeLessThanOrEqual(
          Math.abs(slope) * highestOf(values) * gainOfSlopes + 1e-6,
        )
      }),
      { seed: 15, numRuns: 2_000 },
    )
  })
})

describe('alternationAt', () => {
  const level = (partOfRate: number, phase: number) => {
    const tone = Float32Array.from({ length: 41 }, (_, i) =>
      Math.sin(2 * Math.PI * (partOfRate * (i - 20) + phase)),
    )
    return alternationAt(tone, 20)
  }

  test('is as high as a tone of half the rate, and next to nothing for one of a fourth', () => {
    expect(level(0.5, 0.25)).toBeCloseTo(1, 6)
    expect(level(0.45, 0.25)).toBeGreaterThan(0.8)
    expect(level(0.25, 0.25)).toBeLessThan(0.01)
    expect(level(0.1, 0.25)).toBeLessThan(1e-6)
  })

  test('for any samples it is not above what its bounds say', () => {
    const length = 2 * alternationReach + 1
    fc.assert(
      fc.property(fc.array(magnitudes, { minLength: length, maxLength: length }), (values) => {
        const found = alternationAt(Float32Array.from(values), alternationReach)
        const bends = values.slice(2).map((value, i) => value - 2 * values[i + 1] + values[i])
        expect(found).toBeLessThanOrEqual(highestOf(values) + 1e-12)
        expect(found).toBeLessThanOrEqual(highestOf(bends) * bendsOfAlternation + 1e-12)
      }),
      { seed: 17, numRuns: 1_000 },
    )
  })
})

describe('createPeakScan', () => {
  const signals = fc
    .tuple(fc.nat(), fc.array(fc.tuple(fc.constantFrom(0, 0.1, 0.3, 0.6, 1), fc.nat(90)), { maxLength: 12 }))
    .map(([seed, runs]) => {
      const random = noise(2_000, seed, 1)
      let at = 0
      // Soft and loud parts, smooth and rough ones: every bound is met.
      return Float32Array.from(
        runs.flatMap(([level, length], run) =>
          Array.from({ length }, () => level * (run % 2 === 0 ? random[at++] : Math.sin(at++ / 5))),
        ),
      )
    })

  test('for any signal and floor it finds what is above the floor, as looking everywhere does', () => {
    fc.assert(
      fc.property(signals, fc.constantFrom(0, 0.2, 0.5, 0.9, 1.2), (signal, floor) => {
        const blocks = Math.ceil(signal.length / peakBlockSamples) + 1
        const padded = new Float32Array((blocks + 3) * peakBlockSamples)
        padded.set(signal, peakBlockSamples)
        const scan = createPeakScan()
        const peaks = new Float64Array(peakBlockSamples)
        for (let block = 1; block <= blocks; block++) {
          const judged = (block - 1) * peakBlockSamples
          const isLoud = scan.next(padded, block * peakBlockSamples, floor, peaks)
          for (let i = 0; i < peakBlockSamples; i++) {
            const place = judged + i
            const there = Math.max(
              Math.abs(padded[place]),
              place < peakReach ? 0 : peakBetween(padded, place),
            )
            if (there > floor + 1e-12 && place >= peakReach) {
              expect(isLoud).toBe(true)
              expect(peaks[i]).toBe(there)
            } else if (isLoud) expect(peaks[i]).toBeLessThanOrEqual(floor + 1e-12)
          }
        }
      }),
      { seed: 16, numRuns: 200 },
    )
  })
})
