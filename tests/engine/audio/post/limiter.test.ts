import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createLoudnessMeter } from '../../../../src-main/engine/audio/loudness'
import { ceilingDecibels, createLimiter } from '../../../../src-main/engine/audio/post/limiter'
import { cuts, heldBack, noise, through } from '../../../helpers/audio-stage'
import { plainlyLimited } from '../../../helpers/plain-limiter'

const rateHz = 24_000
const ceiling = 10 ** (ceilingDecibels / 20)
const limited = (samples: Float32Array, lengths: readonly number[] = [], sampleRateHz = rateHz) =>
  through(createLimiter(sampleRateHz), samples, samples.length, lengths)
const peakOf = (samples: Float32Array) =>
  samples.reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0)

/** Everything a 32-bit sample can be, and what speech is. */
const hostile = fc
  .array(
    fc.tuple(
      fc.oneof(
        fc.float({ noNaN: true, noDefaultInfinity: true }),
        fc.float({ min: -2, max: 2, noNaN: true }),
      ),
      fc.integer({ min: 1, max: 300 }),
    ),
    { maxLength: 30 },
  )
  .map((runs) => Float32Array.from(runs.flatMap(([value, length]) => Array<number>(length).fill(value))))

const truePeakOf = (samples: Float32Array, sampleRateHz: number) => {
  const meter = createLoudnessMeter(sampleRateHz)
  meter.add(samples)
  return meter.truePeakDbtp
}

/** What true peaks are made of: full scale in the signs of a filter, tones that fall between samples, bursts, edges. */
const peaky = fc
  .array(
    fc.tuple(
      fc.constantFrom('signs', 'tone', 'edge', 'speech') as fc.Arbitrary<
        'signs' | 'tone' | 'edge' | 'speech'
      >,
      fc.double({ min: 0, max: 8, noNaN: true }),
      fc.double({ min: 1.9, max: 9, noNaN: true }),
      fc.integer({ min: 1, max: 400 }),
      fc.nat(),
    ),
    { maxLength: 14 },
  )
  .map((runs) =>
    Float32Array.from(
      runs.flatMap(([kind, level, period, length, seed]) => {
        const random = noise(length, seed, 1)
        return Array.from({ length }, (_, i) => {
          if (kind === 'signs') return level * Math.sign(random[i])
          if (kind === 'tone') return level * Math.sin((2 * Math.PI * i) / period + seed)
          if (kind === 'edge') return level * (i % 2 === 0 || i > length / 2 ? 1 : -1)
          return level * Math.sin(i / 15) * random[i]
        })
      }),
    ),
  )

describe('createLimiter', () => {
  test('for any samples and cuts: never above the ceiling, as long as before, cut equals whole', () => {
    fc.assert(
      fc.property(hostile, cuts, fc.constantFrom(8_000, 24_000, 48_000), (samples, lengths, sampleRateHz) => {
        const whole = limited(samples, [], sampleRateHz)
        expect(whole).toHaveLength(samples.length)
        expect(whole.every((sample) => Math.abs(sample) <= ceiling)).toBe(true)
        expect(Buffer.from(limited(samples, lengths, sampleRateHz).buffer)).toEqual(Buffer.from(whole.buffer))
      }),
      { seed: 8, numRuns: 150 },
    )
  })

  test('for any samples and gain: what the limiter is described as makes, with no thought of speed', () => {
    fc.assert(
      fc.property(
        peaky,
        // The slow ones have windows of 2, 4 and 11 samples.
        fc.constantFrom(200, 600, 2_000, 8_000, 24_000, 48_000),
        fc.constantFrom(0, -3, 8),
        (samples, rate, gain) => {
          const plain = plainlyLimited(samples, rate, gain)
          const result = through(createLimiter(rate, gain), samples, samples.length)
          expect(peakOf(result.map((sample, i) => sample - plain[i]))).toBeLessThan(1e-6)
        },
      ),
      { seed: 10, numRuns: 300 },
    )
  })

  test('for any samples: nothing between samples is above the ceiling either, as the meter has it', () => {
    fc.assert(
      fc.property(
        fc.oneof(peaky, peaky, hostile),
        fc.constantFrom(8_000, 24_000, 48_000),
        (samples, rate) => {
          expect(truePeakOf(limited(samples, [], rate), rate)).toBeLessThanOrEqual(ceilingDecibels)
        },
      ),
      { seed: 9, numRuns: 400 },
    )
  })

  test('a tone whose samples are under the ceiling and whose peaks are not is limited, and by no more than it takes', () => {
    // A fourth of the rate, halfway between its peaks: 3 dB are between samples.
    const tone = Float32Array.from(
      { length: rateHz },
      (_, i) => Math.SQRT2 * 0.8 * Math.sin((Math.PI / 2) * (i + 0.5)),
    )
    expect(peakOf(tone)).toBeLessThan(ceiling)
    const result = limited(tone)
    expect(truePeakOf(result, rateHz)).toBeLessThanOrEqual(ceilingDecibels)
    expect(truePeakOf(result, rateHz)).toBeGreaterThan(ceilingDecibels - 0.1)
  })

  test('what is under the ceiling passes unchanged, and so does what follows a peak when the gain is back', () => {
    // White noise of this peak has none between samples that is above the ceiling: it is too soft for any.
    const soft = noise(5_000, 3, 0.4)
    expect(limited(soft)).toEqual(soft)
    const samples = noise(3 * rateHz, 4, 0.4)
    samples[1_000] = 4
    const result = limited(samples)
    const rest = 2 * rateHz
    expect(result.subarray(-rest)).toEqual(samples.subarray(-rest))
    // A peak is prepared for over the windows of both rides.
    expect(result.subarray(0, 1_000 - 375)).toEqual(samples.subarray(0, 1_000 - 375))
  })

  test('a peak comes out where it went in, at the ceiling', () => {
    const samples = new Float32Array(1_000).fill(0.1)
    samples[400] = 3
    const result = limited(samples)
    expect(result.indexOf(peakOf(result))).toBe(400)
    expect(20 * Math.log10(result[400])).toBeGreaterThan(ceilingDecibels - 0.06)
    expect(result[400]).toBeLessThanOrEqual(ceiling)
  })

  test('the gain is turned down and up without a step', () => {
    const samples = new Float32Array(rateHz).fill(0.2)
    samples.fill(1.9, 8_000, 8_050)
    const gains = limited(samples).map((sample, i) => sample / samples[i])
    const steps = gains.subarray(1).map((gain, i) => Math.abs(gain - gains[i]))
    // 5 ms down by about half: 121 steps.
    expect(peakOf(steps)).toBeLessThan(0.006)
  })

  test('a limited voice is no rougher than its gain: a steady tone stays a tone', () => {
    const tone = Float32Array.from(
      { length: rateHz },
      (_, i) => 1.4 * Math.sin((2 * Math.PI * 120 * i) / rateHz),
    )
    const result = limited(tone).subarray(rateHz / 4, (rateHz * 3) / 4)
    const reference = tone.subarray(rateHz / 4, (rateHz * 3) / 4)
    const gain =
      result.reduce((sum, y, i) => sum + y * reference[i], 0) / reference.reduce((s, x) => s + x * x, 0)
    const rest = result.reduce((sum, y, i) => sum + (y - gain * reference[i]) ** 2, 0)
    const level = result.reduce((sum, y) => sum + y * y, 0)
    expect(10 * Math.log10(rest / level)).toBeLessThan(-40)
  })

  test('no more is held back than the latency says: 20.8 ms', () => {
    const stage = createLimiter(rateHz)
    expect(stage.latencySamples).toBe(499)
    // All of it, when a block lacks one sample.
    expect(heldBack(stage, noise(3_000, 1), 1, 1)).toBe(499)
  })
})
