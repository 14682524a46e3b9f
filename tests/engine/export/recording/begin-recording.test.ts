import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { beginRecording } from '../../../../src-main/engine/export/recording/begin-recording'
import { finishRecording } from '../../../../src-main/engine/export/recording/finish-recording'
import type { WavFile } from '../../../../src-main/engine/export/recording/wav-file'
import type { WavForm } from '../../../../src-main/engine/audio/wav'
import { createWordsFile, type WordsFile } from '../../../../src-main/engine/export/recording/words-file'

const form: WavForm = { sampleRateHz: 24_000, format: 'int16', tags: {} }
let folder: string
let path: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lector-recording-'))
  path = join(folder, 'one.wav')
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const createWords = (title: string): Promise<WordsFile> =>
  createWordsFile(path, { title, voice: 'heart', sampleRateHz: 24_000, blocks: [] })
const titleOfWords = async (): Promise<string> =>
  (JSON.parse(await readFile(join(folder, 'one.words.json'), 'utf8')) as { title: string }).title
/** As a kill leaves it: nothing goes on from there. */
const killed = (): Promise<never> => new Promise(() => undefined)

/** One that is there, and one in its place that the process ended at: before its words appear, before it appears itself. */
async function endAt(moment: 'words' | 'recording'): Promise<void> {
  await finishRecording(path, await beginRecording(path, form), await createWords('older'))
  const recording = await beginRecording(path, form)
  await recording.write(new Float32Array(100))
  const words = await createWords('newer')
  await new Promise<void>((reached) => {
    const stopped = (): Promise<never> => {
      reached()
      return killed()
    }
    const dyingWords: WordsFile = { ...words, finish: moment === 'words' ? stopped : words.finish }
    const dying: WavFile = {
      ...recording,
      finish: async (_cues, beforeAppearing) => {
        await beforeAppearing?.()
        await stopped()
      },
    }
    void finishRecording(path, moment === 'words' ? recording : dying, dyingWords)
  })
}

describe('beginRecording', () => {
  test.each(['words', 'recording'] as const)(
    'words set aside by one that ended with the process (before its %s) are again beside their recording',
    async (moment) => {
      await endAt(moment)
      expect(await readdir(folder)).toContain('one.words.json.lector-aside')
      const next = await beginRecording(path, form)
      expect(await readdir(folder)).not.toContain('one.words.json.lector-aside')
      expect(await titleOfWords()).toBe('older')
      await next.abandon()
    },
  )

  test('words left aside by one that has appeared go', async () => {
    await finishRecording(path, await beginRecording(path, form), await createWords('newer'))
    await writeFile(join(folder, 'one.words.json.lector-aside'), '{}')
    const next = await beginRecording(path, form)
    await next.abandon()
    expect(await readdir(folder)).toEqual(['one.wav', 'one.words.json'])
    expect(await titleOfWords()).toBe('newer')
  })
})
