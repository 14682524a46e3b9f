import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import type { AudioStage } from '../../../../src-main/engine/audio/post/audio-stage'
import { loadResampler } from '../../../../src-main/engine/audio/post/resample'
import { cuts, heldBack, noise, through } from '../../../helpers/audio-stage'

let createResampler: (fromHz: number, toHz: number) => AudioStage
beforeAll(async () => {
  createResampler = await loadResampler()
})

const resampled = (samples: Float32Array, fromHz: number, toHz: number, lengths: readonly number[] = []) =>
  through(createResampler(fromHz, toHz), samples, Math.round((samples.length * toHz) / fromHz), lengths)
const sine = (frequencyHz: number, rateHz: number, length: number) =>
  Float32Array.from({ length }, (_, i) => 0.5 * Math.sin((2 * Math.PI * frequencyHz * i) / rateHz))
const decibels = (ratio: number) => 20 * Math.log10(ratio)

/** How much of a tone is in a sound (as a share of 0.5, with its delay) and how much else, in decibels below it. */
function toneIn(samples: Float32Array, frequencyHz: number, rateHz: number) {
  const step = (2 * Math.PI * frequencyHz) / rateHz
  // Away from the ends, where the tone meets silence; whole windows weigh sine and cosine alike closely enough.
  const margin = Math.round(rateHz * 0.04)
  let [ss, cc, sc, ys, yc] = [0, 0, 0, 0, 0]
  for (let i = margin; i < samples.length - margin; i++) {
    const [s, c] = [Math.sin(step * i), Math.cos(step * i)]
    ss += s * s
    cc += c * c
    sc += s * c
    ys += samples[i] * s
    yc += samples[i] * c
  }
  const determinant = ss * cc - sc * sc
  const [a, b] = [(ys * cc - yc * sc) / determinant, (yc * ss - ys * sc) / determinant]
  let rest = 0
  for (let i = margin; i < samples.length - margin; i++)
    rest += (samples[i] - a * Math.sin(step * i) - b * Math.cos(step * i)) ** 2
  const restAmplitude = Math.sqrt((2 * rest) / (samples.length - 2 * margin))
  return {
    gainDecibels: decibels(Math.hypot(a, b) / 0.5),
    delaySamples: -Math.atan2(b, a) / step,
    restDecibels: decibels(restAmplitude / 0.5),
  }
}

const rates = fc.constantFrom(8_000, 11_025, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000, 96_000, 192_000)

describe('loadResampler', () => {
  test('for any rates, length and cuts: the length is exact and cut equals whole, bit for bit', () => {
    fc.assert(
      fc.property(rates, rates, fc.nat(6_000), fc.nat(), cuts, (fromHz, toHz, length, seed, lengths) => {
        const samples = noise(length, seed)
        const whole = resampled(samples, fromHz, toHz)
        expect(whole).toHaveLength(Math.round((length * toHz) / fromHz))
        expect(Buffer.from(resampled(samples, fromHz, toHz, lengths).buffer)).toEqual(
          Buffer.from(whole.buffer),
        )
      }),
      { seed: 6, numRuns: 40 },
    )
  })

  test('the end is not lost: what comes at it is what comes when silence is written behind it', () => {
    fc.assert(
      fc.property(rates, rates, fc.nat(3_000), fc.nat(), (fromHz, toHz, length, seed) => {
        const samples = noise(length, seed)
        const padded = new Float32Array(length + 2_000)
        padded.set(samples)
        const whole = resampled(samples, fromHz, toHz)
        expect(whole).toEqual(resampled(padded, fromHz, toHz).subarray(0, whole.length))
      }),
      { seed: 7, numRuns: 40 },
    )
  })

  test.each([
    [24_000, 48_000],
    [24_000, 44_100],
    [22_050, 48_000],
    [24_000, 16_000],
    [22_050, 16_000],
    [24_000, 192_000],
  ])(
    'from %i to %i Hz a tone in nine tenths of the band keeps its level and place, 100 dB clear of all else',
    (fromHz, toHz) => {
      for (const share of [0.02, 0.3, 0.6, 0.8, 0.9]) {
        const frequencyHz = (share * Math.min(fromHz, toHz)) / 2
        const tone = toneIn(resampled(sine(frequencyHz, fromHz, 6_000), fromHz, toHz), frequencyHz, toHz)
        expect(Math.abs(tone.gainDecibels), `${frequencyHz} Hz`).toBeLessThan(0.05)
        expect(Math.abs(tone.delaySamples), `${frequencyHz} Hz`).toBeLessThan(0.001)
        expect(tone.restDecibels, `${frequencyHz} Hz`).toBeLessThan(-100)
      }
    },
  )

  test('what the new rate cannot hold does not fold back', () => {
    for (const frequencyHz of [8_700, 9_500, 11_000]) {
      const result = resampled(sine(frequencyHz, 24_000, 6_000), 24_000, 16_000).subarray(640, -640)
      const peak = result.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0)
      expect(decibels(peak / 0.5), `${frequencyHz} Hz`).toBeLessThan(-100)
    }
  })

  test('an impulse comes out where it went in', () => {
    for (const at of [0, 1, 500, 999]) {
      const impulse = new Float32Array(1_000)
      impulse[at] = 1
      const result = resampled(impulse, 24_000, 48_000)
      expect(result.indexOf(Math.max(...result))).toBe(at * 2)
    }
  })

  test('no more is held back than the latency says', () => {
    for (const [fromHz, toHz] of [
      [24_000, 48_000],
      [24_000, 44_100],
      [22_050, 16_000],
      [48_000, 8_000],
    ]) {
      const stage = createResampler(fromHz, toHz)
      const { latencySamples } = stage
      // A sample of the output is whole or not there.
      const held = heldBack(stage, noise(5_000, 1), toHz / fromHz, 171) - fromHz / toHz
      expect(held, `${fromHz} to ${toHz} Hz`).toBeLessThanOrEqual(latencySamples)
      expect(latencySamples / fromHz).toBeLessThan(0.02)
    }
  })

  test('disposing twice frees once, and others go on', () => {
    const [first, second] = [createResampler(24_000, 48_000), createResampler(24_000, 48_000)]
    first.dispose()
    first.dispose()
    expect(through(second, noise(500, 1), 1_000)).toEqual(resampled(noise(500, 1), 24_000, 48_000))
  })
})
