import type { ExportProgress } from '@contract/calls/export'
import { AppError } from '@contract/errors'
import { settingsSchema } from '@contract/settings'
import { describe, expect, test, vi } from 'vitest'
import { createTranslator } from '@contract/strings/translator'
import type { Bridge } from '../../../src-renderer/bridge/bridge'
import { Saves } from '../../../src-renderer/export/saves.svelte'
import { doneOf, failedOf, runningOf, takenOf } from './export-fixtures'

const { speech } = settingsSchema.parse({ version: 1 })

function setUp(answer: () => Promise<unknown> = () => Promise.resolve({ jobId: 'a' }), refused = 'nothing') {
  let tell: (progress: ExportProgress) => void = () => {}
  const calls: { channel: string; input: unknown }[] = []
  const bridge: Pick<Bridge, 'call' | 'on' | 'pathOfFile'> = {
    pathOfFile: ({ name }) => (name === '' ? '' : `/books/${name}`),
    async call(call, input) {
      calls.push({ channel: call.channel, input })
      if (call.channel === refused) throw new AppError('engine/crashed', 'gone')
      const reply =
        call.channel === 'export:record' || call.channel === 'export:save-file' ? await answer() : null
      return call.output.parse(reply) as never
    },
    on: (notice, handler) => {
      tell = (progress) => handler(notice.payload.parse(progress) as never)
      return () => {}
    },
  }
  const onError = vi.fn()
  const saves = new Saves(createTranslator('en').t, bridge, onError)
  return {
    saves,
    tell: (progress: ExportProgress) => tell(progress),
    calls,
    onError,
    record: () => saves.record('document', speech, null),
    add: (jobId: string) => saves.add(() => Promise.resolve({ jobId })),
  }
}

describe('Saves', () => {
  test('one runs from the dialog to the file', async () => {
    const { saves, record, tell, calls } = setUp()
    const save = await record()
    expect(saves.current).toBe(save)
    tell(takenOf('a'))
    tell(runningOf('a', 0.5))
    expect(saves.fraction).toBe(0.5)
    expect(save?.head?.chapters).toEqual(['Dawn', 'Noon', 'Night'])
    tell(doneOf('a'))
    expect(saves.isRunning).toBe(false)
    expect(saves.shown).toBe(save)
    await saves.showInFolder('/tmp/a.wav')
    expect(calls.at(-1)).toEqual({ channel: 'shell:show-in-folder', input: { path: '/tmp/a.wav' } })
  })

  test('those that were asked for later wait, and have their turn in order', async () => {
    const { saves, add, tell } = setUp()
    const [first, second] = [await add('a'), await add('b')]
    tell(takenOf('a'))
    tell(takenOf('b'))
    tell(runningOf('a', 0.9))
    expect(saves.current).toBe(first)
    expect(second?.running).toBeNull()
    tell(doneOf('a'))
    expect(saves.current).toBe(second)
    expect(saves.all).toEqual([first, second])
    tell(runningOf('b', 0.1))
    expect(saves.fraction).toBe(0.1)
  })

  test('what has ended is forgotten when the next begins and nothing is under way', async () => {
    const { saves, add, tell } = setUp()
    const first = await add('a')
    tell(doneOf('a'))
    const second = await add('b')
    expect(saves.all).toEqual([second])
    expect(saves.all).not.toContain(first)
  })

  test('one that waits is taken out, and the one that is worked on is not', async () => {
    const { saves, add, tell, calls } = setUp()
    const [first, second] = [await add('a'), await add('b')]
    if (second) await saves.cancel(second)
    expect(calls.at(-1)).toEqual({ channel: 'export:cancel', input: { jobId: 'b' } })
    tell({ state: 'cancelled', jobId: 'b', isKept: false })
    expect(saves.all).toEqual([first])
  })

  test('a cancelled dialog leaves nothing', async () => {
    const { saves, record, onError } = setUp(() => Promise.resolve(null))
    expect(await record()).toBeNull()
    expect(saves.exists).toBe(false)
    expect(onError).not.toHaveBeenCalled()
  })

  test('progress that overtakes the answer is not lost', async () => {
    const { saves, record, tell } = setUp(() => {
      tell(takenOf('a'))
      tell(runningOf('a', 0.25))
      return Promise.resolve({ jobId: 'a' })
    })
    const save = await record()
    await save?.taken
    expect(saves.fraction).toBe(0.25)
  })

  test('one that is in the way of files is begun again in their place', async () => {
    const { saves, tell } = setUp()
    const begin = vi.fn((replaces: boolean) => Promise.resolve({ jobId: replaces ? 'b' : 'a' }))
    const save = await saves.add(begin)
    tell(failedOf('a', 'export/already-there'))
    await save?.taken
    expect(save?.isInTheWay).toBe(true)
    const second = save && (await saves.again(save, true))
    expect(begin.mock.calls).toEqual([[false], [true]])
    expect(saves.all).toEqual([second])
  })

  test('files are saved one after the other, but for what is no file', async () => {
    let jobs = 0
    const { saves, calls, tell } = setUp(() => Promise.resolve({ jobId: `job-${++jobs}` }))
    await saves.saveFiles(
      ['one.md', '', 'two.md'].map((name) => new File([], name)),
      speech,
    )
    expect(calls.map(({ input }) => input)).toEqual([
      { path: '/books/one.md', speech, replaces: false },
      { path: '/books/two.md', speech, replaces: false },
    ])
    expect(saves.all.map(({ title }) => title)).toEqual(['one.md', 'two.md'])
    tell(takenOf('job-2'))
    expect(saves.all.map(({ title }) => title)).toEqual(['one.md', 'A day'])
  })

  test('how the first of several files ended stays to be seen when the next begins', async () => {
    let jobs = 0
    const { saves, add, tell } = setUp(() => {
      jobs += 1
      if (jobs === 2) tell(failedOf('job-1', 'export/already-there'))
      return Promise.resolve({ jobId: `job-${jobs}` })
    })
    await add('a')
    tell(doneOf('a'))
    await saves.saveFiles(
      ['one.md', 'two.md'].map((name) => new File([], name)),
      speech,
    )
    expect(saves.all.map(({ title }) => title)).toEqual(['one.md', 'two.md'])
    expect(saves.all[0]?.isInTheWay).toBe(true)
  })

  test('where one is begun again how the others ended stays to be seen', async () => {
    const { saves, tell } = setUp()
    const add = (jobId: string) =>
      saves.add((replaces) => Promise.resolve({ jobId: jobId + String(replaces) }))
    const [first, second] = [await add('a'), await add('b')]
    tell(failedOf('afalse', 'export/already-there'))
    tell(failedOf('bfalse', 'export/already-there'))
    const begun = first && (await saves.again(first, true))
    expect(begun?.jobId).toBe('atrue')
    expect(saves.all).toEqual([second, begun])
  })

  test('rests and goes on, for main and for those who listen', async () => {
    const { saves, record, tell, calls } = setUp()
    const save = await record()
    if (!save) throw new Error('It did not begin')
    tell(runningOf('a', 0.1))
    await saves.setPaused(save, true)
    expect(save.isPaused).toBe(true)
    expect(saves.announcement).toBe('Paused')
    expect(calls.at(-1)).toEqual({ channel: 'export:pause', input: { jobId: 'a', isPaused: true } })
    await saves.setPaused(save, false)
    expect(save.isPaused).toBe(false)
    tell(doneOf('a'))
    await saves.play('/tmp/a.wav')
    expect(calls.at(-1)).toEqual({ channel: 'export:play', input: { path: '/tmp/a.wav' } })
  })

  test('one that cannot be asked to rest is not said to', async () => {
    const { saves, record, tell, onError } = setUp(undefined, 'export:pause')
    const save = await record()
    tell(runningOf('a', 0.1))
    if (save) await saves.setPaused(save, true)
    expect(save?.isPaused).toBe(false)
    expect(saves.announcement).toBe('Saving')
    expect(onError).toHaveBeenCalledOnce()
  })

  test('progress is announced at quarters only', async () => {
    const { saves, record, tell } = setUp()
    await record()
    tell(runningOf('a', 0.1))
    expect(saves.announcement).toBe('Saving')
    tell(runningOf('a', 0.26))
    tell(runningOf('a', 0.4))
    expect(saves.announcement).toBe('25 % saved')
    tell(doneOf('a'))
    expect(saves.announcement).toBe('Saved')
  })

  test('progress of what the window did not begin is not its own', async () => {
    const { saves, record, tell } = setUp()
    await record()
    tell(runningOf('b', 0.9))
    expect(saves.fraction).toBe(0)
  })

  test('a failure to begin goes to the banner', async () => {
    const failure = new AppError('export/not-writable', 'read-only')
    const { saves, record, onError } = setUp(() => Promise.reject(failure))
    expect(await record()).toBeNull()
    expect(onError).toHaveBeenCalledWith(failure)
    expect(saves.exists).toBe(false)
  })
})
