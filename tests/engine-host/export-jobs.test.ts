import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import type { ExportProgress } from '@contract/calls/export'
import { AppError } from '@contract/errors'
import { exportOrderSchema, type ExportOrder } from '@contract/export-order'
import { speechSettingsSchema } from '@contract/settings'
import { startEncoding } from '../../src-main/engine/export/encoded/encoding/encoding'
import { createExportJobs, type ExportJobs } from '../../src-main/engine-host/export-jobs'
import type { OpenExportVoices } from '../../src-main/engine-host/export-voices'
import type { RenderedPush, Voice } from '../../src-main/engine/voices/voice'
import { paragraph } from '../helpers/paragraphs'
import { settle } from '../helpers/port-pair'
import { loadSineVoice } from '../helpers/sine-voice'

const orderOf = (text: string, name: string, changes: Partial<ExportOrder> = {}): ExportOrder =>
  exportOrderSchema.parse({
    document: { id: 'd', title: 'Title', authors: [], blocks: [paragraph(text)], contents: [] },
    pronunciations: [],
    reading: {},
    name,
    replaces: true,
    loudnessLufs: null,
    report: false,
    chapters: null,
    titles: {},
    speech: speechSettingsSchema.parse({}),
    ...changes,
  })
let sine: Voice
let directory: string
let told: ExportProgress[]
let jobs: ExportJobs
let voice: (signal: AbortSignal) => Promise<Voice>
const openVoices: OpenExportVoices = async (_speech, signal) => ({
  voice: await voice(signal),
  atOnce: 2,
  dispose: () => Promise.resolve(),
})

beforeAll(async () => {
  sine = await loadSineVoice()
})
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'lector-export-jobs-'))
  told = []
  voice = () => Promise.resolve(sine)
  jobs = createExportJobs({
    openVoices,
    startEncoding,
    emit: (progress) => void told.push(progress),
  })
})
afterEach(async () => {
  await jobs.cancelAll()
  await rm(directory, { recursive: true })
})

/** Time passes only when a test says so, or waits for something. */
function holdTheClock(): void {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  onTestFinished(() => void vi.useRealTimers())
}
const folderOf = (jobId: string): string => join(directory, `${jobId}.lector-export`)
const start = (
  jobId: string,
  text = 'One sentence. Another one.',
  { jobFolder = folderOf(jobId), ...changes }: Partial<ExportOrder> & { jobFolder?: string } = {},
) =>
  jobs.start({ kind: 'export', jobId, jobFolder, lectorVersion: '1', order: orderOf(text, jobId, changes) })
const goOn = (jobId: string) =>
  jobs.start({ kind: 'export', jobId, jobFolder: folderOf(jobId), lectorVersion: '1', order: null })
const endsOf = (jobId: string) =>
  told.filter((p) => p.jobId === jobId && ['done', 'cancelled', 'failed'].includes(p.state))
const ended = (jobId: string) => vi.waitFor(() => expect(endsOf(jobId)).toHaveLength(1), { timeout: 10_000 })
const ranOf = (jobId: string) => told.filter((p) => p.jobId === jobId && p.state === 'running')

describe('createExportJobs', () => {
  test('tells of progress and of the end, once', async () => {
    start('a')
    await ended('a')
    expect(told[0]).toEqual({
      ...{ state: 'taken', jobId: 'a' },
      head: {
        ...{ title: 'Title', folder: directory, fileName: 'a.wav', per: 'book', formats: ['wav'] },
        makesBook: false,
        chapters: ['Title'],
      },
    })
    expect(told[1]).toMatchObject({ state: 'running', jobId: 'a', chapter: 0 })
    const paths = ['a.wav', 'a.words.json'].map((name) => join(directory, name))
    expect(told.at(-1)).toMatchObject({ state: 'done', jobId: 'a', paths, sentences: 2, missing: 0 })
    expect(await readdir(directory)).toEqual(['a.wav', 'a.words.json'])
  })

  test('tells how much of finding out how loud it is is done, before it writes', async () => {
    start('a', undefined, { loudnessLufs: -18 })
    await ended('a')
    const fractions = told.flatMap((progress) => (progress.state === 'measuring' ? [progress.fraction] : []))
    expect(fractions).toEqual([...fractions].sort())
    expect(fractions.at(0)).toBe(0)
    expect(fractions.at(-1)).toBe(1)
    const states = told.map(({ state }) => state)
    expect(states.lastIndexOf('measuring')).toBeLessThan(states.indexOf('running'))
  })

  test('rests while it is paused, and goes on', async () => {
    holdTheClock()
    start('a', Array.from({ length: 40 }, (_, index) => `This is sentence ${index}.`).join(' '))
    jobs.setPaused('a', true)
    expect(jobs.isRunning).toBe(false)
    // What comes behind it waits for it.
    start('b')
    await vi.waitFor(() => expect(told.map(({ state }) => state)).toEqual(['taken', 'taken']))
    await vi.advanceTimersByTimeAsync(10_000)
    expect([...ranOf('a'), ...ranOf('b')]).toEqual([])
    jobs.setPaused('a', false)
    await ended('a')
    await ended('b')
    expect(told.at(-1)).toMatchObject({ state: 'done', jobId: 'b', missing: 0 })
  })

  test('waits while somebody wants to hear the voice', async () => {
    holdTheClock()
    let isWanted = true
    let looks = 0
    const polite = createExportJobs({
      openVoices,
      startEncoding,
      isVoiceWanted() {
        looks += 1
        return isWanted
      },
      emit: (progress) => void told.push(progress),
    })
    const order = orderOf('One sentence. Another one.', 'a')
    polite.start({ kind: 'export', jobId: 'a', jobFolder: folderOf('a'), lectorVersion: '1', order })
    await vi.waitFor(() => expect(looks).toBeGreaterThan(20), { timeout: 10_000 })
    expect(ranOf('a')).toEqual([])
    isWanted = false
    await ended('a')
  })

  test('several run one after the other, in the order they came; one that waits can be cancelled', async () => {
    let opened = 0
    voice = () => Promise.resolve((opened++, sine))
    for (const id of ['a', 'b', 'c', 'd']) start(id)
    // So that the others surely wait.
    jobs.setPaused('a', true)
    await vi.waitFor(() => expect(told.filter(({ state }) => state === 'taken')).toHaveLength(4))
    jobs.cancel('c')
    await ended('c')
    jobs.setPaused('a', false)
    await Promise.all(['a', 'b', 'c', 'd'].map(ended))
    expect(told.filter(({ state }) => state === 'done').map(({ jobId }) => jobId)).toEqual(['a', 'b', 'd'])
    expect(endsOf('c')).toEqual([{ state: 'cancelled', jobId: 'c', isKept: false }])
    expect(opened).toBe(3)
    const files = ['a', 'b', 'd'].flatMap((id) => [`${id}.wav`, `${id}.words.json`])
    expect((await readdir(directory)).sort()).toEqual(files)
  })

  test('one that waits when all end can be gone on with', async () => {
    voice = (signal) =>
      new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)))
    start('a')
    start('b')
    await vi.waitFor(() => expect(told).toHaveLength(2))
    await jobs.cancelAll()
    expect([...endsOf('a'), ...endsOf('b')]).toMatchObject([{ isKept: true }, { isKept: true }])
    expect((await readdir(directory)).sort()).toEqual(['a.lector-export', 'b.lector-export'])
  })

  test('what is there already is not replaced unless that is meant, and never by one that goes on', async () => {
    start('a')
    await ended('a')
    told = []
    start('a', 'Other words.', { replaces: false })
    await ended('a')
    const error = { code: 'export/already-there', details: { name: 'a.wav', count: 2 } }
    expect(told).toMatchObject([{ state: 'failed', isKept: false, error }])
    expect((await readdir(directory)).sort()).toEqual(['a.wav', 'a.words.json'])
    told = []
    start('a', 'Other words.')
    await ended('a')
    expect(endsOf('a')).toMatchObject([{ state: 'done', sentences: 1 }])
  })

  test('a report that is there already is not replaced either, by one that has a report', async () => {
    const report = 'a.lector-report.json'
    await writeFile(join(directory, report), 'of an MP3')
    start('a', undefined, { replaces: false, report: true })
    await ended('a')
    expect(endsOf('a')).toMatchObject([
      { state: 'failed', error: { code: 'export/already-there', details: { name: report, count: 1 } } },
    ])
    expect(await readdir(directory)).toEqual([report])
    told = []
    start('a', undefined, { replaces: false })
    await ended('a')
    expect(endsOf('a')).toMatchObject([{ state: 'done' }])
    expect(await readFile(join(directory, report), 'utf8')).toBe('of an MP3')
  })

  test('chapters are files of their own where that is asked for, and it is told how each fares', async () => {
    const document = {
      ...{ id: 'd', title: 'Book', authors: [] },
      blocks: [paragraph('One. And more.'), paragraph('Two. And more.')],
      contents: [
        { title: 'First', level: 1, startBlock: 0 },
        { title: 'Second', level: 1, startBlock: 1 },
      ],
    }
    start('a', '', { document, per: 'both', words: false, report: true })
    await ended('a')
    expect(told[0]).toMatchObject({ head: { per: 'both', chapters: ['First', 'Second'] } })
    const names = ['a.wav', '01 First.wav', '02 Second.wav', 'a.lector-report.json']
    expect(endsOf('a')).toMatchObject([{ paths: names.map((name) => join(directory, name)) }])
    expect(ranOf('a')[0]).toMatchObject({ chapter: 0, chapterFraction: expect.closeTo(4 / 14) as number })
  })

  test('one that is cancelled before anything is written leaves no file and says so once', async () => {
    // Never yields sound, so that the job is surely under way.
    voice = () =>
      Promise.resolve({
        ...sine,
        async *render(_utterance, _plan, signal): AsyncGenerator<RenderedPush, void, void> {
          await new Promise((_, reject) =>
            signal.addEventListener('abort', () => reject(signal.reason as Error)),
          )
        },
      })
    start('a')
    await vi.waitFor(async () => expect(await readdir(directory)).toEqual(['a.lector-export', 'a.wav.part']))
    jobs.cancel('a')
    jobs.cancel('a')
    jobs.cancel('unknown')
    await ended('a')
    expect(endsOf('a')).toEqual([{ state: 'cancelled', jobId: 'a', isKept: false }])
    expect(await readdir(directory)).toEqual([])
  })

  test('a job can be cancelled while the voice is still loading', async () => {
    voice = (signal) =>
      new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)))
    start('a')
    jobs.cancel('a')
    await ended('a')
    expect(endsOf('a')).toMatchObject([{ state: 'cancelled' }])
  })

  test('failures keep their code: no voice, no words, no folder', async () => {
    start('symbols', '*** --- ***')
    start('nowhere', 'One.', { jobFolder: join(directory, 'missing', 'a.lector-export') })
    await Promise.all([ended('symbols'), ended('nowhere')])
    voice = () => Promise.reject(new AppError('voice/missing', 'none'))
    start('mute')
    await ended('mute')
    const code = (jobId: string) => endsOf(jobId)[0]
    expect(code('symbols')).toMatchObject({ state: 'failed', error: { code: 'text/nothing-to-say' } })
    expect(code('nowhere')).toMatchObject({ state: 'failed', error: { code: 'export/not-writable' } })
    expect(code('mute')).toMatchObject({ state: 'failed', error: { code: 'voice/missing' } })
    expect(await readdir(directory)).toEqual([])
  })

  test('one that is cancelled keeps what is written, and goes on to the bytes of an unbroken one', async () => {
    const text = Array.from({ length: 60 }, (_, index) => `This is sentence ${index}.`).join(' ')
    start('whole', text)
    await ended('whole')
    let isSlow = true
    voice = () =>
      Promise.resolve({
        ...sine,
        async *render(utterance, plan, signal) {
          for await (const push of sine.render(utterance, plan, signal)) {
            if (isSlow) await settle(1)
            signal.throwIfAborted()
            yield push
          }
        },
      })
    start('a', text)
    start('b', text)
    await vi.waitFor(() => expect(ranOf('a')).not.toEqual([]), { timeout: 10_000 })
    await jobs.cancelAll()
    const kept = ['a.lector-export', 'a.wav.part', 'b.lector-export']
    expect(await readdir(directory)).toEqual([...kept, 'whole.wav', 'whole.words.json'])
    expect([...endsOf('a'), ...endsOf('b')]).toMatchObject([
      { state: 'cancelled', isKept: true },
      { state: 'cancelled', isKept: true },
    ])
    // Begun once more in the same words it is the same one: ended at once, it loses nothing.
    told = []
    start('a', text)
    jobs.cancel('a')
    await ended('a')
    expect(endsOf('a')).toMatchObject([{ state: 'cancelled', isKept: true }])
    expect(await readdir(directory)).toContain('a.wav.part')
    isSlow = false
    told = []
    goOn('a')
    await ended('a')
    expect(endsOf('a')).toMatchObject([{ state: 'done', sentences: 60, missing: 0 }])
    for (const ending of ['.wav', '.words.json'])
      expect(
        (await readFile(join(directory, `a${ending}`))).equals(
          await readFile(join(directory, `whole${ending}`)),
        ),
      ).toBe(true)
    expect(await readdir(directory)).not.toContain('a.lector-export')
  })

  test('one whose voice is another one when it is gone on with is begun anew, which is told', async () => {
    voice = () =>
      Promise.resolve({
        ...sine,
        async *render(utterance, plan, signal) {
          if (utterance.words.length > 2) throw new AppError('engine/crashed', 'The worker ended')
          yield* sine.render(utterance, plan, signal)
        },
      })
    start('a', 'One sentence. Another one. Here it ends before it is said.')
    await ended('a')
    expect(endsOf('a')).toMatchObject([{ state: 'failed', isKept: true }])
    told = []
    voice = () => Promise.resolve({ ...sine, address: 'another' })
    goOn('a')
    await ended('a')
    expect(told.map(({ state }) => state)).toContain('begun-anew')
    expect(endsOf('a')).toMatchObject([{ state: 'done', sentences: 3, missing: 0 }])
    expect(await readdir(directory)).toEqual(['a.wav', 'a.words.json'])
  })

  test('two of one place at once: the second is refused, and what the first has made is kept', async () => {
    const text = Array.from({ length: 40 }, (_, index) => `This is sentence ${index}.`).join(' ')
    start('a', text)
    await vi.waitFor(() => expect(ranOf('a')).not.toEqual([]), { timeout: 10_000 })
    start('b', text, { jobFolder: folderOf('a'), name: 'a' })
    await ended('b')
    expect(endsOf('b')).toMatchObject([{ state: 'failed', isKept: true, error: { code: 'export/in-use' } }])
    await ended('a')
    expect(endsOf('a')).toMatchObject([{ state: 'done', sentences: 40 }])
    expect(await readdir(directory)).toEqual(['a.wav', 'a.words.json'])
  })

  test('where nothing is left of one it cannot be gone on with', async () => {
    goOn('a')
    await ended('a')
    expect(endsOf('a')).toMatchObject([
      { state: 'failed', isKept: false, error: { code: 'export/nothing-kept' } },
    ])
    expect(await readdir(directory)).toEqual([])
  })

  test('one whose voice dies keeps what is written', async () => {
    let pushes = 0
    voice = () =>
      Promise.resolve({
        ...sine,
        async *render(utterance, plan, signal) {
          for await (const push of sine.render(utterance, plan, signal)) {
            if (++pushes > 60) throw new AppError('engine/crashed', 'The worker ended')
            yield push
          }
        },
      })
    start('a', Array.from({ length: 60 }, (_, index) => `This is sentence ${index}.`).join(' '))
    await ended('a')
    expect(endsOf('a')).toMatchObject([{ state: 'failed', isKept: true, error: { code: 'engine/crashed' } }])
    expect(await readdir(directory)).toEqual(['a.lector-export', 'a.wav.part'])
  })

  test('what is on a drive that is not there is not taken for gone', async () => {
    const jobFolder = join(directory, 'drive', 'a.lector-export')
    jobs.start({ kind: 'export', jobId: 'a', jobFolder, lectorVersion: '1', order: null })
    await ended('a')
    expect(endsOf('a')).toMatchObject([
      { state: 'failed', isKept: true, error: { code: 'export/not-writable' } },
    ])
  })
})
