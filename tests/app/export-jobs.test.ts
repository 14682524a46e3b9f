import { beforeEach, describe, expect, test } from 'vitest'
import type { ExportProgress } from '@contract/calls/export'
import { emptyPiece, type ReadableDocument } from '@contract/document'
import { AppError } from '@contract/errors'
import { pronunciationEntrySchema } from '@contract/pronunciation'
import { exportChoicesSchema, type ExportChoices, type ExportOrder } from '@contract/export-order'
import { settingsSchema } from '@contract/settings'
import { createTranslator } from '@contract/strings/translator'
import { ExportJobs } from '../../src-main/app/export-jobs'

const { t } = createTranslator('en')
const document: ReadableDocument = {
  id: 'd',
  title: 'A/B: "C"',
  format: 'txt',
  authors: [],
  ...emptyPiece(),
}
const { speech } = settingsSchema.parse({})

let commands: string[]
let notices: ExportProgress[]
let sleepBlockers: number
let chosen: string | null
let suggested: string
let jobs: ExportJobs
let unfinished: string[]
const memory = {
  begin: ({ jobFolder }: { jobFolder: string }) => void unfinished.push(`begin ${jobFolder}`),
  note: (_jobId: string, share: number) => void unfinished.push(`note ${share}`),
  end: (_jobId: string, isKept: boolean) => void unfinished.push(isKept ? 'kept' : 'end'),
}

beforeEach(() => {
  commands = []
  unfinished = []
  notices = []
  sleepBlockers = 0
  chosen = '/books/out.wav'
  jobs = new ExportJobs(
    t,
    {
      version: '1.2.3',
      async choosePath(name) {
        suggested = name
        return chosen
      },
      command: ({ kind }) => commands.push(kind),
      notify: (progress) => notices.push(progress),
      preventSleep() {
        sleepBlockers += 1
        return () => {
          sleepBlockers -= 1
        }
      },
    },
    memory,
  )
})

const done = (jobId: string): ExportProgress => ({
  state: 'done',
  jobId,
  paths: ['/books/out.wav', '/books/out.words.json'],
  audioSeconds: 1,
  wallSeconds: 1,
  sentences: 1,
  missing: 0,
})

describe('ExportJobs', () => {
  test('hands over what holds for the document', async () => {
    const sent: unknown[] = []
    const telling = new ExportJobs(
      t,
      {
        version: '1.2.3',
        choosePath: () => Promise.resolve('/books/out.wav'),
        command: (command) => sent.push(command),
        notify: () => undefined,
        preventSleep: () => () => undefined,
      },
      memory,
    )
    const entry = pronunciationEntrySchema.parse({ text: 'Eloi', say: { kind: 'nothing' } })
    await telling.record(document, speech, { pronunciations: [entry], reading: { code: 'read' } })
    const order = {
      ...{ document: { id: 'd', contents: [] }, pronunciations: [entry], reading: { code: 'read' } },
      ...{ name: 'out', replaces: true, loudnessLufs: null, per: 'book', formats: ['wav'], words: true },
    }
    expect(sent).toMatchObject([{ kind: 'export', jobFolder: '/books/out.lector-export', order }])
  })

  test('writes where the person said and keeps the machine awake until it is done', async () => {
    const job = await jobs.record(document, speech)
    expect(suggested).toBe('A B C.wav')
    expect(commands).toEqual(['export'])
    expect(sleepBlockers).toBe(1)
    expect(jobs.hasFinished('/books/out.wav')).toBe(false)
    jobs.onProgress(done(job?.jobId ?? ''))
    expect(notices.map(({ state }) => state)).toEqual(['done'])
    expect(sleepBlockers).toBe(0)
    expect(jobs.hasFinished('/books/out.wav')).toBe(true)
    expect(jobs.hasFinished('/etc/passwd')).toBe(false)
  })

  test('saves as chosen under the document’s own name, and not twice at once', async () => {
    const sent: unknown[] = []
    const saving = new ExportJobs(
      t,
      {
        version: '1.2.3',
        choosePath: () => Promise.reject(new Error('nobody is asked')),
        command: (command) => sent.push(command),
        notify: () => undefined,
        preventSleep: () => () => undefined,
      },
      memory,
    )
    const choices = exportChoicesSchema.parse({
      chapters: [2],
      titles: { 2: 'Two' },
      speech,
      formats: ['m4b'],
    })
    const order = { choices, replaces: false, sourcePath: '/books/a.epub' }
    const { jobId } = saving.save('/books', document, order)
    expect(sent).toMatchObject([
      { jobFolder: '/books/A B C.lector-export', order: { ...choices, name: 'A B C', replaces: false } },
    ])
    expect(() => saving.save('/books', document, order)).toThrow(
      expect.objectContaining({ code: 'export/in-use' }),
    )
    saving.onProgress(done(jobId))
    expect(saving.save('/books', document, order)).toEqual({ jobId: expect.any(String) as string })
  })

  test('what recordings are to say of the book is what the order says of it, and names the file', () => {
    const sent: { jobFolder: string; order: ExportOrder | null }[] = []
    const saving = new ExportJobs(
      t,
      {
        version: '1.2.3',
        choosePath: () => Promise.resolve(null),
        command: (command) => void (command.kind === 'export' && sent.push(command)),
        notify: () => undefined,
        preventSleep: () => () => undefined,
      },
      memory,
    )
    const cover = { mediaType: 'image/png', bytes: new Uint8Array([1]) }
    const own = { ...document, title: 'Own', authors: ['Ann'], cover }
    const save = (about?: ExportChoices['about']) => {
      const choices = exportChoicesSchema.parse({ chapters: null, titles: {}, speech, about })
      saving.save('/out', own, { choices, replaces: false, sourcePath: null })
      const { jobFolder, order } = sent.at(-1) ?? {}
      expect(order).not.toHaveProperty('about')
      return { jobFolder, name: order?.name, document: order?.document }
    }
    expect(save()).toMatchObject({ name: 'Own', document: { title: 'Own', authors: ['Ann'], cover } })
    const other = save({ title: 'A/Z', authors: ['Bo', 'Cy'], leavesOutCover: true })
    expect(other).toMatchObject({
      ...{ jobFolder: '/out/A Z.lector-export', name: 'A Z' },
      document: { title: 'A/Z', authors: ['Bo', 'Cy'] },
    })
    expect(other.document?.cover).toBeUndefined()
    expect(unfinished.at(-1)).toBe('begin /out/A Z.lector-export')
  })

  test('the book is had with its narration in it where it is an EPUB with a file, and that is chosen', () => {
    const sent: (ExportOrder | null)[] = []
    const saving = new ExportJobs(
      t,
      {
        version: '1.2.3',
        choosePath: () => Promise.resolve(null),
        command: (command) => void (command.kind === 'export' && sent.push(command.order)),
        notify: () => undefined,
        preventSleep: () => () => undefined,
      },
      memory,
    )
    const sourcePath = '/books/a.epub'
    const save = (format: 'epub' | 'txt', makesBook: boolean, path: string | null, title: string) => {
      const choices = exportChoicesSchema.parse({ chapters: null, titles: {}, speech, makesBook })
      saving.save('/out', { ...document, format, title }, { choices, replaces: false, sourcePath: path })
      return sent.at(-1)?.narratedBook
    }
    expect(save('epub', true, sourcePath, 'a')).toMatchObject({ sourcePath })
    expect(save('epub', false, sourcePath, 'b')).toBeUndefined()
    expect(save('txt', true, sourcePath, 'c')).toBeUndefined()
    expect(save('epub', true, null, 'd')).toBeUndefined()
  })

  test('a name without an ending is not taken for the file that the dialog asked about', async () => {
    chosen = '/books/out'
    const sent: unknown[] = []
    const naming = new ExportJobs(
      t,
      {
        version: '1.2.3',
        choosePath: () => Promise.resolve(chosen),
        command: (command) => sent.push(command),
        notify: () => undefined,
        preventSleep: () => () => undefined,
      },
      memory,
    )
    await naming.record(document, speech)
    expect(sent).toMatchObject([{ order: { name: 'out', replaces: false } }])
  })

  test('a cancelled dialog starts nothing', async () => {
    chosen = null
    await expect(jobs.record(document, speech)).resolves.toBeNull()
    expect(commands).toEqual([])
    expect(sleepBlockers).toBe(0)
  })

  test('the death of the engine fails every running export, once', async () => {
    await jobs.record(document, speech)
    chosen = '/books/other.wav'
    await jobs.record(document, speech)
    expect(sleepBlockers).toBe(1)
    jobs.onEngineDied(new AppError('engine/crashed', 'dead'))
    jobs.onEngineDied(new AppError('engine/crashed', 'dead'))
    expect(notices).toMatchObject([
      { state: 'failed', isKept: true },
      { state: 'failed', isKept: true },
    ])
    expect(unfinished.slice(2)).toEqual(['kept', 'kept'])
    expect(sleepBlockers).toBe(0)
  })

  test('cancels what runs and nothing else', async () => {
    const job = await jobs.record(document, speech)
    jobs.cancel('unknown')
    jobs.cancel(job?.jobId ?? '')
    expect(commands).toEqual(['export', 'cancel-export'])
  })

  test('what runs is remembered until it ends, and longer when Lector ends first', async () => {
    const job = await jobs.record(document, speech)
    const jobId = job?.jobId ?? ''
    jobs.onProgress({
      state: 'running',
      jobId,
      ...{ fraction: 0.5, chapter: 0, chapterFraction: 0.5, chapterSeconds: [1] },
      audioSeconds: 1,
      realTimeFactor: 0.1,
    })
    jobs.onProgress(done(jobId))
    expect(unfinished).toEqual(['begin /books/out.lector-export', 'note 0.5', 'end'])
    const second = await jobs.record(document, speech)
    chosen = '/books/third.wav'
    const third = await jobs.record(document, speech)
    jobs.quitting()
    jobs.onProgress({ state: 'cancelled', jobId: second?.jobId ?? '', isKept: true })
    expect(unfinished.slice(3)).toEqual([
      'begin /books/out.lector-export',
      'begin /books/third.lector-export',
    ])
    // One that is whole before the engine has gone is not found again.
    jobs.onProgress(done(third?.jobId ?? ''))
    expect(unfinished.slice(5)).toEqual(['end'])
  })

  test('one that is gone on with asks for no place, and what rests is told to the engine', () => {
    const record = {
      jobId: 'j',
      title: 'A',
      jobFolder: '/books/again.lector-export',
      share: 0.6,
    }
    expect(jobs.resume(record)).toEqual({ jobId: 'j' })
    jobs.setPaused('j', true)
    jobs.setPaused('unknown', true)
    expect(commands).toEqual(['export', 'pause-export'])
  })

  test('one that is cancelled can be gone on with where something of it is kept', async () => {
    for (const isKept of [true, false]) {
      const job = await jobs.record(document, speech)
      jobs.onProgress({ state: 'cancelled', jobId: job?.jobId ?? '', isKept })
    }
    expect(unfinished.filter((what) => !what.startsWith('begin'))).toEqual(['kept', 'end'])
  })

  test('ignores news of jobs it does not know', () => {
    jobs.onProgress(done('unknown'))
    expect(notices).toEqual([])
    expect(jobs.hasFinished('/books/out.wav')).toBe(false)
  })
})
