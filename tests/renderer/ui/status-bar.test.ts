import { flushSync } from 'svelte'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { exportProgress, type ExportProgress } from '@contract/calls/export'
import StatusBar from '../../../src-renderer/ui/StatusBar.svelte'
import { mountInApp, named, type MountedApp } from '../app-fixture'
import { runningOf, takenOf } from '../export/export-fixtures'
import { documentOf, paragraph } from '../reader/documents'

let mounted: MountedApp
afterEach(() => mounted.close())

const open = () => {
  mounted = mountInApp(StatusBar, {}, { ...documentOf([paragraph('A paragraph.')]), isWhole: true })
}
const message = () => document.querySelector('[data-testid="status-message"]')?.textContent ?? null

describe('StatusBar', () => {
  test('names the device that speaks, and where nothing is sent', () => {
    open()
    expect(named('button', 'Instruments').getAttribute('aria-label')).toBe('Instruments: CPU')
    expect(named('button', 'Instruments').textContent?.trim()).toBe('CPU')
    expect(document.body.textContent).toContain('Offline')
  })

  test('a device that has no name yet is said to be unknown', () => {
    open()
    mounted.player.engine = { ...mounted.player.engine, device: null }
    mounted.player.enter('idle')
    flushSync()
    expect(named('button', 'Instruments').getAttribute('aria-label')).toBe('Instruments: device unknown')
  })

  test.each([
    ['fetching' as const, undefined, 'Fetching the voice'],
    ['fetching' as const, 0.454, 'Fetching the voice, 45 %'],
  ])('says how far a voice is (%s, %s)', (what, fraction, said) => {
    open()
    const preparing = fraction === undefined ? { what } : { what, fraction }
    mounted.player.engine = { ...mounted.player.engine, preparing }
    mounted.player.enter('idle')
    flushSync()
    expect(message()).toBe(said)
  })

  test('says what the voice does, and nothing while all is as it should be', () => {
    open()
    expect(message()).toBeNull()
    const said = (['starving', 'paused', 'ended'] as const).map((state) => {
      mounted.player.enter(state)
      flushSync()
      return message()
    })
    expect(said).toEqual(['Catching up', 'Paused', 'Finished'])
  })

  test('what is heard now comes before a remark; one made since is said for a while', () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    try {
      open()
      const { frame } = mounted.app
      const say = (remark: string) => {
        frame.remark = remark
        flushSync()
        return message()
      }
      const enter = (state: 'playing' | 'starving' | 'paused') => {
        mounted.player.enter(state)
        flushSync()
        return message()
      }
      expect(say('The voice stopped and was started again')).toBe('The voice stopped and was started again')
      expect(enter('starving')).toBe('Catching up')
      expect(enter('playing')).toBe('The voice stopped and was started again')
      expect(enter('paused')).toBe('Paused')
      expect(say('Copied')).toBe('Copied')
      vi.advanceTimersByTime(10_000)
      flushSync()
      expect(message()).toBe('Paused')
    } finally {
      vi.useRealTimers()
    }
  })

  test('a remark gives way to the saving as soon as it is no news', async () => {
    open()
    const { saves, frame } = mounted.app
    await saves.add(() => Promise.resolve({ jobId: 'a' }))
    frame.remark = 'Bookmark set'
    flushSync()
    expect(message()).toBe('Bookmark set')
    frame.ageRemark()
    flushSync()
    expect(message()).toBeNull()
    expect(named('button', 'Saving').textContent).toContain('0 %')
    mounted.player.enter('paused')
    flushSync()
    expect(message()).toBeNull()
    expect(named('button', 'Saving').textContent).toContain('0 %')
  })

  test('a text that has ended leaves in sight how a saving fares, and offers what could be read next', async () => {
    open()
    await mounted.app.saves.add(() => Promise.resolve({ jobId: 'a' }))
    mounted.notify(exportProgress, takenOf('a'))
    mounted.notify(exportProgress, runningOf('a', 0.4, { chapter: 1, secondsLeft: 240 }))
    mounted.player.enter('ended')
    flushSync()
    expect(message()).toBeNull()
    expect(named('button', 'Noon').textContent).toContain('40 %, about 4 min left')
    expect(named('button', 'Start again')).toBeTruthy()
    named('button', 'Pause').click()
    flushSync()
    expect(mounted.app.saves.current?.isPaused).toBe(true)
  })

  test('names the chapter that is saved, and lets it rest', async () => {
    open()
    await mounted.app.saves.add(() => Promise.resolve({ jobId: 'a' }))
    mounted.notify(exportProgress, takenOf('a'))
    mounted.notify(exportProgress, runningOf('a', 0.4, { chapter: 1, secondsLeft: 240 }))
    expect(named('button', 'Noon').getAttribute('aria-label')).toBe('Noon, 40 %, about 4 min left')
    named('button', 'Pause').click()
    flushSync()
    expect(mounted.calls.at(-1)).toEqual({
      channel: 'export:pause',
      input: { jobId: 'a', isPaused: true },
    })
    expect(named('button', 'Saving paused').textContent).toContain('40 %')
  })

  const done = { paths: ['/a.wav'], audioSeconds: 1, wallSeconds: 1, sentences: 1, missing: 0 }
  const error = { code: 'export/disk-full', message: 'full', details: {}, retry: 'never' } as const
  const ends: [said: string, ExportProgress][] = [
    ['Saved', { state: 'done', jobId: 'a', ...done }],
    ['Saving failed', { state: 'failed', jobId: 'a', isKept: true, error }],
  ]
  test.each(ends)('while reading is paused “%s” is said until it is looked at', async (said, progress) => {
    open()
    const { saves, frame } = mounted.app
    await saves.add(() => Promise.resolve({ jobId: 'a' }))
    mounted.player.enter('paused')
    mounted.notify(exportProgress, progress)
    expect(message()).toBeNull()
    named('button', said).click()
    flushSync()
    expect(frame.isExportOpen).toBe(true)
    expect(message()).toBe('Paused')
    // The panel forgets what has ended when it is closed.
    saves.clear()
    frame.isExportOpen = false
    flushSync()
    expect(message()).toBe('Paused')
  })

  test('that one of several failed is said whatever became of the last', async () => {
    open()
    for (const jobId of ['a', 'b']) await mounted.app.saves.add(() => Promise.resolve({ jobId }))
    mounted.notify(exportProgress, { state: 'failed', jobId: 'a', isKept: true, error })
    mounted.notify(exportProgress, { state: 'done', jobId: 'b', ...done })
    expect(named('button', 'Saving failed')).toBeTruthy()
  })
})
