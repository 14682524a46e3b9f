import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  automaticCrossFadeMilliseconds,
  crossFadeLength,
} from '../../../src-main/engine/streaming/cross-fade-length'

const sampleRateHz = 24_000
const { min, max } = automaticCrossFadeMilliseconds
const milliseconds = (samples: number) => (samples / sampleRateHz) * 1_000
const hum = (hertz: number, amplitude = 0.2) =>
  Float32Array.from(
    { length: 960 },
    (_, i) =>
      amplitude *
      (Math.sin((2 * Math.PI * hertz * i) / sampleRateHz) +
        0.5 * Math.sin((4 * Math.PI * hertz * i) / sampleRateHz)),
  )

describe('crossFadeLength', () => {
  test('lies between 2 and 20 ms for any sound whatever, of any length, at any rate', () => {
    fc.assert(
      fc.property(
        fc.float32Array({ min: -1, max: 1, noNaN: true, maxLength: 2_000 }),
        fc.constantFrom(8_000, 16_000, 22_050, 24_000, 48_000),
        (sound, rateHz) => {
          const length = crossFadeLength(sound, rateHz)
          expect(Number.isInteger(length)).toBe(true)
          expect(length).toBeGreaterThanOrEqual(Math.round((min * rateHz) / 1_000))
          expect(length).toBeLessThanOrEqual(Math.round((max * rateHz) / 1_000))
        },
      ),
      { seed: 5, numRuns: 100 },
    )
  })

  test.each([60, 90, 120, 180, 240, 350])('is a whole number of periods at %i Hz', (hertz) => {
    const periods = (crossFadeLength(hum(hertz), sampleRateHz) * hertz) / sampleRateHz
    expect(Math.round(periods)).toBeGreaterThanOrEqual(1)
    expect(Math.abs(periods - Math.round(periods))).toBeLessThan(0.06)
  })

  test('is shortest in silence, short in noise, longest for a deep voice', () => {
    let seed = 1
    const noise = Float32Array.from({ length: 960 }, () => {
      seed = (seed * 1_103_515_245 + 12_345) & 0x7fff_ffff
      return 0.2 * (seed / 0x4000_0000 - 1)
    })
    const lengths = [hum(100, 0.0005), noise, hum(60)].map((sound) =>
      milliseconds(crossFadeLength(sound, sampleRateHz)),
    )
    expect(lengths[0]).toBeCloseTo(2, 1)
    expect(lengths[1]).toBeCloseTo(4, 1)
    expect(lengths[2]).toBeGreaterThan(15)
  })
})
