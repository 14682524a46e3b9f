import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { speechSettingsSchema } from '@contract/settings'
import { joinedSamples } from '@contract/joined-samples'
import { integratedLoudnessLufs } from '../../../src-main/engine/audio/loudness'
import { createChunkCutter } from '../../../src-main/engine/streaming/chunk-cutter'
import { narrate, type NarrationPiece } from '../../../src-main/engine/streaming/narration'
import { SpokenDocument } from '../../../src-main/engine/streaming/spoken-document'
import { loadInlineVoice } from '../../../src-main/engine/voices/inline-voice'
import { parseVoiceManifest } from '../../../src-main/engine/voices/store'
import type { Voice } from '../../../src-main/engine/voices/voice'
import { firstDifference } from '../../helpers/first-difference'
import { paragraph } from '../../helpers/paragraphs'

const phrase = 'Hello my big long beautiful world.'
/** Enough speech for a loudness that another ten sentences would not change by half a decibel. */
const sentences = [
  'The harbour was quiet when the last of the fishing boats came home.',
  'She folded the letter twice and put it back between the pages of the atlas.',
  'Seven years had passed, and nobody in the valley spoke of the flood any more.',
  'Bring the ladder from the barn before the rain begins again.',
  'A narrow path led down through the pines to the edge of the water.',
  'He counted the coins slowly, as if one of them might change its mind.',
  'What the old clockmaker had promised was never written down.',
  'In the morning the whole garden was white, and every sound had gone.',
]

describe.each(['heart', 'joe'])('the voice %s (skipped where its files are not fetched)', (id) => {
  const directory = resolve('models', id)
  const isThere = existsSync(join(directory, 'files'))
  let voice: Voice
  beforeAll(async () => {
    if (!isThere) return
    const manifest: unknown = JSON.parse(await readFile(join(directory, 'manifest.json'), 'utf8'))
    const installed = {
      manifest: parseVoiceManifest(manifest, directory),
      filesDirectory: join(directory, 'files'),
      preparedDirectory: join(directory, 'prepared'),
      precision: 'int8' as const,
    }
    voice = await loadInlineVoice(installed, new AbortController().signal)
  })
  afterAll(() => voice?.dispose())

  async function read(text: string, changes: object = {}, sampleRateHz?: number) {
    const settings = speechSettingsSchema.parse(changes)
    const cutter = createChunkCutter({
      sampleRateHz: sampleRateHz ?? voice.sampleRateHz,
      stream: () => settings.stream,
    })
    const pieces: NarrationPiece[] = []
    const chunks: Float32Array[] = []
    const { signal } = new AbortController()
    const document = new SpokenDocument([paragraph(text)])
    const from = { block: 0, char: 0 }
    const options = { voice, document, from, settings: () => settings, sampleRateHz, signal }
    for await (const piece of narrate(options)) {
      pieces.push(piece)
      chunks.push(...cutter.add(piece, Infinity).map(({ samples }) => samples))
    }
    chunks.push(...cutter.flush().map(({ samples }) => samples))
    const words = pieces.flatMap((piece) => (piece.kind === 'sentence' ? piece.words : []))
    return { samples: joinedSamples(...chunks), words, chunks: chunks.length }
  }

  test.skipIf(!isThere)('its loudness is the one in its manifest', async () => {
    const { samples } = await read(sentences.join(' '))
    const measured = integratedLoudnessLufs(samples, voice.sampleRateHz)
    expect(Math.abs(measured - (voice.loudnessLufs ?? 0))).toBeLessThan(0.3)
  })

  test.skipIf(!isThere)(
    'a loudness asked for is reached by one gain, and no sample is too loud',
    async () => {
      const asked = await read(sentences.join(' '), { sound: { loudnessLufs: -20 } }, 48_000)
      expect(Math.abs(integratedLoudnessLufs(asked.samples, 48_000) + 20)).toBeLessThan(0.5)
      expect(asked.samples.every((sample) => Math.abs(sample) <= 10 ** (-1 / 20))).toBe(true)
    },
  )

  test.skipIf(!isThere)(
    'at any rate its words are heard at the same times, and chunks change nothing',
    async () => {
      const own = await read(phrase)
      for (const sampleRateHz of [16_000, 44_100, 48_000]) {
        const ratio = sampleRateHz / voice.sampleRateHz
        const whole = await read(phrase, {}, sampleRateHz)
        expect(Math.abs(whole.samples.length - own.samples.length * ratio)).toBeLessThanOrEqual(1)
        expect(whole.words).toHaveLength(own.words.length)
        for (const [index, word] of whole.words.entries()) {
          expect(Math.abs(word.startSample - own.words[index].startSample * ratio)).toBeLessThanOrEqual(ratio)
          expect(Math.abs(word.endSample - own.words[index].endSample * ratio)).toBeLessThanOrEqual(ratio)
        }
        const chunksOf = []
        for (const chunkMilliseconds of [20, 200]) {
          const stream = { chunkPolicy: 'fixed', chunkMilliseconds }
          const { samples, chunks } = await read(phrase, { stream }, sampleRateHz)
          expect(firstDifference(samples, whole.samples), `${sampleRateHz} Hz, ${chunkMilliseconds} ms`).toBe(
            -1,
          )
          chunksOf.push(chunks)
        }
        expect(chunksOf[0]).toBeGreaterThan(chunksOf[1] * 5)
      }
    },
  )

  test.skipIf(!isThere)(
    'at its own rate and loudness the same samples come out as without being asked',
    async () => {
      const own = await read(phrase)
      expect(firstDifference((await read(phrase, {}, voice.sampleRateHz)).samples, own.samples)).toBe(-1)
    },
  )
})
