import type { ExportProgress } from '@contract/calls/export'
import { AppError } from '@contract/errors'
import { settingsSchema } from '@contract/settings'
import { describe, expect, test, vi } from 'vitest'
import { createTranslator } from '@contract/strings/translator'
import type { Bridge } from '../../../src-renderer/bridge/bridge'
import { ExportJob } from '../../../src-renderer/export/export-job.svelte'

const speech = settingsSchema.parse({ version: 1 }).speech
const running = (fraction: number, jobId = 'a'): ExportProgress => ({
  state: 'running',
  jobId,
  ...{ fraction, chapter: 0, chapterFraction: fraction, chapterSeconds: [10] },
  audioSeconds: 10,
  realTimeFactor: 0.01,
})
const done: ExportProgress = {
  state: 'done',
  jobId: 'a',
  paths: ['/tmp/a.wav', '/tmp/a.words.json'],
  audioSeconds: 100,
  wallSeconds: 1,
  sentences: 12,
  missing: 0,
}

function setUp(answer: () => Promise<unknown> = () => Promise.resolve({ jobId: 'a' }), refused = 'nothing') {
  let tell: (progress: ExportProgress) => void = () => {}
  const calls: { channel: string; input: unknown }[] = []
  const bridge: Bridge = {
    async call(call, input) {
      calls.push({ channel: call.channel, input })
      if (call.channel === refused) throw new AppError('engine/crashed', 'gone')
      const reply = call.channel === 'export:record' ? await answer() : null
      return call.output.parse(reply) as never
    },
    on: (notice, handler) => {
      tell = (progress) => handler(notice.payload.parse(progress) as never)
      return () => {}
    },
    connectSpeech: () => Promise.reject(new Error('not here')),
    pathOfFile: () => '',
  }
  const onError = vi.fn()
  return {
    job: new ExportJob(createTranslator('en').t, bridge, onError),
    tell: (progress: ExportProgress) => tell(progress),
    calls,
    onError,
  }
}

describe('ExportJob', () => {
  test('runs from the dialog to the file', async () => {
    const { job, tell, calls } = setUp()
    expect(await job.start('document', speech, null)).toBe(true)
    expect(job.isRunning).toBe(true)
    tell(running(0.5))
    expect(job.fraction).toBe(0.5)
    tell(done)
    expect(job.isRunning).toBe(false)
    expect(job.exists).toBe(true)
    await job.showInFolder()
    expect(calls.at(-1)).toEqual({ channel: 'shell:show-in-folder', input: { path: '/tmp/a.wav' } })
  })

  test('a cancelled dialog leaves no job', async () => {
    const { job, onError } = setUp(() => Promise.resolve(null))
    expect(await job.start('document', speech, null)).toBe(false)
    expect(job.exists).toBe(false)
    expect(onError).not.toHaveBeenCalled()
  })

  test('a second start while one runs asks nothing', async () => {
    const { job, calls } = setUp()
    await job.start('document', speech, null)
    await job.start('document', speech, null)
    expect(calls).toHaveLength(1)
  })

  test('progress that overtakes the answer is not lost', async () => {
    const { job, tell } = setUp(() => {
      tell(running(0.25))
      return Promise.resolve({ jobId: 'a' })
    })
    await job.start('document', speech, null)
    expect(job.fraction).toBe(0.25)
  })

  test('cancelling clears the job when main says so', async () => {
    const { job, tell, calls } = setUp()
    await job.start('document', speech, null)
    await job.cancel()
    expect(calls.at(-1)).toEqual({ channel: 'export:cancel', input: { jobId: 'a' } })
    tell({ state: 'cancelled', jobId: 'a', isKept: true })
    expect(job.exists).toBe(false)
  })

  test('rests and goes on, for main and for those who listen', async () => {
    const { job, tell, calls } = setUp()
    await job.start('document', speech, null)
    tell(running(0.1))
    await job.setPaused(true)
    expect(job.isPaused).toBe(true)
    expect(job.announcement).toBe('Paused')
    expect(calls.at(-1)).toEqual({ channel: 'export:pause', input: { jobId: 'a', isPaused: true } })
    await job.setPaused(false)
    expect(job.isPaused).toBe(false)
    tell(done)
    await job.play()
    expect(calls.at(-1)).toEqual({ channel: 'export:play', input: { path: '/tmp/a.wav' } })
  })

  test('one that cannot be asked to rest is not said to', async () => {
    const { job, tell, onError } = setUp(undefined, 'export:pause')
    await job.start('document', speech, null)
    tell(running(0.1))
    await job.setPaused(true)
    expect(job.isPaused).toBe(false)
    expect(job.announcement).toBe('Saving as WAV')
    expect(onError).toHaveBeenCalledOnce()
  })

  test('progress is announced at quarters only', async () => {
    const { job, tell } = setUp()
    await job.start('document', speech, null)
    tell(running(0.1))
    expect(job.announcement).toBe('Saving as WAV')
    tell(running(0.26))
    tell(running(0.4))
    expect(job.announcement).toBe('25 % saved')
    tell(done)
    expect(job.announcement).toBe('WAV saved')
  })

  test('another job’s progress is not ours', async () => {
    const { job, tell } = setUp()
    await job.start('document', speech, null)
    tell(running(0.9, 'b'))
    expect(job.fraction).toBe(0)
  })

  test('a failure to begin goes to the banner', async () => {
    const failure = new AppError('export/not-writable', 'read-only')
    const { job, onError } = setUp(() => Promise.reject(failure))
    expect(await job.start('document', speech, null)).toBe(false)
    expect(onError).toHaveBeenCalledWith(failure)
    expect(job.exists).toBe(false)
  })
})
