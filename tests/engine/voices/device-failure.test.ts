import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { settingsSchema } from '@contract/settings'
import { loadPostProcess, type PostProcess } from '../../../src-main/engine/audio/post/post-process'
import { compareSounds } from '../../../src-main/engine/onnx/providers/compare'
import { renderUtterance } from '../../../src-main/engine/streaming/render'
import type { InstalledVoice } from '../../../src-main/engine/voices/family'
import { familyOf } from '../../../src-main/engine/voices/registry'
import { createSteadyVocoder } from '../../../src-main/engine/voices/steady-vocoder'
import type { Utterance, Vocoder } from '../../../src-main/engine/voices/voice'
import { hasVoice, installedVoice } from '../../helpers/installed-voice'
import { asWritten } from '../../../src-main/engine/text/speakable-text'
import { ownTempo } from '../../../src-main/engine/voices/tempo'

const never = new AbortController().signal
const sentence = 'Not one word of this sentence is lost, and none of them is said twice.'
const { stream } = settingsSchema.parse({}).speech

/** The vocoder, failing from a push on: a session whose run throws. */
function failing(vocoder: Vocoder, atStep: number, count = { steps: 0 }): Vocoder {
  return {
    ...vocoder,
    step: (...push) =>
      count.steps++ < atStep ? vocoder.step(...push) : Promise.reject(new Error('The device was lost')),
    // Shared between the runs of this test.
    dispose: () => Promise.resolve(),
  }
}

describe.skipIf(!hasVoice)('a device that disappears while heart is read (needs models/heart/files)', () => {
  let installed: InstalledVoice
  let utterance: Utterance
  let vocoder: Vocoder
  let postProcess: PostProcess
  beforeAll(async () => {
    installed = await installedVoice('float32')
    const family = familyOf(installed.manifest)
    await family.prepare(installed, never)
    const acoustic = await family.loadAcousticModel(installed)
    const { value } = await acoustic.analyse(asWritten(sentence), ownTempo).next()
    if (!value) throw new Error('nothing was said')
    utterance = value
    await acoustic.dispose()
    vocoder = await family.loadVocoder(installed)
    postProcess = await loadPostProcess()
  })
  afterAll(() => vocoder.dispose())

  async function render(used: Vocoder): Promise<Float32Array> {
    const pieces: number[] = []
    const { sampleRateHz } = installed.manifest
    const plan = {
      seed: 1,
      stream,
      keep: { startSample: 0, endSample: utterance.samples },
      stretch: 1,
      output: { sampleRateHz, gainDecibels: 0 },
      skipSamples: 0,
    }
    for await (const push of renderUtterance({ vocoder: used, utterance, plan, sampleRateHz, postProcess })) {
      pieces.push(...push.samples)
    }
    return Float32Array.from(pieces)
  }

  test('at any push: every word sounds once, as on the CPU', async () => {
    const count = { steps: 0 }
    const whole = await render(failing(vocoder, Infinity, count))
    expect(count.steps).toBeGreaterThan(2)
    for (let atStep = 0; atStep <= count.steps; atStep++) {
      const causes: unknown[] = []
      const steady = createSteadyVocoder({
        vocoder: failing(vocoder, atStep),
        sampleRateHz: installed.manifest.sampleRateHz,
        openFallback: () => Promise.resolve({ ...vocoder, dispose: () => Promise.resolve() }),
        onFallBack: (cause) => causes.push(cause),
      })
      const samples = await render(steady)
      expect(samples.length).toBe(whole.length)
      for (const { startSample, endSample } of utterance.words) {
        const word = [samples, whole].map((sound) => sound.subarray(startSample, endSample))
        expect(compareSounds(word[1], word[0]).peak).toBeLessThan(1e-4)
      }
      expect(compareSounds(whole, samples).peak).toBeLessThan(1e-4)
      expect(causes).toHaveLength(atStep < count.steps ? 1 : 0)
    }
  })

  test('on to the published int8 weights: nothing clicks where they take over', async () => {
    const family = familyOf(installed.manifest)
    const int8 = await family.loadVocoder({ ...installed, precision: 'int8' })
    const [float, coarse] = [await render(vocoder), await render(int8)]
    const steady = createSteadyVocoder({
      vocoder: failing(vocoder, 1),
      sampleRateHz: installed.manifest.sampleRateHz,
      openFallback: () => Promise.resolve({ ...int8, dispose: () => Promise.resolve() }),
    })
    const samples = await render(steady)
    await int8.dispose()
    // The silence at the end is cut where each precision finds it.
    expect(Math.abs(samples.length - float.length)).toBeLessThan(500)
    const steepest = (sound: Float32Array): number =>
      sound.reduce((most, sample, i) => Math.max(most, i === 0 ? 0 : Math.abs(sample - sound[i - 1])), 0)
    const usual = Math.max(steepest(float), steepest(coarse))
    expect(steepest(samples)).toBeLessThan(1.02 * usual)
  })
})
