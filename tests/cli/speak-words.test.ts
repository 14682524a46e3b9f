import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { recordingWordsSchema } from '@contract/recording-words'
import { writeWords } from '../../src-main/cli/commands/speak'

const text = 'One two.'
const source = { part: 0, startChar: 0, endChar: text.length, exact: true }
const document = { title: 'Two', blocks: [{ kind: 'paragraph' as const, text, marks: [], source }] }
const word = { block: 0, startChar: 0, endChar: 3, startSample: 0, endSample: 2_400 }
const sentence = { voice: 'heart', language: 'en', block: 0, startChar: 0, endChar: 8, startSample: 0 }
const made = {
  reading: { sentences: [{ ...sentence, endSample: 4_800 }], words: [word] },
  voice: 'heart',
  sampleRateHz: 24_000,
}

describe('writeWords', () => {
  let folder = ''
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lector-words-'))
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  test('writes what is whole when it is finished, and not before', async () => {
    const path = join(folder, 'two.wav')
    const file = await writeWords(path, document, made, new AbortController().signal)
    expect(await readdir(folder)).toEqual(['two.words.json.part'])
    await file.finish()
    expect(await readdir(folder)).toEqual(['two.words.json'])
    const written: unknown = JSON.parse(await readFile(join(folder, 'two.words.json'), 'utf8'))
    expect(recordingWordsSchema.parse(written).sentences).toHaveLength(1)
  })

  test('interrupted, it leaves no half file', async () => {
    const signal = AbortSignal.abort(new Error('Interrupted'))
    await expect(writeWords(join(folder, 'two.wav'), document, made, signal)).rejects.toThrow('Interrupted')
    expect(await readdir(folder)).toEqual([])
  })
})
