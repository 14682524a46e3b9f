import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { settingsSchema } from '@contract/settings'
import { RenderMemory } from '../../src-main/engine-host/render-memory'
import { asWritten } from '../../src-main/engine/text/speakable-text'
import type { RenderPlan, Utterance, Voice } from '../../src-main/engine/voices/voice'
import { collect } from '../helpers/collect'
import { loadSineVoice } from '../helpers/sine-voice'
import { ownTempo } from '../../src-main/engine/voices/tempo'

let sine: Voice
beforeAll(async () => {
  sine = await loadSineVoice()
})

const never = new AbortController().signal
const { stream } = settingsSchema.parse({}).speech
const planOf = ({ samples }: Utterance, seed: number): RenderPlan => ({
  seed,
  stream,
  keep: { startSample: 0, endSample: samples },
  stretch: 1,
  output: { sampleRateHz: sine.sampleRateHz, gainDecibels: 0 },
  skipSamples: 0,
})

let analysed: string[]
let voice: Voice
beforeEach(() => {
  analysed = []
  const memory = new RenderMemory(
    () => 0,
    () => sine.sampleRateHz,
  )
  voice = memory.of({
    ...sine,
    async *analyse(text, tempo, signal) {
      signal.throwIfAborted()
      analysed.push(text.text)
      yield* sine.analyse(text, tempo, signal)
    },
  })
})
const analyse = (text: string, signal = never) => collect(voice.analyse(asWritten(text), ownTempo, signal))
const render = (utterance: Utterance, seed: number) =>
  collect(voice.render(utterance, planOf(utterance, seed), never))

describe('RenderMemory', () => {
  test('a sentence that is to be said at another tempo is another one', async () => {
    await analyse('Yes.')
    for (const tempo of [
      { ...ownTempo, lengthScale: 1.1 },
      { ...ownTempo, clausePauseSeconds: 0.1 },
    ])
      await collect(voice.analyse(asWritten('Yes.'), tempo, never))
    await analyse('Yes.')
    expect(analysed).toEqual(['Yes.', 'Yes.', 'Yes.'])
  })

  test('a sentence that comes again is said although the leg of reading that first met it is over', async () => {
    const leg = new AbortController()
    const [first] = await analyse('Yes.', leg.signal)
    const said = await render(first, 1)
    leg.abort(new Error('the text was changed'))
    const [again] = await analyse('Yes.')
    expect(analysed).toEqual(['Yes.'])
    // Under another plan nothing of its sound is there, and its features were given away.
    const saidAgain = await render(again, 2)
    expect(saidAgain.map(({ frames }) => frames)).toEqual(said.map(({ frames }) => frames))
    expect(analysed).toEqual(['Yes.', 'Yes.'])
  })

  test('the texts of a long document do not stay, but the one used again and again does', async () => {
    await analyse('Once.')
    for (let index = 0; index < 1_000; index++) {
      await analyse(`Sentence ${index}.`)
      await analyse('The refrain.')
    }
    expect(analysed.filter((text) => text === 'The refrain.')).toHaveLength(1)
    await analyse('Sentence 999.')
    expect(analysed.filter((text) => text === 'Sentence 999.')).toHaveLength(1)
    await analyse('Once.')
    expect(analysed.filter((text) => text === 'Once.')).toHaveLength(2)
  })
})
