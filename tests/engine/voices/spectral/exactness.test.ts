import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { speechSettingsSchema } from '@contract/settings'
import { pushBoundaries } from '../../../../src-main/engine/streaming/push-grid'
import { createChunkCutter } from '../../../../src-main/engine/streaming/chunk-cutter'
import { narrate } from '../../../../src-main/engine/streaming/narration'
import { SpokenDocument } from '../../../../src-main/engine/streaming/spoken-document'
import { spectral } from '../../../../src-main/engine/voices/spectral'
import { loadInlineVoice } from '../../../../src-main/engine/voices/inline-voice'
import type { AcousticModel, Utterance, Vocoder, Voice } from '../../../../src-main/engine/voices/voice'
import { hasVoice, installedVoice } from '../../../helpers/installed-voice'
import { collect } from '../../../helpers/collect'
import { asWritten } from '../../../../src-main/engine/text/speakable-text'
import { ownTempo } from '../../../../src-main/engine/voices/tempo'

const phrase = 'Hello my big long beautiful world'
const sixtyWords =
  'When the last train of the evening had left the station and the lamps along the platform were going out one by one, the porter sat down on his bench with a cup of tea, listened to the rain on the glass roof above him, and thought about the many travellers he had seen that day and where they might be going now.'

async function stream(vocoder: Vocoder, { features }: Utterance, boundaries: readonly number[]) {
  const samples: number[] = []
  let state = vocoder.init(features, 1)
  for (const until of boundaries) {
    const step = await vocoder.step(features, state, until)
    state = step.state
    for (const sample of step.samples) samples.push(sample)
  }
  return samples
}

function largestDifference(a: readonly number[], b: readonly number[]): number {
  return a.reduce((largest, sample, i) => Math.max(largest, Math.abs(sample - b[i])), 0)
}

describe.skipIf(!hasVoice)('the default voice (needs models/heart/files)', () => {
  let acoustic: AcousticModel
  let exact: Vocoder
  let published: Vocoder
  let voice: Voice
  beforeAll(async () => {
    const float32 = await installedVoice('float32')
    const int8 = await installedVoice('int8')
    acoustic = await spectral.loadAcousticModel(float32)
    exact = await spectral.loadVocoder(float32)
    published = await spectral.loadVocoder(int8)
    voice = await loadInlineVoice(int8, new AbortController().signal)
  })
  afterAll(async () => {
    for (const part of [acoustic, exact, published, voice]) await part.dispose()
  })

  describe.each([
    ['a phrase', phrase],
    ['sixty words', sixtyWords],
  ])('%s', (_, text) => {
    test.each([1, 2, 7, 50])(
      'in float32, pushes of %i frames equal one shot within 1e-4 peak',
      async (frames) => {
        const [utterance] = await collect(acoustic.analyse(asWritten(text), ownTempo))
        const total = utterance.features.frames
        const whole = await stream(exact, utterance, [total])
        expect(whole).toHaveLength(utterance.samples)
        const grid = { frames: [frames], minimumTailFrames: 1 }
        const pushed = await stream(exact, utterance, pushBoundaries(total, exact.lookAheadFrames, grid))
        expect(pushed).toHaveLength(whole.length)
        expect(largestDifference(pushed, whole)).toBeLessThanOrEqual(1e-4)
        // It is speech that is compared, not silence.
        expect(largestDifference(whole, new Array<number>(whole.length).fill(0))).toBeGreaterThan(0.1)
      },
    )

    test('in int8, the voice’s own grid gives the same bits every time and stays near float32', async () => {
      const [utterance] = await collect(acoustic.analyse(asWritten(text), ownTempo))
      const boundaries = pushBoundaries(
        utterance.features.frames,
        published.lookAheadFrames,
        published.pushGrid,
      )
      const once = await stream(published, utterance, boundaries)
      expect(await stream(published, utterance, boundaries)).toEqual(once)
      const reference = await stream(exact, utterance, [utterance.features.frames])
      const energy = (values: readonly number[]) => values.reduce((sum, value) => sum + value * value, 0)
      const noise = energy(once.map((sample, i) => sample - reference[i]))
      expect(10 * Math.log10(energy(reference) / noise)).toBeGreaterThan(20)
    })

    test('what plays is bit-identical for every chunk size', async () => {
      const { blocks } = { blocks: [paragraph(text)] }
      const play = async (stream: object): Promise<number[]> => {
        const settings = speechSettingsSchema.parse({ stream })
        const cutter = createChunkCutter({ sampleRateHz: voice.sampleRateHz, stream: () => settings.stream })
        const played: number[] = []
        const { signal } = new AbortController()
        const document = new SpokenDocument(blocks)
        const from = { block: 0, char: 0 }
        for await (const piece of narrate({ voice, document, from, settings: () => settings, signal }))
          for (const chunk of cutter.add(piece, Infinity)) played.push(...chunk.samples)
        for (const chunk of cutter.flush()) played.push(...chunk.samples)
        return played
      }
      const adaptive = await play({})
      expect(adaptive.length).toBeGreaterThan(voice.sampleRateHz)
      for (const chunkMilliseconds of [20, 37, 80, 500, 2_000])
        expect(await play({ chunkPolicy: 'fixed', chunkMilliseconds })).toEqual(adaptive)
    })
  })

  test('the other seam modes keep the length and the words', async () => {
    const play = async (stream: object) => {
      const settings = speechSettingsSchema.parse({ stream })
      const document = new SpokenDocument([paragraph(phrase)])
      const { signal } = new AbortController()
      let samples = 0
      let words = 0
      for await (const piece of narrate({
        voice,
        document,
        from: { block: 0, char: 0 },
        settings: () => settings,
        signal,
      })) {
        if (piece.kind === 'audio') samples += piece.samples.length
        if (piece.kind === 'sentence') words += piece.words.length
      }
      return { seconds: samples / voice.sampleRateHz, words }
    }
    const cached = await play({})
    for (const seam of ['overlap-add', 'cross-fade', 'none'] as const) {
      const other = await play({ seam, chunkPolicy: 'fixed', chunkMilliseconds: 200 })
      expect(other.words).toBe(cached.words)
      // Where the sound ends is judged by loudness, which a join may shift a little.
      expect(Math.abs(other.seconds - cached.seconds)).toBeLessThan(0.1)
    }
  })
})

function paragraph(text: string) {
  const source = { part: 0, startChar: 0, endChar: text.length, exact: true }
  return { kind: 'paragraph' as const, text, marks: [], source }
}
