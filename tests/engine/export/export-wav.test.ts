import { existsSync, mkdirSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Block } from '@contract/document'
import { unfinishedSuffix } from '@contract/recording-words'
import { speechSettingsSchema } from '@contract/settings'
import { encodeSamples } from '../../../src-main/engine/audio/sample-bytes'
import { exportWav, type ExportState } from '../../../src-main/engine/export/export-wav'
import { narrate } from '../../../src-main/engine/streaming/narration'
import { SpokenDocument } from '../../../src-main/engine/streaming/spoken-document'
import type { Voice } from '../../../src-main/engine/voices/voice'
import { loadSineVoice } from '../../helpers/sine-voice'
import { wavParts, wavSteps } from '../../helpers/wav-parts'

const block = (text: string): Block => ({
  kind: 'paragraph',
  text,
  marks: [],
  source: { part: 0, startChar: 0, endChar: text.length, exact: true },
})
const settings = speechSettingsSchema.parse({})
const tags = { title: 'Book' }
const document = () => new SpokenDocument([block('One sentence. And another one.'), block('A last one.')])

let voice: Voice
let directory: string
beforeAll(async () => {
  voice = await loadSineVoice()
})
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'lector-export-'))
})
afterEach(() => rm(directory, { recursive: true, force: true }))

function run(path: string, onProgress: (state: ExportState) => void = () => undefined, signal?: AbortSignal) {
  return exportWav({
    voice,
    document: document(),
    settings,
    path,
    tags,
    signal: signal ?? new AbortController().signal,
    onProgress,
  })
}

/** As Lector wrote them for another recording. */
const olderWords = '{"format":"lector-words","version":1}'

describe('exportWav', () => {
  test('the file holds what is played, and nothing else lies beside it', async () => {
    const path = join(directory, 'book.wav')
    const result = await run(path)
    const wav = wavParts(await readFile(path))
    const played: number[] = []
    for await (const piece of narrate({
      voice,
      document: document(),
      from: { block: 0, char: 0 },
      settings: () => settings,
      signal: new AbortController().signal,
    })) {
      if (piece.kind === 'silence') played.push(...new Float32Array(piece.samples))
      if (piece.kind === 'audio') played.push(...piece.samples)
    }
    expect(wav).toMatchObject({ kind: 'RIFF', format: 1, bitsPerSample: 16, tags: { INAM: 'Book' } })
    expect(wav.data).toEqual(Buffer.from(encodeSamples(Float32Array.from(played), 'int16', 0)))
    const furthest = wavSteps(wav).reduce(
      (most, step, i) => Math.max(most, Math.abs(step - played[i] * 32_768)),
      0,
    )
    expect(furthest).toBeLessThan(1.5)
    expect(result).toMatchObject({ path, sentences: 3, missing: 0 })
    expect(result.audioSeconds).toBeCloseTo(played.length / voice.sampleRateHz, 9)
    expect(await readdir(directory)).toEqual(['book.wav'])
  })

  test('a file of another rate says so and lasts as long', async () => {
    const path = join(directory, 'book.wav')
    const own = await run(path)
    const result = await exportWav({
      voice,
      document: document(),
      settings,
      path,
      tags,
      sampleRateHz: 16_000,
      signal: new AbortController().signal,
      onProgress: () => undefined,
    })
    const wav = wavParts(await readFile(path))
    expect(wav.sampleRateHz).toBe(16_000)
    expect(wav.data.length / 2 / 16_000).toBeCloseTo(result.audioSeconds, 9)
    expect(result.audioSeconds).toBeCloseTo(own.audioSeconds, 3)
  })

  test('progress rises to the end', async () => {
    const states: ExportState[] = []
    await run(join(directory, 'book.wav'), (state) => states.push(state))
    const fractions = states.map(({ fraction }) => fraction)
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b))
    expect(fractions.at(-1)).toBe(1)
  })

  test('cancelling leaves nothing behind', async () => {
    const controller = new AbortController()
    const running = run(
      join(directory, 'book.wav'),
      () => controller.abort(new Error('cancelled')),
      controller.signal,
    )
    await expect(running).rejects.toThrow('cancelled')
    expect(await readdir(directory)).toEqual([])
  })

  test('a folder that is not there gives one clear failure', async () => {
    const path = join(directory, 'missing', 'book.wav')
    await expect(run(path)).rejects.toMatchObject({
      code: 'export/not-writable',
      details: { path, reason: 'ENOENT' },
    })
  })

  test('a folder of that name is refused before any work', async () => {
    await mkdir(join(directory, 'book.wav'))
    let steps = 0
    await expect(run(join(directory, 'book.wav'), () => steps++)).rejects.toMatchObject({
      code: 'export/not-writable',
      details: { reason: 'EISDIR' },
    })
    expect(steps).toBe(0)
    expect(await readdir(directory)).toEqual(['book.wav'])
  })

  test.skipIf(!existsSync('/dev/full'))(
    'a full disk is told as such and leaves nothing behind (needs /dev/full)',
    async () => {
      const path = join(directory, 'book.wav')
      await symlink('/dev/full', path + unfinishedSuffix)
      await expect(run(path)).rejects.toMatchObject({ code: 'export/disk-full', details: { path } })
      expect(await readdir(directory)).toEqual([])
    },
  )

  /** A folder comes to stand where the recording is to appear. */
  const saveOverFolder = (path: string) =>
    exportWav({
      ...{ voice, settings, path, tags, document: document() },
      words: { title: 'Book', language: 'en' },
      signal: new AbortController().signal,
      onProgress: () => void mkdirSync(path, { recursive: true }),
    })

  test('a recording that cannot appear leaves no words behind', async () => {
    const path = join(directory, 'book.wav')
    await expect(saveOverFolder(path)).rejects.toMatchObject({ code: 'export/not-writable' })
    expect(await readdir(directory)).toEqual(['book.wav'])
  })

  test('the words of an older recording stay with it where the new one cannot take its place', async () => {
    const path = join(directory, 'book.wav')
    await writeFile(join(directory, 'book.words.json'), olderWords)
    await expect(saveOverFolder(path)).rejects.toMatchObject({ code: 'export/not-writable' })
    expect(await readdir(directory)).toEqual(['book.wav', 'book.words.json'])
    expect(await readFile(join(directory, 'book.words.json'), 'utf8')).toBe(olderWords)
  })

  test('a new recording takes the place of an older one and of its words', async () => {
    const path = join(directory, 'book.wav')
    await run(path)
    await writeFile(join(directory, 'book.words.json'), olderWords)
    await exportWav({
      ...{ voice, settings, path, tags, document: document() },
      words: { title: 'Book', language: 'en' },
      signal: new AbortController().signal,
      onProgress: () => undefined,
    })
    expect(await readdir(directory)).toEqual(['book.wav', 'book.words.json'])
    expect(await readFile(join(directory, 'book.words.json'), 'utf8')).toContain('"title":"Book"')
  })

  test('an old file stays until the new one is whole', async () => {
    const path = join(directory, 'book.wav')
    await run(path)
    const before = await readFile(path)
    const controller = new AbortController()
    await run(path, () => controller.abort(new Error('cancelled')), controller.signal).catch(() => undefined)
    expect(await readFile(path)).toEqual(before)
  })
})
