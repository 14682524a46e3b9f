import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import type { ExportProgress } from '@contract/calls/export'
import { AppError } from '@contract/errors'
import type { ExportOrder } from '@contract/export-order'
import { speechSettingsSchema } from '@contract/settings'
import { startEncoding } from '../../src-main/engine/export/encoded/encoding/encoding'
import { createExportJobs, type ExportJobs } from '../../src-main/engine-host/export-jobs'
import type { OpenExportVoices } from '../../src-main/engine-host/export-voices'
import type { Utterance, Voice } from '../../src-main/engine/voices/voice'
import { paragraph } from '../helpers/paragraphs'
import { settle } from '../helpers/port-pair'
import { loadSineVoice } from '../helpers/sine-voice'

const orderOf = (text: string): ExportOrder => ({
  document: { id: 'd', title: 'Title', authors: [], blocks: [paragraph(text)], contents: [] },
  pronunciations: [],
  reading: {},
  speech: speechSettingsSchema.parse({}),
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
const start = (jobId: string, text = 'One sentence. Another one.', path = join(directory, `${jobId}.wav`)) =>
  jobs.start({ kind: 'export', jobId, path, order: orderOf(text) })
const endsOf = (jobId: string) => told.filter((p) => p.jobId === jobId && p.state !== 'running')
const ended = (jobId: string) => vi.waitFor(() => expect(endsOf(jobId)).toHaveLength(1), { timeout: 10_000 })

describe('createExportJobs', () => {
  test('tells of progress and of the end, once', async () => {
    start('a')
    await ended('a')
    expect(told[0]).toMatchObject({ state: 'running', jobId: 'a' })
    expect(told.at(-1)).toMatchObject({ state: 'done', jobId: 'a', sentences: 2, missing: 0 })
    expect(await readdir(directory)).toEqual(['a.wav', 'a.words.json'])
  })

  test('rests while it is paused, and goes on', async () => {
    holdTheClock()
    start('a', Array.from({ length: 40 }, (_, index) => `This is sentence ${index}.`).join(' '))
    jobs.setPaused('a', true)
    expect(jobs.isRunning).toBe(false)
    // As long as another one takes from its beginning to its end.
    start('b')
    await vi.advanceTimersByTimeAsync(10_000)
    await ended('b')
    expect(told.filter(({ jobId }) => jobId === 'a')).toEqual([])
    jobs.setPaused('a', false)
    await ended('a')
    expect(told.at(-1)).toMatchObject({ state: 'done', missing: 0 })
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
    const order = orderOf('One sentence. Another one.')
    polite.start({ kind: 'export', jobId: 'a', path: join(directory, 'a.wav'), order })
    await vi.waitFor(() => expect(looks).toBeGreaterThan(20), { timeout: 10_000 })
    expect(told).toEqual([])
    isWanted = false
    await ended('a')
  })

  test('several jobs run side by side', async () => {
    start('a')
    start('b')
    await Promise.all([ended('a'), ended('b')])
    expect((await readdir(directory)).sort()).toEqual(['a.wav', 'a.words.json', 'b.wav', 'b.words.json'])
  })

  test('one that is cancelled before anything is written leaves no file and says so once', async () => {
    // Never yields sound, so that the job is surely under way.
    voice = () =>
      Promise.resolve({
        ...sine,
        async *analyse(_text, _tempo, signal): AsyncGenerator<Utterance, void, void> {
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
    start('nowhere', 'One.', join(directory, 'missing', 'a.wav'))
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
    await vi.waitFor(() => expect(new Set(told.map(({ jobId }) => jobId)).size).toBe(3), { timeout: 10_000 })
    await jobs.cancelAll()
    const kept = ['a', 'b'].flatMap((id) => [`${id}.lector-export`, `${id}.wav.part`])
    expect(await readdir(directory)).toEqual([...kept, 'whole.wav', 'whole.words.json'].sort())
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
    jobs.start({ kind: 'export', jobId: 'a', path: join(directory, 'a.wav'), order: null })
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

  test('where nothing is left of one it cannot be gone on with', async () => {
    jobs.start({ kind: 'export', jobId: 'a', path: join(directory, 'a.wav'), order: null })
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
})
