import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { pitchPeriod } from '../../../src-main/engine/audio/pitch-period'

const range = { shortestSamples: 60, longestSamples: 480 }

/** Five harmonics, the first not the loudest: as in a vowel. */
const vowel = (periodSamples: number, length: number) =>
  Float32Array.from({ length }, (_, i) =>
    [0.1, 0.3, 0.2, 0.1, 0.05].reduce(
      (sum, amplitude, k) => sum + amplitude * Math.sin((2 * Math.PI * (k + 1) * i) / periodSamples + k),
      0,
    ),
  )

describe('pitchPeriod', () => {
  test('finds the period of a voiced sound, not a multiple of it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 70, max: 400 }), (period) => {
        const found = pitchPeriod(vowel(period, 960), range)
        expect(found).not.toBeNull()
        expect(Math.abs((found ?? 0) - period)).toBeLessThanOrEqual(2)
      }),
      { seed: 3, numRuns: 60 },
    )
  })

  test('noise has none', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), (start) => {
        let seed = start
        const noise = Float32Array.from({ length: 960 }, () => {
          seed = (seed * 1_103_515_245 + 12_345) & 0x7fff_ffff
          return seed / 0x4000_0000 - 1
        })
        expect(pitchPeriod(noise, range)).toBeNull()
      }),
      { seed: 4, numRuns: 20 },
    )
  })

  test('silence and too little sound have none', () => {
    expect(pitchPeriod(new Float32Array(960), range)).toBeNull()
    expect(pitchPeriod(new Float32Array(0), range)).toBeNull()
    expect(pitchPeriod(vowel(100, 119), range)).toBeNull()
  })
})
