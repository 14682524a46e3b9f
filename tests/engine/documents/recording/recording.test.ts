import { mkdtemp, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { AppError } from '@contract/errors'
import { recordingWordsSchema } from '@contract/recording-words'
import { openDocument, readSound } from '../../../../src-main/engine/documents'
import { createWordsFile } from '../../../../src-main/engine/export/recording/words-file'
import { longestRiffBytes, wavHead, wholeWav } from '../../../../src-main/engine/audio/wav'

const rate = 24_000
const text = 'One two. Three.'
const block = {
  kind: 'paragraph' as const,
  text,
  marks: [],
  source: { part: 0, startChar: 0, endChar: text.length, exact: true },
}

describe('recordingFormat', () => {
  let folder = ''
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lector-recording-'))
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  async function record(name: string): Promise<string> {
    const path = join(folder, name)
    const samples = Float32Array.from({ length: 2 * rate }, (_, at) => Math.sin(at / 20) / 2)
    await writeFile(path, wholeWav({ sampleRateHz: rate, format: 'int16', tags: {} }, samples))
    return path
  }

  test('opens what was written beside a recording, clips one behind the other with their words', async () => {
    const path = await record('said.wav')
    const head = { title: 'Said', voice: 'heart', language: 'en', sampleRateHz: rate, blocks: [block] }
    const file = await createWordsFile(path, head)
    const word = (startChar: number, endChar: number, startSample: number, endSample: number) => ({
      startChar,
      endChar,
      startSample,
      endSample,
    })
    const first = { block: 0, startChar: 0, endChar: 8, startSample: 100, endSample: 20_000 }
    await file.add({ ...first, words: [word(0, 3, 100, 9_000), word(4, 7, 9_000, 30_000)] })
    const second = { block: 0, startChar: 9, endChar: 15, startSample: 26_000, endSample: 40_000 }
    await file.add({ ...second, words: [word(9, 14, 26_000, 40_000)] })
    await file.finish()
    await file.abandon()
    const document = await openDocument({ source: { kind: 'file', path } })
    expect(document).toMatchObject({
      title: 'Said',
      narrators: ['heart'],
      format: 'recording',
      language: 'en',
    })
    expect(document.blocks.map((shown) => shown.text)).toEqual([text])
    const [one, two] = document.overlays
    expect(one).toMatchObject({ startSeconds: 0, startChar: 0, endChar: 8, audio: 'said.wav' })
    // To the sample, and no word goes on behind its sentence.
    expect(
      one.words?.map(({ startSeconds, endSeconds }) =>
        [startSeconds, endSeconds].map((at) => Math.round(at * rate)),
      ),
    ).toEqual([
      [100, 9_000],
      [9_000, 20_000],
    ])
    expect(Math.round((one.endSeconds ?? 0) * rate)).toBe(26_000)
    expect(two.endSeconds).toBeUndefined()
  })

  test('hands over any range of the recording', async () => {
    const path = await record('ranged.wav')
    const range = { name: 'ranged.wav', startByte: 1_000, byteLength: 400 }
    const { size } = await stat(path)
    const sound = await readSound({ source: { kind: 'file', path }, ...range })
    expect(sound.totalBytes).toBe(size)
    expect(sound.bytes.length).toBe(400)
    const last = await readSound({ source: { kind: 'file', path }, ...range, startByte: size - 10 })
    expect(last.bytes.length).toBe(10)
  })

  test('one of 9 GiB opens too, and hands over its end', async () => {
    const path = join(folder, 'long.wav')
    const samples = (9 * 2 ** 30) / 2
    const form = { sampleRateHz: rate, format: 'int16', tags: {} } as const
    const head = wavHead(form, { samples, tailBytes: 0 }, longestRiffBytes)
    expect(head.toString('latin1', 0, 4)).toBe('RF64')
    await writeFile(path, head)
    // Silence takes no room on the disk.
    await truncate(path, head.length + samples * 2)
    const words = { title: 'Long', voice: 'heart', language: 'en', sampleRateHz: rate, blocks: [block] }
    const file = await createWordsFile(path, words)
    const last = { block: 0, startChar: 0, endChar: 8, startSample: samples - 100, endSample: samples }
    await file.add({ ...last, words: [] })
    await file.finish()
    const document = await openDocument({ source: { kind: 'file', path } })
    expect(document).toMatchObject({ title: 'Long', format: 'recording' })
    const startByte = head.length + samples * 2 - 10
    const sound = await readSound({
      source: { kind: 'file', path },
      ...{ name: 'long.wav', startByte, byteLength: 400 },
    })
    expect(sound).toEqual({ bytes: new Uint8Array(10), totalBytes: head.length + samples * 2 })
  })

  test('one without its words says which file is missing', async () => {
    const path = await record('alone.wav')
    await expect(openDocument({ source: { kind: 'file', path } })).rejects.toMatchObject({
      code: 'document/unsupported',
      details: { reason: 'no-words', wordsFile: 'alone.words.json', fileName: 'alone.wav' },
    })
  })

  test('words that are damaged, or whose ranges are not in the text, are refused in one way', async () => {
    const path = await record('bad.wav')
    const sound = {
      format: 'lector-words',
      version: 1,
      title: '',
      voice: 'heart',
      sampleRateHz: rate,
      blocks: [{ kind: 'paragraph', text }],
      sentences: [
        { block: 0, startChar: 0, endChar: 8, startSeconds: 0, endSeconds: 1, words: [[0, 3, 0, 0.5]] },
      ],
    }
    expect(recordingWordsSchema.safeParse(sound).success).toBe(true)
    const sentence = sound.sentences[0]
    const broken: unknown[] = [
      { ...sound, version: 2 },
      { ...sound, sentences: [{ ...sentence, block: 1 }] },
      { ...sound, sentences: [{ ...sentence, endChar: 99 }] },
      { ...sound, sentences: [{ ...sentence, words: [[5, 99, 0, 1]] }] },
      { ...sound, sentences: [{ ...sentence, startSeconds: -1 }] },
      'no words',
    ]
    for (const words of broken) {
      await writeFile(join(folder, 'bad.words.json'), JSON.stringify(words))
      await expect(openDocument({ source: { kind: 'file', path } })).rejects.toMatchObject({
        code: 'document/corrupt',
        details: { reason: 'words', wordsFile: 'bad.words.json' },
      })
    }
  })

  test('whatever lies beside it, it is opened or refused', async () => {
    const path = await record('any.wav')
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.json(), fc.string()), async (beside) => {
        await writeFile(join(folder, 'any.words.json'), beside)
        await expect(openDocument({ source: { kind: 'file', path } })).rejects.toBeInstanceOf(AppError)
      }),
      { numRuns: 60, seed: 2 },
    )
  })
})
