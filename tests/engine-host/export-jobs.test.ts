import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import type { ExportProgress } from '@contract/calls/export'
import { AppError } from '@contract/errors'
import { speechSettingsSchema } from '@contract/settings'
import { createExportJobs, type ExportJobs } from '../../src-main/engine-host/export-jobs'
import type { Utterance, Voice } from '../../src-main/engine/voices/voice'
import { paragraph } from '../helpers/paragraphs'
import { settle } from '../helpers/port-pair'
import { loadSineVoice } from '../helpers/sine-voice'

const settings = speechSettingsSchema.parse({})
let sine: Voice
let directory: string
let told: ExportProgress[]
let jobs: ExportJobs
let voice: (signal: AbortSignal) => Promise<Voice>

beforeAll(async () => {
  sine = await loadSineVoice()
})
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'lector-export-jobs-'))
  told = []
  voice = () => Promise.resolve(sine)
  jobs = createExportJobs({
    borrowVoice: async (signal) => ({ voice: await voice(signal), release: () => undefined }),
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
  jobs.start({ kind: 'export', jobId, path, title: 'Title', blocks: [paragraph(text)], settings })
const endsOf = (jobId: string) => told.filter((p) => p.jobId === jobId && p.state !== 'running')
const ended = (jobId: string) => vi.waitFor(() => expect(endsOf(jobId)).toHaveLength(1), { timeout: 10_000 })

describe('createExportJobs', () => {
  test('tells of progress and of the end, once', async () => {
    start('a')
    await ended('a')
    expect(told[0]).toMatchObject({ state: 'running', jobId: 'a', fraction: 0 })
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
      borrowVoice: async (signal) => ({ voice: await voice(signal), release: () => undefined }),
      isVoiceWanted() {
        looks += 1
        return isWanted
      },
      emit: (progress) => void told.push(progress),
    })
    polite.start({
      kind: 'export',
      jobId: 'a',
      path: join(directory, 'a.wav'),
      title: 'Title',
      blocks: [paragraph('One sentence. Another one.')],
      settings,
    })
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

  test('a cancelled job leaves no file and says so once', async () => {
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
    await vi.waitFor(async () =>
      expect(await readdir(directory)).toEqual(['a.wav.part', 'a.words.json.part']),
    )
    jobs.cancel('a')
    jobs.cancel('a')
    jobs.cancel('unknown')
    await ended('a')
    expect(endsOf('a')).toEqual([{ state: 'cancelled', jobId: 'a' }])
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

  test('cancelling all waits until every file is cleaned up', async () => {
    voice = () =>
      Promise.resolve({
        ...sine,
        async *render(utterance, plan, signal) {
          for await (const push of sine.render(utterance, plan, signal)) {
            await settle(1)
            signal.throwIfAborted()
            yield push
          }
        },
      })
    const text = 'A sentence that is said. '.repeat(200)
    start('a', text)
    start('b', text)
    await vi.waitFor(async () => expect(await readdir(directory)).toHaveLength(4))
    await jobs.cancelAll()
    expect(await readdir(directory)).toEqual([])
    expect([...endsOf('a'), ...endsOf('b')].map(({ state }) => state)).toEqual(['cancelled', 'cancelled'])
    start('c')
    await ended('c')
    expect(endsOf('c')).toMatchObject([{ state: 'done' }])
  })
})
