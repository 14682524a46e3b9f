import { describe, expect, test } from 'vitest'
import type { ClosingChoice } from '@contract/settings'
import { ClosingWindow } from '../../src-main/app/closing-window'

interface Situation {
  isPlaying?: boolean
  isExporting?: boolean
  choice?: ClosingChoice
  hasTray?: boolean
}

function closing({ isPlaying = true, isExporting = false, choice = 'ask', hasTray = true }: Situation) {
  const done: string[] = []
  const situation = { isPlaying, isExporting, choice, hasTray, hasPage: true }
  const window = new ClosingWindow({
    isPlaying: () => situation.isPlaying,
    isExporting: () => situation.isExporting,
    choice: () => situation.choice,
    hasTray: () => Promise.resolve(situation.hasTray),
    canAsk: () => situation.hasPage,
    ask: (isThere) => done.push(isThere ? 'asked' : 'asked without a tray'),
    askQuitting: () => done.push('asked about quitting'),
    keepInTray: () => done.push('tray'),
    quit: () => done.push('quit'),
  })
  return { window, done, situation }
}
const settle = () => new Promise((resolve) => setTimeout(resolve))

describe('ClosingWindow', () => {
  test.each<[Situation, string[], boolean]>([
    [{ isPlaying: false }, [], true],
    [{ choice: 'quit' }, [], true],
    [{ choice: 'ask' }, ['asked'], false],
    [{ choice: 'tray' }, ['tray'], false],
    [{ isPlaying: false, isExporting: true, choice: 'quit' }, ['asked'], false],
    [{ isExporting: true, choice: 'tray' }, ['tray'], false],
    [{ choice: 'ask', hasTray: false }, ['asked without a tray'], false],
    [{ choice: 'tray', hasTray: false }, ['asked without a tray'], false],
  ])('%j: %j', async (situation, expected, mayClose) => {
    const { window, done } = closing(situation)
    expect(window.mayClose()).toBe(mayClose)
    await settle()
    expect(done).toEqual(expected)
  })

  test('an answer is followed, and a window that quits is not asked again', async () => {
    const { window, done } = closing({})
    expect(window.mayClose()).toBe(false)
    await settle()
    window.answer('quit')
    expect(window.mayClose()).toBe(true)
    expect(done).toEqual(['asked', 'quit'])
    const kept = closing({})
    kept.window.answer('tray')
    expect(kept.window.mayClose()).toBe(false)
  })

  test('quitting asks while something is saved, whatever is read, and not again once that is answered', () => {
    const { window, done, situation } = closing({ isExporting: true, choice: 'tray' })
    expect(window.mayQuit()).toBe(false)
    expect(window.mayQuit()).toBe(false)
    window.answer('quit')
    expect(window.mayQuit()).toBe(true)
    expect(window.mayClose()).toBe(true)
    expect(done).toEqual(['asked about quitting', 'asked about quitting', 'quit'])
    expect(situation.isExporting).toBe(true)
  })

  test('who has said so of the closed window is not asked about quitting', async () => {
    const { window, done } = closing({ isExporting: true })
    window.mayClose()
    await settle()
    window.answer('quit')
    expect(window.mayQuit()).toBe(true)
    expect(done).toEqual(['asked', 'quit'])
  })

  test('quitting while a text is read asks nothing, and the window goes unasked', () => {
    const { window, done } = closing({})
    expect(window.mayQuit()).toBe(true)
    expect(window.mayClose()).toBe(true)
    expect(done).toEqual([])
  })

  test('with nobody to ask, and where the system ends, Lector quits though something is saved', () => {
    const hung = closing({ isExporting: true })
    hung.window.isPageHung = true
    expect(hung.window.mayQuit()).toBe(true)
    const gone = closing({ isExporting: true })
    gone.situation.hasPage = false
    expect(gone.window.mayQuit()).toBe(true)
    const ending = closing({ isExporting: true })
    ending.window.quitting()
    expect(ending.window.mayQuit()).toBe(true)
    expect(ending.done).toEqual([])
  })

  test('where a page has ended and none follows, a window that saves a recording can be closed', () => {
    const { window, situation } = closing({ isPlaying: false, isExporting: true })
    expect(window.mayClose()).toBe(false)
    situation.hasPage = false
    expect(window.mayClose()).toBe(true)
  })

  test('a page that answers nothing is asked nothing: its window can be closed', () => {
    const { window } = closing({})
    window.isPageHung = true
    expect(window.mayClose()).toBe(true)
    window.isPageHung = false
    expect(window.mayClose()).toBe(false)
  })

  test('a text that ends while the desktop is asked leaves nothing to keep', async () => {
    const { window, done, situation } = closing({})
    window.mayClose()
    situation.isPlaying = false
    await settle()
    expect(done).toEqual(['quit'])
  })

  test('quitting in another way asks nothing', async () => {
    const { window, done } = closing({})
    window.mayClose()
    window.quitting()
    await settle()
    expect(window.mayClose()).toBe(true)
    expect(done).toEqual([])
  })
})
