import { chmod, mkdir, mkdtemp, readdir, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { maxModelBytes } from '@contract/limits'
import { readModel, writeModel } from '../../../../src-main/engine/onnx/graph'
import { loadInlineVoice } from '../../../../src-main/engine/voices/inline-voice'
import { openPiperVoice } from '../../../../src-main/engine/voices/vits/piper-voice'
import { collect } from '../../../helpers/collect'
import { tinyHifigan } from '../../onnx/graph/tiny-graphs'
import { tinyConfig, tinyVits, tinyVitsBytes } from './tiny-vits'
import { asWritten } from '../../../../src-main/engine/text/speakable-text'
import { ownTempo } from '../../../../src-main/engine/voices/tempo'

const never = new AbortController().signal

describe('openPiperVoice', () => {
  let directory = ''
  let cacheDirectory = ''
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'lector-piper-'))
    cacheDirectory = join(directory, 'cache')
  })
  afterAll(() => rm(directory, { recursive: true, force: true }))

  /** A voice's two files in a folder of their own. */
  async function place(
    name: string,
    files: { model?: Uint8Array; config?: object | string; speakers?: number } = {},
  ): Promise<string> {
    const folder = join(directory, name)
    await mkdir(folder, { recursive: true })
    const modelPath = join(folder, 'en_US-tiny-x_low.onnx')
    const { speakers = 1 } = files
    await writeFile(modelPath, files.model ?? tinyVitsBytes({ speakers }))
    const config = files.config ?? tinyConfig({ num_speakers: speakers })
    await writeFile(`${modelPath}.json`, typeof config === 'string' ? config : JSON.stringify(config))
    return modelPath
  }

  const open = (modelPath: string, speaker?: string) =>
    openPiperVoice({ modelPath, cacheDirectory, speaker, signal: never })

  test('speaks with two files that lie anywhere, and writes nothing beside them', async () => {
    const modelPath = await place('good')
    const installed = await open(modelPath)
    expect(installed.manifest).toMatchObject({
      id: 'en-us-tiny-x-low',
      name: 'tiny (x_low)',
      language: 'en-US',
      sampleRateHz: 16_000,
      hopSamples: 15,
      frontEnd: { espeakVoice: 'en-us' },
    })
    const voice = await loadInlineVoice(installed, never)
    try {
      const [utterance] = await collect(voice.analyse(asWritten('Hello, hidden mob.'), ownTempo, never))
      expect(utterance.words.map(({ startChar, endChar }) => [startChar, endChar])).toEqual([
        [0, 5],
        [7, 13],
        [14, 17],
      ])
      expect(utterance.samples).toBe(utterance.features.frames * 15)
      // Stress marks and the rounded vowel are none of its symbols.
      expect(utterance.skipped.map(({ symbol }) => symbol)).toContain('ˈ')
    } finally {
      await voice.dispose()
    }
    expect(await readdir(join(modelPath, '..'))).toHaveLength(2)
  })

  test('lets a voice of several speakers speak as the one that is named', async () => {
    const config = tinyConfig({ num_speakers: 3, speaker_id_map: { ann: 0, eve: 2 } })
    const modelPath = await place('many', { speakers: 3, config })
    const pitchOf = async (speaker?: string) => {
      const voice = await loadInlineVoice(await open(modelPath, speaker), never)
      const [utterance] = await collect(voice.analyse(asWritten('Hello.'), ownTempo, never))
      await voice.dispose()
      return utterance.features.arrays
    }
    const [nobody, ann, eve] = [await pitchOf(), await pitchOf('ann'), await pitchOf('eve')]
    expect(nobody).toEqual(ann)
    expect(eve).not.toEqual(ann)
    expect(await pitchOf('2')).toEqual(eve)
    await expect(open(modelPath, 'bob')).rejects.toMatchObject({
      code: 'voice/incompatible',
      details: { reason: 'speaker' },
    })
  })

  test('says that a file is missing, and which', async () => {
    await expect(open(join(directory, 'nowhere.onnx'))).rejects.toMatchObject({
      code: 'voice/missing',
      details: { reason: 'not-found' },
    })
    await expect(open(directory)).rejects.toMatchObject({ details: { reason: 'not-a-file' } })
    const modelPath = await place('alone')
    await rm(`${modelPath}.json`)
    await expect(open(modelPath)).rejects.toMatchObject({
      code: 'voice/missing',
      details: { reason: 'settings', path: `${modelPath}.json` },
    })
  })

  test.skipIf(process.platform === 'win32' || process.getuid?.() === 0)(
    'says that a file may not be read (skipped for root, who may read everything)',
    async () => {
      const modelPath = await place('locked')
      await chmod(modelPath, 0)
      await expect(open(modelPath)).rejects.toMatchObject({ code: 'voice/missing' })
    },
  )

  test.each<[string, object | string]>([
    ['is not JSON', 'weights'],
    ['is empty', ''],
    ['describes nothing', {}],
    ['is of another voice, of more symbols', tinyConfig({ phoneme_id_map: symbolsUpTo(20) })],
    ['is of another voice, of other symbols', tinyConfig({ num_symbols: 130 })],
    ['is of another voice, of several speakers', tinyConfig({ num_speakers: 2 })],
    ['wants phonemes of another kind', tinyConfig({ phoneme_type: 'text' })],
    ['names no language', tinyConfig({ espeak: undefined })],
  ])('refuses settings whose file %s', async (what, config) => {
    const modelPath = await place(what.replaceAll(' ', '-'), { config })
    await expect(open(modelPath)).rejects.toMatchObject({
      code: 'voice/incompatible',
      details: { reason: 'settings', path: `${modelPath}.json` },
    })
  })

  test('refuses a model cut off anywhere', async () => {
    const whole = tinyVitsBytes()
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: whole.length - 1 }), async (length) => {
        const modelPath = await place('cut-off', { model: whole.subarray(0, length) })
        await expect(open(modelPath)).rejects.toMatchObject({
          code: 'voice/incompatible',
          details: { reason: 'model', path: modelPath },
        })
      }),
      { seed: 5, numRuns: 25 },
    )
  })

  test('refuses a model of another kind, and one whose weights are in another file', async () => {
    const foreign = await place('foreign', { model: writeModel(tinyHifigan([])) })
    await expect(open(foreign)).rejects.toMatchObject({ details: { reason: 'model' } })
    const model = tinyVits()
    const [first, ...others] = model.graph.initializer
    const initializer = [{ ...first, rawData: new Uint8Array(0), dataLocation: 1 }, ...others]
    const bytes = writeModel({ ...model, graph: { ...model.graph, initializer } })
    expect(() => readModel(bytes)).toThrow('keeps its weights in another')
    const outside = await place('outside', { model: bytes })
    await expect(open(outside)).rejects.toMatchObject({ details: { reason: 'model' } })
  })

  test('refuses a model larger than a model can be, without reading it', async () => {
    const modelPath = await place('huge')
    await truncate(modelPath, maxModelBytes + 1)
    await expect(open(modelPath)).rejects.toMatchObject({
      code: 'voice/incompatible',
      details: { reason: 'too-large', bytes: maxModelBytes + 1 },
    })
  })

  test('leaves a voice that speaks alone when another is refused', async () => {
    const voice = await loadInlineVoice(await open(await place('steady')), never)
    const before = await collect(voice.analyse(asWritten('Hello.'), ownTempo, never))
    await expect(open(await place('bad', { model: new Uint8Array(99) }))).rejects.toThrow()
    const after = await collect(voice.analyse(asWritten('Hello.'), ownTempo, never))
    expect(after[0].features).toEqual(before[0].features)
    await voice.dispose()
  })

  test('stops when it is called off', async () => {
    const reason = new Error('enough')
    const signal = AbortSignal.abort(reason)
    const modelPath = await place('off')
    await expect(openPiperVoice({ modelPath, cacheDirectory, signal })).rejects.toBe(reason)
  })
})

function symbolsUpTo(highest: number): Record<string, number[]> {
  return { _: [0], '^': [1], $: [2], a: [highest] }
}
