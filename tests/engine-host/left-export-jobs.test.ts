import { readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { AppError } from '@contract/errors'
import type { Voice } from '../../src-main/engine/voices/voice'
import { settle } from '../helpers/port-pair'
import { breakingOff, useExportDesk } from './export-desk'

const jobFiles = vi.hoisted(() => ({ areHeld: false }))
vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof import('node:fs/promises')>()
  return {
    ...real,
    async rm(...asked: Parameters<typeof real.rm>) {
      if (jobFiles.areHeld && String(asked[0]).endsWith('job.json'))
        throw Object.assign(new Error('held'), { code: 'EBUSY' })
      return real.rm(...asked)
    },
  }
})

const desk = useExportDesk()
/** @param before done before each of its pushes, counted from 1 */
function pushing(before: (push: number, signal: AbortSignal) => Promise<void> | void): Promise<Voice> {
  let pushes = 0
  return Promise.resolve({
    ...desk.sine,
    async *render(utterance, plan, signal) {
      for await (const push of desk.sine.render(utterance, plan, signal)) {
        await before(++pushes, signal)
        yield push
      }
    },
  })
}
const begunAnew = () => desk.told.filter(({ state }) => state === 'begun-anew')

describe('an export that ended before it was done', () => {
  test('one that is cancelled keeps what is written, and goes on to the bytes of an unbroken one', async () => {
    const text = Array.from({ length: 60 }, (_, index) => `This is sentence ${index}.`).join(' ')
    desk.start('whole', text)
    await desk.ended('whole')
    let isSlow = true
    desk.voice = () =>
      pushing(async (_, signal) => {
        if (isSlow) await settle(1)
        signal.throwIfAborted()
      })
    desk.start('a', text)
    desk.start('b', text)
    await vi.waitFor(() => expect(desk.ranOf('a')).not.toEqual([]), { timeout: 10_000 })
    await desk.jobs.cancelAll()
    const kept = ['a.lector-export', 'a.wav.part', 'b.lector-export']
    expect(await readdir(desk.directory)).toEqual([...kept, 'whole.wav', 'whole.words.json'])
    expect([...desk.endsOf('a'), ...desk.endsOf('b')]).toMatchObject([
      { state: 'cancelled', isKept: true },
      { state: 'cancelled', isKept: true },
    ])
    // Begun once more in the same words it is the same one: ended at once, it loses nothing.
    desk.told = []
    desk.start('a', text)
    desk.jobs.cancel('a')
    await desk.ended('a')
    expect(desk.endsOf('a')).toMatchObject([{ state: 'cancelled', isKept: true }])
    expect(await readdir(desk.directory)).toContain('a.wav.part')
    isSlow = false
    desk.told = []
    desk.goOn('a')
    await desk.ended('a')
    expect(desk.endsOf('a')).toMatchObject([{ state: 'done', sentences: 60, missing: 0 }])
    for (const ending of ['.wav', '.words.json'])
      expect(
        (await readFile(join(desk.directory, `a${ending}`))).equals(
          await readFile(join(desk.directory, `whole${ending}`)),
        ),
      ).toBe(true)
    expect(await readdir(desk.directory)).not.toContain('a.lector-export')
  })

  test('one whose voice is another one when it is gone on with is begun anew, which is told', async () => {
    desk.voice = () => Promise.resolve(breakingOff(desk.sine))
    desk.start('a', 'One sentence. Another one. Here it ends before it is said.')
    await desk.ended('a')
    expect(desk.endsOf('a')).toMatchObject([{ state: 'failed', isKept: true }])
    desk.told = []
    desk.voice = () => Promise.resolve({ ...desk.sine, address: 'another' })
    desk.goOn('a')
    await desk.ended('a')
    expect(begunAnew()).toMatchObject([{ jobId: 'a', reason: 'voice-changed' }])
    expect(desk.endsOf('a')).toMatchObject([{ state: 'done', sentences: 3, missing: 0 }])
    expect(await readdir(desk.directory)).toEqual(['a.wav', 'a.words.json'])
  })

  test('one whose files are gone when it is gone on with is begun anew, which is told', async () => {
    desk.voice = () => Promise.resolve(breakingOff(desk.sine))
    desk.start('a', 'One sentence. Another one. Here it ends before it is said.')
    await desk.ended('a')
    await rm(join(desk.directory, 'a.wav.part'))
    desk.told = []
    desk.voice = () => Promise.resolve(desk.sine)
    desk.goOn('a')
    await desk.ended('a')
    expect(begunAnew()).toMatchObject([{ jobId: 'a', reason: 'files-gone' }])
    expect(desk.endsOf('a')).toMatchObject([{ state: 'done', sentences: 3, missing: 0 }])
    expect(await readdir(desk.directory)).toEqual(['a.wav', 'a.words.json'])
  })

  test('one whose folder cannot be removed in the end is done all the same, and is done at once when gone on with', async () => {
    const written = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
    onTestFinished(() => written.mockRestore())
    onTestFinished(() => void (jobFiles.areHeld = false))
    desk.voice = () => {
      jobFiles.areHeld = true
      return Promise.resolve(desk.sine)
    }
    desk.start('a')
    await desk.ended('a')
    expect(desk.endsOf('a')).toMatchObject([{ state: 'done', sentences: 2, missing: 0 }])
    expect(written).toHaveBeenCalledExactlyOnceWith(expect.stringContaining('EBUSY'))
    const made = await readFile(join(desk.directory, 'a.wav'))
    expect(await readdir(desk.folderOf('a'))).toContain('job.json')
    jobFiles.areHeld = false
    desk.voice = () => Promise.resolve(desk.sine)
    desk.told = []
    desk.goOn('a')
    await desk.ended('a')
    expect(desk.ranOf('a')).toEqual([])
    expect(desk.endsOf('a')).toMatchObject([{ state: 'done', sentences: 2, missing: 0 }])
    expect(begunAnew()).toEqual([])
    expect(await readFile(join(desk.directory, 'a.wav'))).toEqual(made)
    expect(await readdir(desk.directory)).toEqual(['a.wav', 'a.words.json'])
  })

  test('two of one place at once: the second is refused, and what the first has made is kept', async () => {
    const text = Array.from({ length: 40 }, (_, index) => `This is sentence ${index}.`).join(' ')
    let goOn: () => void = () => undefined
    const isAsked = new Promise<void>((resolve) => (goOn = resolve))
    // Its first half is written when it waits.
    desk.voice = () =>
      pushing(async (push) => {
        if (push > 60) await isAsked
      })
    desk.start('a', text)
    await vi.waitFor(() => expect(desk.ranOf('a')).not.toEqual([]), { timeout: 10_000 })
    desk.start('b', text, { jobFolder: desk.folderOf('a'), name: 'a' })
    await desk.ended('b')
    goOn()
    expect(desk.endsOf('b')).toMatchObject([
      { state: 'failed', isKept: true, error: { code: 'export/in-use' } },
    ])
    await desk.ended('a')
    expect(desk.endsOf('a')).toMatchObject([{ state: 'done', sentences: 40 }])
    expect(await readdir(desk.directory)).toEqual(['a.wav', 'a.words.json'])
  })

  test('where nothing is left of one it cannot be gone on with', async () => {
    desk.goOn('a')
    await desk.ended('a')
    expect(desk.endsOf('a')).toMatchObject([
      { state: 'failed', isKept: false, error: { code: 'export/nothing-kept' } },
    ])
    expect(await readdir(desk.directory)).toEqual([])
  })

  test('one whose voice dies keeps what is written', async () => {
    desk.voice = () =>
      pushing((push) => {
        if (push > 60) throw new AppError('engine/crashed', 'The worker ended')
      })
    desk.start('a', Array.from({ length: 60 }, (_, index) => `This is sentence ${index}.`).join(' '))
    await desk.ended('a')
    expect(desk.endsOf('a')).toMatchObject([
      { state: 'failed', isKept: true, error: { code: 'engine/crashed' } },
    ])
    expect(await readdir(desk.directory)).toEqual(['a.lector-export', 'a.wav.part'])
  })

  test('what is on a drive that is not there is not taken for gone', async () => {
    const jobFolder = join(desk.directory, 'drive', 'a.lector-export')
    desk.jobs.start({ kind: 'export', jobId: 'a', jobFolder, lectorVersion: '1', order: null })
    await desk.ended('a')
    expect(desk.endsOf('a')).toMatchObject([
      { state: 'failed', isKept: true, error: { code: 'export/not-writable' } },
    ])
  })
})
