import { flushSync } from 'svelte'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { AppError } from '@contract/errors'
import type { Bridge } from '../../../src-renderer/bridge/bridge'
import { KeptSpeech } from '../../../src-renderer/settings/kept-speech.svelte'
import KeptSpeechRows from '../../../src-renderer/settings/KeptSpeechRows.svelte'
import { mountInApp, named, type MountedApp } from '../app-fixture'

let mounted: MountedApp
let bytes: number
beforeEach(() => {
  vi.useFakeTimers()
  bytes = 1.24e9
})
afterEach(async () => {
  await mounted.close()
  vi.useRealTimers()
})

async function open(): Promise<void> {
  mounted = mountInApp(KeptSpeechRows, {}, null, (channel) => {
    if (channel === 'kept-speech:clear') bytes = 0
    return Promise.resolve({ bytes })
  })
  await settled()
}
async function settled(): Promise<void> {
  await vi.advanceTimersByTimeAsync(0)
  flushSync()
}
const row = (name: string) => document.querySelector(`[data-setting="${name}"]`)
const size = () => row('Size of kept speech')?.querySelector('output')?.textContent
const clearButton = () => named('button', 'Kept speech: Clear') as HTMLButtonElement
const asked = () => mounted.calls.map(({ channel }) => channel)

describe('kept speech', () => {
  test('is on, within four gigabytes, and says how much of it there is for as long as it is shown', async () => {
    await open()
    expect(size()).toBe('1.2 GB')
    expect(named('button', 'Kept speech').getAttribute('aria-checked')).toBe('true')
    expect(row('Room for kept speech')?.querySelector('output')?.textContent).toBe('4 GB')
    bytes = 1.36e9
    await vi.advanceTimersByTimeAsync(3_000)
    flushSync()
    expect(size()).toBe('1.4 GB')
    await mounted.close()
    const before = asked().length
    await vi.advanceTimersByTimeAsync(30_000)
    expect(asked()).toHaveLength(before)
    await open()
  })

  test('is switched off, and has no bounds then; its room is set beside it', async () => {
    await open()
    const { settings } = mounted.app
    const slider = named('input', 'Room for kept speech') as HTMLInputElement
    slider.value = '12'
    slider.dispatchEvent(new Event('input', { bubbles: true }))
    flushSync()
    expect(settings.current.keptSpeech).toEqual({ isOn: true, maxGigabytes: 12 })
    expect(slider.getAttribute('aria-valuetext')).toBe('12 gigabytes')
    named('button', 'Kept speech').click()
    flushSync()
    expect(settings.current.keptSpeech).toEqual({ isOn: false, maxGigabytes: 12 })
    expect(row('Room for kept speech')).toBeNull()
    expect(clearButton()).toBeTruthy()
  })

  test('is no choice where no history is kept', async () => {
    await open()
    mounted.app.settings.change((now) => ({ ...now, library: { history: false } }))
    flushSync()
    expect(row('Kept speech')?.textContent).toContain('None is kept while Lector keeps no history.')
    expect(row('Kept speech')?.querySelector('button')).toBeNull()
    expect(row('Room for kept speech')).toBeNull()
  })

  test('is cleared, which is said; then there is nothing to clear', async () => {
    await open()
    clearButton().click()
    await settled()
    expect(size()).toBe('None')
    expect(row('Size of kept speech')?.querySelector('[role=status]')?.textContent).toBe(
      'Kept speech cleared',
    )
    expect(clearButton().disabled).toBe(true)
  })

  test('that cannot be reached is told of once while it is shown, and each time it is to be cleared', async () => {
    await open()
    const report = vi.fn()
    const bridge = {
      call: () => Promise.reject(new AppError('speech/unreachable', 'no disk')),
      on: () => () => undefined,
      connectSpeech: () => Promise.reject(new Error('Nothing is connected here')),
      pathOfFile: () => '',
    }
    const kept = new KeptSpeech(bridge, report)
    const stop = kept.watch()
    await vi.advanceTimersByTimeAsync(9_000)
    expect(report).toHaveBeenCalledTimes(1)
    await kept.clear()
    expect(report).toHaveBeenCalledTimes(2)
    expect(kept.isCleared).toBe(false)
    stop()
  })

  test('what was found before it was cleared is not shown after it', async () => {
    await open()
    let answer: (found: unknown) => void = () => undefined
    const kept = new KeptSpeech(
      {
        call: ((declared: { channel: string }) =>
          declared.channel === 'kept-speech:clear'
            ? Promise.resolve<unknown>({ bytes: 0 })
            : new Promise<unknown>((resolve) => (answer = resolve))) as Bridge['call'],
        on: () => () => undefined,
        connectSpeech: () => Promise.reject(new Error('Nothing is connected here')),
        pathOfFile: () => '',
      },
      vi.fn(),
    )
    const stop = kept.watch()
    await kept.clear()
    answer({ bytes: 5e9 })
    await vi.advanceTimersByTimeAsync(0)
    expect(kept.bytes).toBe(0)
    stop()
  })
})
