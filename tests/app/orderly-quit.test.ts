import { EventEmitter } from 'node:events'
import type { App } from 'electron'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { leavePage } from '../../src-main/app/leave-page'
import { quitOrderly } from '../../src-main/app/orderly-quit'

afterEach(() => void vi.useRealTimers())

describe('quitOrderly', () => {
  test('finishes once, however often the end is asked for, and ends then', async () => {
    const app = new EventEmitter()
    const quit = vi.fn(() => app.emit('before-quit', { preventDefault }))
    const preventDefault = vi.fn()
    let finished: () => void = () => undefined
    const finish = vi.fn(() => new Promise<void>((resolve) => (finished = resolve)))
    quitOrderly(Object.assign(app, { quit }) as unknown as App, finish)
    quit()
    quit()
    expect(preventDefault).toHaveBeenCalledTimes(2)
    finished()
    await vi.waitFor(() => expect(quit).toHaveBeenCalledTimes(3))
    expect(finish).toHaveBeenCalledTimes(1)
    expect(preventDefault).toHaveBeenCalledTimes(2)
  })

  test('an end that another has put off is none', () => {
    const app = new EventEmitter()
    const finish = vi.fn(() => Promise.resolve())
    quitOrderly(app as unknown as App, finish)
    app.emit('before-quit', { defaultPrevented: true, preventDefault: vi.fn() })
    expect(finish).not.toHaveBeenCalled()
  })
})

describe('leavePage', () => {
  const windowThat = (answers: boolean) => {
    const window = new EventEmitter()
    const go = (): void => void window.emit('closed')
    const close = vi.fn(() => void (answers && setTimeout(go, 10)))
    return Object.assign(window, { isDestroyed: vi.fn(() => false), close, destroy: vi.fn(go) })
  }

  test('waits until the window is gone', async () => {
    const window = windowThat(true)
    await leavePage(window as never)
    expect([window.close, window.destroy].map(({ mock }) => mock.calls.length)).toEqual([1, 0])
    window.isDestroyed.mockReturnValue(true)
    await leavePage(window as never)
    expect(window.close).toHaveBeenCalledTimes(1)
  })

  test('lets a page go that does not answer', async () => {
    vi.useFakeTimers()
    const window = windowThat(false)
    const left = leavePage(window as never)
    await vi.advanceTimersByTimeAsync(1_000)
    await left
    expect(window.destroy).toHaveBeenCalledTimes(1)
  })
})
