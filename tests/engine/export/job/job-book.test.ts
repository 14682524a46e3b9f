import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import type { ReadableDocument } from '@contract/document'
import type { ExportJob } from '@contract/export-job'
import { recordingWordsSchema } from '@contract/recording-words'
import { speechSettingsSchema } from '@contract/settings'
import { openDocument } from '../../../../src-main/engine/documents'
import { startEncoding } from '../../../../src-main/engine/export/encoded/encoding/encoding'
import { exportNarratedBook, type WriteNarratedBook } from '../../../../src-main/engine/export/epub-overlay'
import { openJobFolder } from '../../../../src-main/engine/export/job/job-folder'
import { planJob, type JobChoices } from '../../../../src-main/engine/export/job/plan-job'
import type { JobMeans } from '../../../../src-main/engine/export/job/job-means'
import { runJob } from '../../../../src-main/engine/export/job/run-job'
import { SpokenDocument } from '../../../../src-main/engine/streaming/spoken-document'
import type { Voice } from '../../../../src-main/engine/voices/voice'
import { bookBytes, chapterXml, navFile, type BookFixture } from '../../../fixtures/epub/books'
import { healDisk } from '../../../helpers/breaking-disk'
import { breakDiskAtSteps } from '../../../helpers/broken-runs'
import { entriesOf, overlaysOf } from '../../../helpers/overlay-book'
import { loadSineVoice } from '../../../helpers/sine-voice'

vi.mock('node:fs/promises', async (original) => {
  const { breakingDisk } = await import('../../../helpers/breaking-disk')
  return breakingDisk(await original())
})

const book: BookFixture = {
  metadata:
    '<dc:identifier id="id">urn:x:1</dc:identifier><dc:title>A Book</dc:title><dc:language>en</dc:language>',
  files: [
    navFile('<li><a href="a.xhtml">One</a></li><li><a href="b.xhtml">Two</a></li>'),
    {
      href: 'a.xhtml',
      data: chapterXml('<h1>One</h1><p>It is <em>cold</em> today. “So it is,” she said.</p>'),
    },
    { href: 'b.xhtml', data: chapterXml('<h1>Two</h1><p>The end, at last.</p>') },
  ],
}

let voice: Voice
let desk: string
let document: ReadableDocument
const sourcePath = (): string => join(desk, 'source.epub')
const outFolder = (): string => join(desk, 'out')
const workFolder = (): string => join(desk, 'work')
const bookPath = (): string => join(outFolder(), 'A Book.epub')
beforeAll(async () => {
  voice = await loadSineVoice()
})
beforeEach(async () => {
  healDisk()
  desk = await mkdtemp(join(tmpdir(), 'lector-job-book-'))
  await writeFile(sourcePath(), bookBytes(book))
  document = await openDocument({ source: { kind: 'file', path: sourcePath() } })
  await clear()
})
afterEach(async () => {
  healDisk()
  await rm(desk, { recursive: true })
})

async function clear(): Promise<void> {
  healDisk()
  for (const folder of [outFolder(), workFolder()]) {
    await rm(folder, { recursive: true, force: true })
    await mkdir(folder)
  }
}

const plan = (changes: Partial<JobChoices> = {}): ExportJob =>
  planJob(
    document,
    {
      ...{ name: 'A Book', per: 'book', pattern: '{nn} {chapter}', chapters: null, titles: {} },
      ...{ speaksTitles: false, pronunciations: [], reading: {}, speech: speechSettingsSchema.parse({}) },
      ...{ sampleRateHz: null, sampleFormat: 'int16', loudnessLufs: null, chapterSilenceMilliseconds: 300 },
      ...{ cues: 'none', words: false, report: true, formats: [], subtitles: [] },
      narratedBook: { sourcePath: sourcePath(), modified: '2026-01-02T03:04:05.000Z' },
      ...changes,
    },
    'job',
  )

/** As it is done in a process of its own. */
const writeNarratedBook: WriteNarratedBook = async (path, narrated, signal) => {
  await exportNarratedBook(`${path}.part`, narrated, signal)
  await rename(`${path}.part`, path)
}
const run = (job: ExportJob, means: Partial<JobMeans> = {}) =>
  runJob(job, {
    voice,
    document: new SpokenDocument(job.document.blocks),
    atOnce: 2,
    folder: outFolder(),
    journalPath: join(workFolder(), 'journal'),
    signal: new AbortController().signal,
    onProgress: () => undefined,
    startEncoding,
    writeNarratedBook,
    ...means,
  })

async function files(): Promise<Record<string, string>> {
  const names = (await readdir(outFolder())).sort()
  const contents = await Promise.all(names.map((name) => readFile(join(outFolder(), name), 'latin1')))
  return Object.fromEntries(names.map((name, index) => [name, contents[index]]))
}
const entries = async () => entriesOf(await readFile(bookPath()))
const reopened = () => openDocument({ source: { kind: 'file', path: bookPath() } })
/** What lights up, in order; what lights up again while nothing is said counts once. */
async function litTexts(): Promise<string[]> {
  const { blocks, overlays } = await reopened()
  const texts = overlays.map(({ block, startChar, endChar }) => `${block}:${startChar}:${endChar}`)
  return texts
    .filter((text, index) => text !== texts[index - 1])
    .map((text) => {
      const [block, start, end] = text.split(':').map(Number)
      return blocks[block].text.slice(start, end)
    })
}

describe('the book of a job, with its narration', () => {
  test('is all that stays where nothing else is asked for', async () => {
    const told: number[] = []
    const result = await run(plan(), {
      onCompanion: ({ path, fraction }) => void (path === bookPath() && told.push(fraction)),
    })
    expect(Object.keys(await files())).toEqual(['A Book.epub'])
    expect(await readdir(workFolder())).toEqual(['journal'])
    expect(result.bookPath).toBe(bookPath())
    expect(result.recordings).toMatchObject([{ paths: [] }])
    expect(told.at(-1)).toBe(1)
    const again = await reopened()
    expect(again.narrators).toEqual(['Sine'])
    expect(again.blocks.map(({ text }) => text)).toEqual(document.blocks.map(({ text }) => text))
    expect(await litTexts()).toEqual(
      'One It is cold today. “So it is,” she said. Two The end, at last.'.split(' '),
    )
    expect(String((await entries()).get('OEBPS/content.opf'))).toContain(
      'dcterms:modified">2026-01-02T03:04:05Z<',
    )
  })

  test('lights up each word when it is heard in the recording', async () => {
    await run(plan({ formats: ['wav'], words: true }))
    const { overlays } = await reopened()
    const words: unknown = JSON.parse(await readFile(join(outFolder(), 'A Book.words.json'), 'utf8'))
    const { sentences } = recordingWordsSchema.parse(words)
    const heard = sentences.flatMap(({ block, words: said }) => said.map((word) => ({ block, word })))
    expect(heard).toHaveLength(15)
    for (const { block, word } of heard) {
      const [startChar, endChar, startSeconds, endSeconds] = word
      const clip = overlays.find((one) => one.block === block && one.startChar === startChar)
      expect(clip).toMatchObject({ endChar })
      expect(Math.abs(clip!.startSeconds - startSeconds)).toBeLessThanOrEqual(0.001)
      expect(Math.abs(clip!.endSeconds! - endSeconds)).toBeLessThanOrEqual(0.001)
    }
  })

  test('has the sound of what is asked for beside it, in the shortest files that there are of it', async () => {
    await run(plan({ formats: ['wav', 'mp3'], per: 'both' }))
    const made = await files()
    const sounds = ['01 One.mp3', '02 Two.mp3']
    expect(Object.keys(made)).toEqual([
      ...['01 One.mp3', '01 One.wav', '02 Two.mp3', '02 Two.wav'],
      ...['A Book.epub', 'A Book.mp3', 'A Book.wav'],
    ])
    const inside = [...(await entries())].filter(([name]) => name.endsWith('.mp3'))
    expect(inside.map(([, bytes]) => bytes.toString('latin1'))).toEqual(sounds.map((name) => made[name]))
    const heard = overlaysOf(await entries()).map(
      ({ pars }) => new Set(pars.map(({ audioName }) => audioName)),
    )
    expect(heard).toEqual([new Set(['OEBPS/narration/1.mp3']), new Set(['OEBPS/narration/2.mp3'])])
  })

  test('stands beside other files, with a sound of its own that goes', async () => {
    const job = plan({ formats: ['m4b'], subtitles: ['srt'], per: 'chapter' })
    await run(job)
    expect(Object.keys(await files())).toEqual([
      ...['01 One.m4b', '01 One.srt', '02 Two.m4b', '02 Two.srt', 'A Book.epub'],
    ])
    expect(await readdir(workFolder())).toEqual(['journal'])
  })

  test('of chosen chapters has an overlay where something is said, and no other', async () => {
    await run(plan({ chapters: [2] }))
    expect(overlaysOf(await entries()).map(({ textName }) => textName)).toEqual(['OEBPS/b.xhtml'])
    expect(await litTexts()).toEqual(['Two', 'The', 'end,', 'at', 'last.'])
  })

  test('lights up nothing for titles that are not of the book, and all else where it stands', async () => {
    await run(plan({ titles: { 1: 'The cold' } }))
    expect(await litTexts()).toEqual(
      'It is cold today. “So it is,” she said. Two The end, at last.'.split(' '),
    )
  })

  test('keeps the date that it was first asked for', async () => {
    const first = await openJobFolder(workFolder(), plan())
    const later = plan({ narratedBook: { sourcePath: sourcePath(), modified: '2027-01-01T00:00:00.000Z' } })
    expect((await openJobFolder(workFolder(), later)).job).toEqual(first.job)
    const other = plan({
      narratedBook: { sourcePath: `${sourcePath()}2`, modified: '2027-01-01T00:00:00.000Z' },
    })
    expect((await openJobFolder(workFolder(), other)).job).toEqual(other)
  })
})

describe('a job with a book that is broken off', () => {
  test('at any third step of the disk (LECTOR_SOAK=1: at any) ends, run again, with the files of one unbroken run', async () => {
    // Of the other one, files that are not its own are made in other tests.
    const jobs = [
      { job: plan({ per: 'chapter' }), from: 'startEncoding' },
      { job: plan({ formats: ['wav', 'mp3'] }), from: 'writeNarratedBook' },
    ]
    for (const { job, from } of jobs) {
      const runUntil = (isDue = (): void => undefined) =>
        run(job, {
          startEncoding(form) {
            if (from === 'startEncoding') isDue()
            return startEncoding(form)
          },
          writeNarratedBook(...asked) {
            if (from === 'writeNarratedBook') isDue()
            return writeNarratedBook(...asked)
          },
        })
      const made = async () => ({ files: await files(), work: await readdir(workFolder()) })
      const whole = await breakDiskAtSteps({ clear, run: runUntil, made }, { every: 3 })
      expect(Object.keys(whole.files)).toContain('A Book.epub')
      expect(whole.work).toEqual(['journal'])
    }
  }, 180_000)

  test('while the book is written goes on with the book alone', async () => {
    const job = plan()
    await run(job)
    const whole = await files()
    await clear()
    const controller = new AbortController()
    const onCompanion = ({ path, fraction }: { path: string; fraction: number }): void => {
      if (path === bookPath() && fraction > 0.5) controller.abort(new Error('broken off'))
    }
    await expect(run(job, { signal: controller.signal, onCompanion })).rejects.toThrow('broken off')
    expect(await files()).toEqual({})
    expect(await readdir(workFolder())).toEqual(['A Book.mp3', 'journal'])
    const again: string[] = []
    await run(job, {
      onProgress: () => void again.push('a sentence'),
      onCompanion: ({ path }) => void again.push(path),
    })
    expect(new Set(again)).toEqual(new Set([bookPath()]))
    expect(await files()).toEqual(whole)
  })

  test('begins anew where a sound is gone that the book is made of', async () => {
    const job = plan({ per: 'chapter' })
    await run(job)
    const whole = await files()
    await clear()
    const refuse: WriteNarratedBook = () => Promise.reject(new Error('broken off'))
    await expect(run(job, { writeNarratedBook: refuse })).rejects.toThrow('broken off')
    await rm(join(workFolder(), '01 One.mp3'))
    await run(job)
    expect(await files()).toEqual(whole)
  })
})

describe('a job whose book cannot be made', () => {
  const nothing = { onProgress: () => expect.unreachable('nothing is rendered') }

  test('because its source is another by now, or gone, is refused before anything is rendered', async () => {
    const job = plan({ formats: ['wav'] })
    await writeFile(sourcePath(), bookBytes({ ...book, spine: 'id="s"' }))
    await expect(run(job, nothing)).rejects.toMatchObject({
      code: 'export/source-changed',
      details: { path: sourcePath() },
    })
    await rm(sourcePath())
    await expect(run(job, nothing)).rejects.toMatchObject({
      code: 'export/source-changed',
      details: { path: sourcePath(), reason: 'not-found' },
    })
    expect(await files()).toEqual({})
  })

  test('because its source was changed meanwhile keeps everything else', async () => {
    const job = plan({ formats: ['wav'] })
    await run(job)
    const whole = await files()
    await clear()
    const before = await readFile(sourcePath())
    let sentences = 0
    await expect(
      run(job, {
        onProgress: () => {
          if (++sentences === 2) void writeFile(sourcePath(), bookBytes({ ...book, spine: 'id="s"' }))
        },
      }),
    ).rejects.toMatchObject({ code: 'export/source-changed' })
    expect(await files()).toEqual({ 'A Book.wav': whole['A Book.wav'] })
    await writeFile(sourcePath(), before)
    await run(job, nothing)
    expect(await files()).toEqual(whole)
  })

  test('because it would take the place of its source is refused before anything is rendered', async () => {
    await writeFile(bookPath(), await readFile(sourcePath()))
    const job = plan({ narratedBook: { sourcePath: bookPath(), modified: '2026-01-02T03:04:05.000Z' } })
    const before = await files()
    await expect(run(job, nothing)).rejects.toMatchObject({
      code: 'export/not-writable',
      details: { path: bookPath(), reason: 'source' },
    })
    expect(await files()).toEqual(before)
  })
})
