import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import {
  createPostProcess,
  loadPostProcess,
  type PostPlan,
  type PostProcess,
} from '../../../../src-main/engine/audio/post/post-process'
import { cuts, noise } from '../../../helpers/audio-stage'
import { joinedSamples } from '@contract/joined-samples'

let postProcess: PostProcess
beforeAll(async () => {
  postProcess = await loadPostProcess()
})

const own: PostPlan = { sampleRateHz: 24_000, stretch: 1, output: { sampleRateHz: 24_000, gainDecibels: 0 } }
const plans = fc.record({
  sampleRateHz: fc.constantFrom(16_000, 22_050, 24_000),
  stretch: fc.constantFrom(1, 1, 1.3, 3.1),
  output: fc.record({
    sampleRateHz: fc.constantFrom(8_000, 16_000, 24_000, 44_100, 48_000),
    gainDecibels: fc.constantFrom(0, -6, 3, 24),
  }),
})

function processed(plan: PostPlan, samples: Float32Array<ArrayBuffer>, lengths: readonly number[] = []) {
  const chain = postProcess(plan)
  const parts: Float32Array[] = []
  let at = 0
  for (const length of lengths) {
    parts.push(chain.write(samples.slice(at, at + length)))
    at = Math.min(samples.length, at + length)
  }
  parts.push(chain.finish(samples.slice(at)))
  chain.dispose()
  return joinedSamples(...parts)
}

describe('loadPostProcess', () => {
  test('for any plan, length and cuts: the length is exact and cut equals whole, bit for bit', () => {
    fc.assert(
      fc.property(plans, fc.nat(6_000), fc.nat(), cuts, (plan, length, seed, lengths) => {
        const samples = noise(length, seed)
        const whole = processed(plan, samples)
        const expected = Math.round((length / plan.stretch) * (plan.output.sampleRateHz / plan.sampleRateHz))
        expect(whole).toHaveLength(expected)
        expect(Buffer.from(processed(plan, samples, lengths).buffer)).toEqual(Buffer.from(whole.buffer))
      }),
      { seed: 9, numRuns: 80 },
    )
  })

  test('where nothing is asked for there is nothing in the way: the very samples come back', () => {
    const chain = postProcess(own)
    const samples = noise(100, 1)
    expect(chain.write(samples)).toBe(samples)
    expect(chain.finish(samples)).toBe(samples)
    chain.dispose()
  })

  test('where nothing is asked for no stage is made', () => {
    const none = () => {
      throw new Error('not asked for')
    }
    const makers = createPostProcess({ createTimeStretch: none, createResampler: none })
    expect(() => makers(own)).not.toThrow()
    expect(() => makers({ ...own, output: { ...own.output, gainDecibels: 6 } })).not.toThrow()
    expect(() => makers({ ...own, stretch: 2 })).toThrow('not asked for')
  })

  test('6 dB more is twice as loud, and a peak that would be too loud is held under the ceiling', () => {
    const soft = noise(2_000, 1, 0.2)
    const louder = processed({ ...own, output: { ...own.output, gainDecibels: 6 } }, soft)
    expect(louder).toEqual(soft.map((sample) => sample * 10 ** (6 / 20)))
    const peaks = processed({ ...own, output: { ...own.output, gainDecibels: 12 } }, noise(2_000, 1, 0.9))
    expect(peaks.every((sample) => Math.abs(sample) <= 10 ** (-1 / 20))).toBe(true)
  })

  test('6 dB less is half as loud, and nothing is limited', () => {
    const loud = noise(2_000, 1, 1)
    const softer = processed({ ...own, output: { ...own.output, gainDecibels: -6 } }, loud)
    expect(softer).toEqual(loud.map((sample) => sample * 10 ** (-6 / 20)))
  })

  test('peaks are limited whatever the gain is where that is asked for', () => {
    const loud = noise(2_000, 1, 1)
    for (const gainDecibels of [0, -0.5]) {
      const output = { sampleRateHz: 24_000, gainDecibels, limitsPeaks: true } as const
      const peaks = processed({ ...own, output }, loud)
      expect(peaks).toHaveLength(loud.length)
      expect(peaks.every((sample) => Math.abs(sample) <= 10 ** (-1 / 20))).toBe(true)
    }
    const softer = processed(
      { ...own, output: { sampleRateHz: 24_000, gainDecibels: 0, limitsPeaks: true } },
      noise(2_000, 1, 0.3),
    )
    expect(softer).toEqual(noise(2_000, 1, 0.3))
  })

  test('an impulse keeps its place through all that keeps time', () => {
    const impulse = new Float32Array(2_000)
    impulse[700] = 0.5
    const result = processed({ ...own, output: { sampleRateHz: 48_000, gainDecibels: 12 } }, impulse)
    expect(result.indexOf(Math.max(...result))).toBe(1_400)
  })
})
