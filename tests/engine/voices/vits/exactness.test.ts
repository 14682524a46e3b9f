import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { speechSettingsSchema } from '@contract/settings'
import { narrate } from '../../../../src-main/engine/streaming/narration'
import { pushBoundaries } from '../../../../src-main/engine/streaming/push-grid'
import { SpokenDocument } from '../../../../src-main/engine/streaming/spoken-document'
import type { InstalledVoice } from '../../../../src-main/engine/voices/family'
import { loadInlineVoice } from '../../../../src-main/engine/voices/inline-voice'
import { familyOf } from '../../../../src-main/engine/voices/registry'
import { parseVoiceManifest } from '../../../../src-main/engine/voices/store'
import type { AcousticModel, Utterance, Vocoder, Voice } from '../../../../src-main/engine/voices/voice'
import { maxDifference } from '../../onnx/push-through'
import { joeDirectory, noJoe, why } from './joe'
import { collect } from '../../../helpers/collect'
import { asWritten } from '../../../../src-main/engine/text/speakable-text'
import { ownTempo } from '../../../../src-main/engine/voices/tempo'

const phrase = 'Hello my big long beautiful world'
const twentyWords =
  'Streaming speech must not sound any different from speech that was made in one piece, whatever the pushes were.'

describe.skipIf(noJoe)(`the voice joe ${why}`, () => {
  let preparedDirectory = ''
  let acoustic: AcousticModel
  let vocoder: Vocoder
  let voice: Voice
  beforeAll(async () => {
    preparedDirectory = await mkdtemp(join(tmpdir(), 'lector-joe-'))
    const text = await readFile('models/joe/manifest.json', 'utf8')
    const installed: InstalledVoice = {
      manifest: parseVoiceManifest(JSON.parse(text), 'models/joe'),
      filesDirectory: joeDirectory,
      preparedDirectory,
      precision: 'float32',
    }
    voice = await loadInlineVoice(installed, new AbortController().signal)
    const family = familyOf(installed.manifest)
    acoustic = await family.loadAcousticModel(installed)
    vocoder = await family.loadVocoder(installed)
  })
  afterAll(async () => {
    for (const part of [acoustic, vocoder, voice]) await part.dispose()
    await rm(preparedDirectory, { recursive: true, force: true })
  })

  async function stream({ features }: Utterance, boundaries: readonly number[], seed = 1) {
    const pieces: Float32Array[] = []
    let state = vocoder.init(features, seed)
    for (const until of boundaries) {
      const step = await vocoder.step(features, state, until)
      state = step.state
      pieces.push(step.samples)
    }
    return Float32Array.from(pieces.flatMap((piece) => Array.from(piece)))
  }

  const peak = (samples: Float32Array) => maxDifference(samples, new Float32Array(samples.length))

  test('a window decoded alone differs from the whole at its ends only', async () => {
    const [{ features }] = await collect(acoustic.analyse(asWritten(twentyWords), ownTempo))
    const whole = await vocoder.decodeWindow(features, 0, features.frames, 1)
    const [start, end] = [100, 160]
    const window = await vocoder.decodeWindow(features, start, end, 1)
    const { hopSamples, lookAheadFrames } = vocoder
    const inner = (frames: Float32Array, from: number) =>
      frames.subarray(
        (start - from + lookAheadFrames) * hopSamples,
        (end - from - lookAheadFrames) * hopSamples,
      )
    expect(maxDifference(inner(window, start), inner(whole, 0))).toBeLessThan(1e-4)
    expect(peak(inner(whole, 0))).toBeGreaterThan(0.1)
  })

  test.each([1, 2, 7, 25, 100])('pushes of %i frames equal one shot within 1e-4 peak', async (frames) => {
    const [utterance] = await collect(acoustic.analyse(asWritten(twentyWords), ownTempo))
    const total = utterance.features.frames
    const whole = await stream(utterance, [total])
    expect(whole).toHaveLength(utterance.samples)
    expect(peak(whole)).toBeGreaterThan(0.1)
    const grid = { frames: [frames], minimumTailFrames: 1 }
    const pushed = await stream(utterance, pushBoundaries(total, vocoder.lookAheadFrames, grid))
    expect(maxDifference(pushed, whole)).toBeLessThanOrEqual(1e-4)
  })

  test('the voice’s own grid gives the same bits every time, and another seed another sound', async () => {
    const [utterance] = await collect(acoustic.analyse(asWritten(phrase), ownTempo))
    const { frames } = utterance.features
    const boundaries = pushBoundaries(frames, vocoder.lookAheadFrames, vocoder.pushGrid)
    const once = await stream(utterance, boundaries)
    expect(await stream(utterance, boundaries)).toEqual(once)
    expect(maxDifference(await stream(utterance, boundaries, 2), once)).toBeGreaterThan(0.01)
  })

  test('every word has its time, in order, and a text always takes the same', async () => {
    const [once] = await collect(acoustic.analyse(asWritten(twentyWords), ownTempo))
    const [again] = await collect(acoustic.analyse(asWritten(twentyWords), ownTempo))
    expect(again.words).toEqual(once.words)
    expect(once.words.map(({ startChar, endChar }) => twentyWords.slice(startChar, endChar))).toEqual(
      twentyWords.replace(/[,.]/g, '').split(' '),
    )
    let end = 0
    for (const word of once.words) {
      expect(word.startSample).toBeGreaterThanOrEqual(end)
      expect(word.endSample).toBeGreaterThan(word.startSample)
      end = word.endSample
    }
    expect(end).toBeLessThanOrEqual(once.samples)
    const [faster] = await collect(
      acoustic.analyse(asWritten(twentyWords), { ...ownTempo, lengthScale: 1.25 }),
    )
    expect(faster.samples / once.samples).toBeGreaterThan(0.7)
    expect(faster.samples / once.samples).toBeLessThan(0.9)
  })

  test.each(['cached', 'overlap-add', 'cross-fade', 'none'] as const)(
    'narrates with the seam %s',
    async (seam) => {
      const settings = speechSettingsSchema.parse({
        stream: { seam, chunkPolicy: 'fixed', chunkMilliseconds: 300 },
      })
      const source = { part: 0, startChar: 0, endChar: phrase.length, exact: true }
      const document = new SpokenDocument([{ kind: 'paragraph', text: phrase, marks: [], source }])
      const { signal } = new AbortController()
      const from = { block: 0, char: 0 }
      let samples = 0
      let words = 0
      for await (const piece of narrate({ voice, document, from, settings: () => settings, signal })) {
        if (piece.kind === 'audio') samples += piece.samples.length
        if (piece.kind === 'sentence') words += piece.words.length
      }
      expect(words).toBe(6)
      expect(samples / voice.sampleRateHz).toBeGreaterThan(1)
      expect(samples / voice.sampleRateHz).toBeLessThan(4)
    },
  )
})
