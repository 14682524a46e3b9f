import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { speechSettingsSchema } from '@contract/settings'
import { loadPostProcess, type PostProcess } from '../../../src-main/engine/audio/post/post-process'
import { plannedSamples } from '../../../src-main/engine/streaming/output-clock'
import { renderUtterance } from '../../../src-main/engine/streaming/render'
import type { RenderedPush, RenderPlan, Vocoder } from '../../../src-main/engine/voices/voice'
import { joinedSamples } from '../../engine-host/connected-page'
import { createSineVocoder, sineHopSamples, sineRateHz, sineUtterance } from '../../helpers/sine-vocoder'

const frames = 200
const fadeOutSamples = 0.01 * sineRateHz
const fadeInSamples = 0.003 * sineRateHz
let postProcess: PostProcess
beforeAll(async () => {
  postProcess = await loadPostProcess()
})

const plan = (changes: Partial<RenderPlan> = {}): RenderPlan => ({
  seed: 1,
  stream: speechSettingsSchema.parse({}).stream,
  keep: { startSample: 0, endSample: frames * sineHopSamples },
  stretch: 1,
  output: { sampleRateHz: sineRateHz, gainDecibels: 0 },
  skipSamples: 0,
  ...changes,
})
/** Never silent and never changing: what is not 0.5 was made by a ramp. */
const steady = (silentFrom = Infinity): Vocoder => {
  const sine = createSineVocoder()
  const level = (samples: Float32Array<ArrayBuffer>, from: number) =>
    samples.map((_, i) => (from + i < silentFrom ? 0.5 : 0))
  let emitted = 0
  return {
    ...sine,
    init: () => {
      emitted = 0
      return sine.init(sineUtterance(frames).features, 1)
    },
    async step(...args) {
      const { samples, state } = await sine.step(...(args as Parameters<typeof sine.step>))
      const from = emitted
      emitted += samples.length
      return { samples: level(samples, from), state }
    },
  }
}
async function render(changes: Partial<RenderPlan>, vocoder: Vocoder = steady()): Promise<RenderedPush[]> {
  const pushes: RenderedPush[] = []
  const utterance = sineUtterance(frames)
  const options = { vocoder, utterance, plan: plan(changes), sampleRateHz: sineRateHz, postProcess }
  for await (const push of renderUtterance(options)) pushes.push(push)
  return pushes
}
const samplesOf = (pushes: readonly RenderedPush[]) => joinedSamples(pushes.map(({ samples }) => samples))

describe('renderUtterance', () => {
  test('pushes where a voice that carries no state wants it, else on its grid; at no chunk length otherwise', async () => {
    const ends: number[] = []
    const sine = createSineVocoder()
    const noting: Vocoder = {
      ...sine,
      step(...args) {
        ends.push(args[2])
        return sine.step(...(args as Parameters<typeof sine.step>))
      },
    }
    const ownEnds = { ...noting, pushEnds: () => [70, 90, frames] }
    const { stream } = plan()
    const whole = samplesOf(await render({}, noting))
    expect(ends.slice(0, 2)).toEqual([9, 17])
    for (const chunkMilliseconds of [20, 1_000]) {
      ends.length = 0
      const changed = { stream: { ...stream, chunkPolicy: 'fixed' as const, chunkMilliseconds } }
      expect(samplesOf(await render(changed, ownEnds))).toEqual(whole)
      expect(ends).toEqual([70, 90, frames])
    }
  })

  test('keeps the part asked for, with a ramp at each end and nothing changed between', async () => {
    const samples = samplesOf(await render({ keep: { startSample: 700, endSample: 5_000 } }))
    expect(samples).toHaveLength(4_300)
    expect(samples.slice(fadeInSamples, -fadeOutSamples).every((sample) => sample === 0.5)).toBe(true)
    expect(samples[0]).toBeLessThan(0.01)
    expect(samples[4_299]).toBeLessThan(0.01)
  })

  test('the ramp down is whole wherever the last push ends', async () => {
    for (let endSample = 2_000; endSample < 3_000; endSample += 7) {
      const samples = samplesOf(await render({ keep: { startSample: 0, endSample } }))
      expect(samples).toHaveLength(endSample)
      const steps = samples.slice(1).map((sample, i) => Math.abs(sample - samples[i]))
      // A raised cosine of 10 ms over 0.5 moves by 0.0033 a sample at most; the ramp up by 0.011.
      expect(Math.max(...steps.slice(-1_000)), `end at ${endSample}`).toBeLessThan(0.004)
    }
    // And behind stages that hold samples back: 3 dB more than 0.5 brings the limiter, and it has nothing to do, because
    // what the cut end adds between samples is under its ceiling, too.
    const output = { sampleRateHz: 2 * sineRateHz, gainDecibels: 3 }
    const level = 0.5 * 10 ** (3 / 20)
    for (let endSample = 2_000; endSample < 3_000; endSample += 37) {
      const samples = samplesOf(await render({ keep: { startSample: 0, endSample }, output }))
      const end = samples.slice(-2 * fadeOutSamples)
      const ideal = end.map((_, i) => level * (0.5 + 0.5 * Math.cos((Math.PI * (i + 0.5)) / end.length)))
      const difference = end.map((sample, i) => Math.abs(sample - ideal[i]))
      expect(Math.max(...difference), `end at ${endSample}`).toBeLessThan(0.008)
    }
  })

  test('silence at the end is cut to a release, and the clock does not notice', async () => {
    const loud = 2_345
    const samples = samplesOf(await render({}, steady(loud)))
    expect(samples).toHaveLength(loud + 0.06 * sineRateHz)
    expect(samples[loud - 1]).toBe(0.5)
    expect(samples[loud]).toBe(0)
  })

  test('silence inside stays, whatever pushes it falls into', async () => {
    const vocoder = steady()
    const pausing: Vocoder = {
      ...vocoder,
      async step(...args) {
        const step = await vocoder.step(...args)
        return args[2] < 60 || args[2] === frames ? step : { ...step, samples: step.samples.fill(0) }
      },
    }
    expect(samplesOf(await render({}, pausing))).toHaveLength(frames * sineHopSamples)
  })

  test('what is skipped is not sent; what follows begins with a ramp of its own and is the same', async () => {
    const whole = samplesOf(await render({}, createSineVocoder()))
    const rest = samplesOf(await render({ skipSamples: 1_111 }, createSineVocoder()))
    expect(rest).toHaveLength(whole.length - 1_111)
    expect(rest.slice(fadeInSamples)).toEqual(whole.slice(1_111 + fadeInSamples))
    expect(Math.abs(rest[0])).toBeLessThan(0.001)
  })

  test('for any plan: never more than planned, no empty push, every frame counted once', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(2_000),
        fc.integer({ min: 1, max: 3_999 }),
        fc.constantFrom(1, 1.5, 3.7),
        fc.nat(1_500),
        fc.constantFrom('cached' as const, 'overlap-add' as const, 'cross-fade' as const, 'none' as const),
        fc.constantFrom(sineRateHz, 16_000, 44_100),
        fc.constantFrom(0, 12),
        async (startSample, length, stretch, skipSamples, seam, sampleRateHz, gainDecibels) => {
          const keep = { startSample, endSample: startSample + length }
          const stream = { ...plan().stream, seam }
          const output = { sampleRateHz, gainDecibels }
          const changes = { keep, stretch, skipSamples, stream, output }
          const pushes = await render(changes, createSineVocoder())
          const samples = samplesOf(pushes)
          const planned = Math.max(0, plannedSamples(plan(changes), sineRateHz) - skipSamples)
          expect(samples.length).toBeLessThanOrEqual(planned)
          expect(pushes.every((push) => push.samples.length > 0)).toBe(true)
          expect(pushes.reduce((sum, push) => sum + push.frames, 0)).toBeLessThanOrEqual(frames)
          expect(samples.every(Number.isFinite)).toBe(true)
        },
      ),
      { seed: 3, numRuns: 200 },
    )
  })

  test('at another rate it lasts as long, with ramps as long, and starts at the same instant', async () => {
    const sampleRateHz = 2 * sineRateHz
    const output = { sampleRateHz, gainDecibels: 0 }
    const samples = samplesOf(await render({ output }))
    expect(samples).toHaveLength(frames * sineHopSamples * 2)
    const middle = samples.slice(2 * fadeInSamples + 200, -(2 * fadeOutSamples + 200))
    expect(Math.max(...middle.map((sample) => Math.abs(sample - 0.5)))).toBeLessThan(1e-4)
    const steps = samples.slice(1).map((sample, i) => Math.abs(sample - samples[i]))
    // Half as steep as at its own rate, where the ramps last as long.
    expect(Math.max(...steps.slice(0, 2 * fadeInSamples))).toBeLessThan(0.015)
    const whole = samplesOf(await render({ output }, createSineVocoder()))
    const rest = samplesOf(await render({ output, skipSamples: 2_221 }, createSineVocoder()))
    expect(rest.slice(2 * fadeInSamples)).toEqual(whole.slice(2_221 + 2 * fadeInSamples))
  })

  test('the seconds that sound are as many at any rate, also where silence at the end is cut', async () => {
    for (const sampleRateHz of [16_000, 44_100]) {
      const samples = samplesOf(await render({ output: { sampleRateHz, gainDecibels: 6 } }, steady(2_345)))
      expect(samples.length).toBe(Math.round((2_345 + 0.06 * sineRateHz) * (sampleRateHz / sineRateHz)))
    }
  })

  test('a voice too loud is clipped, and one that makes no sound but nonsense is stopped', async () => {
    const made = (value: number): Vocoder => {
      const vocoder = steady()
      return {
        ...vocoder,
        async step(...args) {
          const step = await vocoder.step(...args)
          return { ...step, samples: step.samples.fill(value) }
        },
      }
    }
    for (const gainDecibels of [0, -6, 12])
      for (const sampleRateHz of [sineRateHz, 44_100]) {
        const changes = { output: { sampleRateHz, gainDecibels } }
        const samples = samplesOf(await render(changes, made(3e38)))
        expect(samples.every((sample) => Math.abs(sample) <= 1)).toBe(true)
        await expect(render(changes, made(NaN))).rejects.toMatchObject({ code: 'voice/not-sound' })
        await expect(render(changes, made(-Infinity))).rejects.toMatchObject({ code: 'voice/not-sound' })
      }
  })

  test('what is kept of a sound is the kept part as it may be heard, whatever is done to it afterwards', async () => {
    const sine: Vocoder = createSineVocoder()
    const louder: Vocoder = {
      ...sine,
      async step(...args) {
        const step = await sine.step(...args)
        return { ...step, samples: step.samples.map((sample) => 3 * sample) }
      },
    }
    const keep = { startSample: 700, endSample: 5_000 }
    const keptOf = async (gainDecibels: number): Promise<Float32Array[]> => {
      const kept: Float32Array[] = []
      const pushes = renderUtterance({
        vocoder: louder,
        utterance: sineUtterance(frames),
        plan: plan({ keep, output: { sampleRateHz: sineRateHz, gainDecibels } }),
        sampleRateHz: sineRateHz,
        postProcess,
        onDecoded: (samples) => void kept.push(samples),
      })
      for await (const push of pushes) push.samples.fill(0)
      return kept
    }
    const [plain, ...more] = await keptOf(0)
    expect(more).toEqual([])
    expect(plain).toHaveLength(4_300)
    expect(Math.max(...plain.map(Math.abs))).toBe(1)
    for (const gainDecibels of [-6, 12]) expect(await keptOf(gainDecibels)).toEqual([plain])
  })

  test('the stretch is freed when the consumer leaves early', async () => {
    let disposed = 0
    const pushes = renderUtterance({
      vocoder: steady(),
      utterance: sineUtterance(frames),
      plan: plan({ stretch: 2 }),
      sampleRateHz: sineRateHz,
      postProcess: (wanted) => {
        const chain = postProcess(wanted)
        return {
          ...chain,
          dispose() {
            disposed++
            chain.dispose()
          },
        }
      },
    })
    for await (const push of pushes) if (push.samples.length > 0) break
    expect(disposed).toBe(1)
  })
})
