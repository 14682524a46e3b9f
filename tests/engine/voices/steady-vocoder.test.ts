import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { pushBoundaries } from '../../../src-main/engine/streaming/push-grid'
import { createSteadyVocoder, type SteadyVocoder } from '../../../src-main/engine/voices/steady-vocoder'
import type { AcousticFeatures, Vocoder } from '../../../src-main/engine/voices/voice'
import { createSineVocoder, sineRateHz, sineSample, sineUtterance } from '../../helpers/sine-vocoder'

/** How far the device's sound is from the CPU's, at most: what a probe lets pass. */
const deviceError = 1e-3

/** A sine vocoder on a device that can be taken away; it keeps count of the states that live there. */
class FakeDevice {
  readonly live = new Set<object>()
  isDisposed = false
  steps = 0
  /** @param failsAt the push, counted over all sentences, at which it fails for the first time */
  constructor(
    readonly failsAt = Infinity,
    readonly failure: 'throws' | 'silent garbage' = 'throws',
    readonly error = deviceError,
  ) {}

  readonly vocoder: Vocoder = (() => {
    const sine = createSineVocoder() as Vocoder
    type State = { inner: unknown }
    const enter = (inner: unknown): State => {
      const state = { inner }
      this.live.add(state)
      return state
    }
    const vocoder: Vocoder = {
      ...sine,
      init: (features, seed) => enter(sine.init(features, seed)),
      step: async (features, state, untilFrame) => {
        const push = this.steps++
        if (push >= this.failsAt && this.failure === 'throws') throw new Error('The device was lost')
        const step = await sine.step(features, (state as State).inner, untilFrame)
        this.live.delete(state as State)
        if (push >= this.failsAt) step.samples.fill(NaN)
        const samples = step.samples.map((sample, i) => sample + this.error * Math.sin(i))
        return { samples, state: enter(step.state) }
      },
      release: (state) => void this.live.delete(state as State),
      decodeWindow: async (...window) => {
        if (this.steps++ >= this.failsAt) throw new Error('The device was lost')
        return sine.decodeWindow(...window)
      },
      dispose: () => {
        this.isDisposed = true
        return Promise.resolve()
      },
    }
    return vocoder
  })()
}

/** Every push of a sentence, in order; released at the end as a renderer does. */
async function* pushes(vocoder: Vocoder, features: AcousticFeatures): AsyncGenerator<Float32Array> {
  let state = vocoder.init(features, 1)
  try {
    for (const until of pushBoundaries(features.frames, vocoder.lookAheadFrames, vocoder.pushGrid)) {
      const step = await vocoder.step(features, state, until)
      state = step.state
      yield step.samples
    }
  } finally {
    vocoder.release?.(state)
  }
}

async function sound(vocoder: Vocoder, frames: number): Promise<number[]> {
  const samples: number[] = []
  for await (const push of pushes(vocoder, sineUtterance(frames).features)) samples.push(...push)
  return samples
}

function expectWhole(samples: readonly number[], frames: number, tolerance: number): void {
  const { features, samples: expected } = sineUtterance(frames)
  expect(samples).toHaveLength(expected)
  for (const [i, sample] of samples.entries()) {
    const difference = Math.abs(sample - Math.fround(sineSample(features, i)))
    // Single precision rounds what is added to it.
    if (!(difference <= tolerance * 1.0001 + 1e-7)) expect.fail(`sample ${i} is off by ${difference}`)
  }
}

function steady(device: FakeDevice): { vocoder: SteadyVocoder; cpu: FakeDevice[]; causes: unknown[] } {
  const cpu: FakeDevice[] = []
  const causes: unknown[] = []
  const vocoder = createSteadyVocoder({
    vocoder: device.vocoder,
    sampleRateHz: sineRateHz,
    openFallback: () => {
      const opened = new FakeDevice(Infinity, 'throws', 0)
      cpu.push(opened)
      return Promise.resolve(opened.vocoder)
    },
    onFallBack: (cause) => causes.push(cause),
  })
  return { vocoder, cpu, causes }
}

describe('createSteadyVocoder', () => {
  test('while nothing fails, the sound is the device’s and no other is opened', async () => {
    const device = new FakeDevice()
    const { vocoder, cpu } = steady(device)
    expectWhole(await sound(vocoder, 90), 90, deviceError)
    expect(cpu).toHaveLength(0)
    expect(device.live.size).toBe(0)
  })

  test.each(['throws', 'silent garbage'] as const)(
    'a device that fails (%s) at any push loses no sample and repeats none',
    async (failure) => {
      const boundaries = pushBoundaries(90, 5, createSineVocoder().pushGrid)
      expect(boundaries.length).toBeGreaterThan(4)
      for (const failsAt of boundaries.keys()) {
        const device = new FakeDevice(failsAt, failure)
        const { vocoder, cpu, causes } = steady(device)
        // The join moves the first samples after it by what the two devices differed.
        expectWhole(await sound(vocoder, 90), 90, 2 * deviceError)
        expect(cpu).toHaveLength(1)
        expect(causes).toHaveLength(1)
        expect([device.live.size, cpu[0].live.size]).toEqual([0, 0])
        expect(device.isDisposed).toBe(true)
        const steps = device.steps
        expectWhole(await sound(vocoder, 40), 40, 0)
        expect(device.steps).toBe(steps)
        expect(cpu).toHaveLength(1)
        await vocoder.dispose()
        expect(cpu[0].isDisposed).toBe(true)
      }
    },
  )

  test('sentences of any length under way together all go on, each at its own place', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 12, max: 120 }), { minLength: 1, maxLength: 4 }),
        fc.nat(12),
        async (lengths, failsAt) => {
          const device = new FakeDevice(failsAt)
          const { vocoder, cpu } = steady(device)
          const sounds = await Promise.all(lengths.map((frames) => sound(vocoder, frames)))
          for (const [i, frames] of lengths.entries()) expectWhole(sounds[i], frames, 2 * deviceError)
          expect(cpu.length).toBeLessThanOrEqual(1)
          expect(device.live.size).toBe(0)
          await vocoder.dispose()
        },
      ),
      { seed: 11, numRuns: 60 },
    )
  })

  test('the two sounds meet without a step', async () => {
    const device = new FakeDevice(2, 'throws', 0)
    const { vocoder } = steady({ ...device, vocoder: shifted(device.vocoder, 0.01) } as FakeDevice)
    const samples = await sound(vocoder, 90)
    const plain = await sound(createSineVocoder() as Vocoder, 90)
    const difference = samples.map((sample, i) => sample - plain[i])
    const steps = difference.slice(1).map((value, i) => Math.abs(value - difference[i]))
    expect(difference[0]).toBeCloseTo(0.01, 4)
    expect(difference.at(-1)).toBe(0)
    expect(Math.max(...steps)).toBeLessThan(0.01 / 50)
  })

  test('a window is decoded again on the CPU when the device fails', async () => {
    const device = new FakeDevice(0)
    const { vocoder, cpu } = steady(device)
    const { features } = sineUtterance(20)
    const samples = await vocoder.decodeWindow(features, 4, 12, 1)
    expect(samples[3]).toBeCloseTo(sineSample(features, 4 * 30 + 3), 6)
    expect(cpu).toHaveLength(1)
  })

  test('a sentence that is left early holds nothing on either device', async () => {
    for (const failsAt of [Infinity, 1]) {
      const device = new FakeDevice(failsAt)
      const { vocoder, cpu } = steady(device)
      let left = 3
      for await (const push of pushes(vocoder, sineUtterance(200).features)) {
        expect(push.length).toBeGreaterThan(0)
        if (--left === 0) break
      }
      expect(device.live.size + (cpu[0]?.live.size ?? 0)).toBe(0)
    }
  })

  test('another device takes later sentences; the one before ends its own and is freed', async () => {
    const first = new FakeDevice(Infinity, 'throws', 0)
    const second = new FakeDevice(Infinity, 'throws', 0.25)
    const vocoder = createSteadyVocoder({ vocoder: first.vocoder, sampleRateHz: sineRateHz })
    const samples: number[] = []
    for await (const push of pushes(vocoder, sineUtterance(90).features)) {
      if (samples.length === 0) vocoder.replace(second.vocoder)
      samples.push(...push)
    }
    expectWhole(samples, 90, 0)
    expect(first.isDisposed).toBe(true)
    expect(second.steps).toBe(0)
    await sound(vocoder, 30)
    expect(second.steps).toBeGreaterThan(0)
    expect(second.isDisposed).toBe(false)
  })

  test('where nothing can take over, the failure is the caller’s', async () => {
    const device = new FakeDevice(1)
    const vocoder = createSteadyVocoder({ vocoder: device.vocoder, sampleRateHz: sineRateHz })
    await expect(sound(vocoder, 90)).rejects.toThrow('The device was lost')
    expect(device.live.size).toBe(0)
  })

  test('a CPU that cannot be opened either fails with its own reason', async () => {
    const device = new FakeDevice(1)
    const vocoder = createSteadyVocoder({
      vocoder: device.vocoder,
      sampleRateHz: sineRateHz,
      openFallback: () => Promise.reject(new Error('No memory')),
    })
    await expect(sound(vocoder, 90)).rejects.toThrow('No memory')
  })
})

/** The same sound, lifted: what a device of low precision might make of silence. */
function shifted(vocoder: Vocoder, offset: number): Vocoder {
  return {
    ...vocoder,
    step: async (...push) => {
      const step = await vocoder.step(...push)
      return { ...step, samples: step.samples.map((sample) => sample + offset) }
    },
  }
}
