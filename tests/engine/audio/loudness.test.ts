import { describe, expect, test } from 'vitest'
import { joinedSamples } from '@contract/joined-samples'
import { integratedLoudnessLufs } from '../../../src-main/engine/audio/loudness'

const tone = (peakDecibels: number, seconds: number, rateHz = 48_000, frequencyHz = 997) =>
  Float32Array.from(
    { length: seconds * rateHz },
    (_, i) => 10 ** (peakDecibels / 20) * Math.sin((2 * Math.PI * frequencyHz * i) / rateHz),
  )

describe('integratedLoudnessLufs', () => {
  // ITU-R BS.1770-4, annex 1: a full-scale tone of 997 Hz in one front channel.
  test.each([48_000, 44_100, 24_000, 22_050, 16_000])(
    'the standard’s tone is -3.01 LUFS at %i Hz',
    (rateHz) => {
      expect(integratedLoudnessLufs(tone(0, 5, rateHz), rateHz)).toBeCloseTo(-3.01, 1)
    },
  )

  test('20 dB less is 20 LU less', () => {
    expect(integratedLoudnessLufs(tone(-20, 5), 48_000)).toBeCloseTo(-23.01, 1)
  })

  // EBU Tech 3341, cases 3 to 5, for one channel: 3.01 LU less than for the two of the tests.
  test('quiet parts are left out by the gate relative to the loud ones', () => {
    const samples = joinedSamples(tone(-36, 10), tone(-23, 60), tone(-36, 10))
    expect(integratedLoudnessLufs(samples, 48_000)).toBeCloseTo(-26.01, 1)
  })

  test('what is next to silent does not lower the gate', () => {
    const samples = joinedSamples(tone(-72, 10), tone(-36, 10), tone(-23, 60), tone(-36, 10), tone(-72, 10))
    expect(integratedLoudnessLufs(samples, 48_000)).toBeCloseTo(-26.01, 1)
  })

  test('parts above the gate count by their power', () => {
    const samples = joinedSamples(tone(-26, 20), tone(-20, 20.1), tone(-26, 20))
    expect(integratedLoudnessLufs(samples, 48_000)).toBeCloseTo(-26.01, 1)
  })

  // Response of the coefficients printed in the standard for 48 kHz (annex 1, tables 1 and 2), less that at 997 Hz.
  test.each([
    [60, -3.59],
    [300, -0.78],
    [2_000, 2.38],
    [4_000, 3.277],
  ])('a tone of %i Hz counts %f dB more than one of 997 Hz', (frequencyHz, decibels) => {
    for (const rateHz of [48_000, 24_000]) {
      const loudness = integratedLoudnessLufs(tone(0, 5, rateHz, frequencyHz), rateHz)
      expect(Math.abs(loudness - (-3.01 + decibels)), `at ${rateHz} Hz`).toBeLessThan(0.1)
    }
  })

  test('silence and less than a block have none', () => {
    expect(integratedLoudnessLufs(new Float32Array(48_000), 48_000)).toBe(-Infinity)
    expect(integratedLoudnessLufs(tone(0, 0.3), 48_000)).toBe(-Infinity)
    expect(integratedLoudnessLufs(new Float32Array(0), 48_000)).toBe(-Infinity)
  })
})
