import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { asideSuffix, wordsFileOf } from '@contract/recording-words'
import { finishRecording } from '../../../../src-main/engine/export/recording/finish-recording'
import { createWavFile } from '../../../../src-main/engine/export/recording/wav-file'
import type { WavForm } from '../../../../src-main/engine/audio/wav'
import { createWordsFile, type WordsFile } from '../../../../src-main/engine/export/recording/words-file'

const form: WavForm = { sampleRateHz: 24_000, format: 'int16', tags: {} }
let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lector-recording-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

function createWords(path: string): Promise<WordsFile> {
  return createWordsFile(path, { title: '', voice: 'heart', sampleRateHz: 24_000, blocks: [] })
}

describe('finishRecording', () => {
  test('the words appear before the recording', async () => {
    const path = join(folder, 'one.wav')
    const words = await createWords(path)
    const recording = await createWavFile(path, form)
    let then: string[] = []
    const noted: WordsFile = {
      ...words,
      async finish() {
        await words.finish()
        then = await readdir(folder)
      },
    }
    await finishRecording(path, recording, noted)
    expect(then).toEqual(['one.wav.part', 'one.words.json'])
    expect(await readdir(folder)).toEqual(['one.wav', 'one.words.json'])
  })

  test('words that cannot appear keep the recording from appearing', async () => {
    const path = join(folder, 'one.wav')
    const words = await createWords(path)
    const recording = await createWavFile(path, form)
    const broken: WordsFile = { ...words, finish: () => Promise.reject(new Error('no room')) }
    await expect(finishRecording(path, recording, broken)).rejects.toMatchObject({
      code: 'export/not-writable',
    })
    await words.abandon()
    await recording.abandon()
    expect(await readdir(folder)).toEqual([])
  })

  test('a folder that has the name of its words is left as it is', async () => {
    const path = join(folder, 'one.wav')
    await mkdir(join(folder, 'one.words.json', 'kept'), { recursive: true })
    await finishRecording(path, await createWavFile(path, form), null)
    expect(await readdir(folder)).toEqual(['one.wav', 'one.words.json'])
    expect(await readdir(join(folder, 'one.words.json'))).toEqual(['kept'])
  })

  test('what is somebody else’s is left as it is, under either name', async () => {
    const path = join(folder, 'one.wav')
    await writeFile(join(folder, 'one.words.json'), '{"mine":true}')
    await writeFile(join(folder, 'one.words.json.old'), 'mine')
    await finishRecording(path, await createWavFile(path, form), null)
    await finishRecording(path, await createWavFile(path, form), await createWords(path))
    expect(await readdir(folder)).toEqual(['one.wav', 'one.words.json', 'one.words.json.old'])
    expect(await readFile(join(folder, 'one.words.json.old'), 'utf8')).toBe('mine')
  })

  test('a link to older words goes with the recording they were of', async () => {
    const path = join(folder, 'one.wav')
    const elsewhere = join(folder, 'kept', 'one.wav')
    await mkdir(join(folder, 'kept'))
    await finishRecording(elsewhere, await createWavFile(elsewhere, form), await createWords(elsewhere))
    await symlink(wordsFileOf(elsewhere), wordsFileOf(path))
    await finishRecording(path, await createWavFile(path, form), null)
    expect(await readdir(folder)).toEqual(['kept', 'one.wav'])
    expect(await readdir(join(folder, 'kept'))).toEqual(['one.wav', 'one.words.json'])
  })

  test('words that cannot be moved away do not cost the recording', async () => {
    const path = join(folder, 'one.wav')
    await finishRecording(path, await createWavFile(path, form), await createWords(path))
    await mkdir(wordsFileOf(path) + asideSuffix)
    await finishRecording(path, await createWavFile(path, form), await createWords(path))
    expect(await readdir(folder)).toContain('one.wav')
  })

  test('a recording without words appears alone, also in the place of one that had some', async () => {
    const path = join(folder, 'one.wav')
    await finishRecording(path, await createWavFile(path, form), await createWords(path))
    expect(await readdir(folder)).toEqual(['one.wav', 'one.words.json'])
    await finishRecording(path, await createWavFile(path, form), null)
    expect(await readdir(folder)).toEqual(['one.wav'])
  })
})
