import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { HighlightSettings } from '@contract/look-settings'
import { TextPresses } from '../../../src-renderer/reader/text-presses'
import { documentOf, paragraph } from './documents'

const lamps = { block: 0, char: 4 }
const text = {
  document: () => documentOf([paragraph('The lamps were lit.')]),
  wordAt: vi.fn(() => lamps),
  clicks: vi.fn((): HighlightSettings['clickToRead'] => 'session'),
  hasSession: vi.fn(() => true),
  isCovered: vi.fn(() => false),
  read: vi.fn(),
  hold: vi.fn(),
  letGo: vi.fn(),
}
let presses: TextPresses
const at = { button: 0, clientX: 10, clientY: 10 }
/** A press and what follows it. @param detail how often it has been clicked in a row */
function click(detail = 1): void {
  presses.press(at)
  presses.release()
  presses.click(new MouseEvent('click', { ...at, detail }))
}

beforeEach(() => {
  vi.useFakeTimers()
  vi.resetAllMocks()
  text.wordAt.mockReturnValue(lamps)
  text.clicks.mockReturnValue('session')
  text.hasSession.mockReturnValue(true)
  presses = new TextPresses(text)
  document.body.textContent = 'The lamps were lit.'
  getSelection()?.removeAllRanges()
})
afterEach(() => {
  presses.cancel()
  document.body.textContent = ''
  vi.useRealTimers()
})

describe('TextPresses', () => {
  test('a click reads from its word while something is read, and a double click where nothing is', () => {
    click()
    expect(text.read).toHaveBeenCalledExactlyOnceWith(lamps)
    text.hasSession.mockReturnValue(false)
    click()
    expect(text.read).toHaveBeenCalledTimes(1)
    click(2)
    expect(text.read).toHaveBeenCalledTimes(2)
  })

  test('reads as it was chosen: by double clicks alone, or never', () => {
    text.clicks.mockReturnValue('double')
    click()
    expect(text.read).not.toHaveBeenCalled()
    click(2)
    expect(text.read).toHaveBeenCalledTimes(1)
    text.clicks.mockReturnValue('off')
    click()
    click(2)
    expect(text.read).toHaveBeenCalledTimes(1)
  })

  test('a click that takes something away reads nothing', () => {
    text.isCovered.mockReturnValue(true)
    click()
    text.isCovered.mockReturnValue(false)
    getSelection()?.selectAllChildren(document.body)
    presses.press(at)
    // The press has let the selection go.
    getSelection()?.removeAllRanges()
    presses.release()
    presses.click(new MouseEvent('click', { ...at, detail: 1 }))
    expect(text.read).not.toHaveBeenCalled()
    text.wordAt.mockReturnValue(lamps)
    click()
    expect(text.read).toHaveBeenCalledTimes(1)
  })

  test('a word that is held is said alone, and the click that ends it reads nothing', () => {
    presses.press(at)
    vi.advanceTimersByTime(400)
    expect(text.hold).toHaveBeenCalledExactlyOnceWith({ block: 0, startChar: 4, endChar: 9 })
    presses.release()
    expect(text.letGo).toHaveBeenCalledTimes(1)
    presses.click(new MouseEvent('click', { ...at, detail: 1 }))
    expect(text.read).not.toHaveBeenCalled()
    click()
    expect(text.read).toHaveBeenCalledTimes(1)
  })

  test('nothing is held where something is selected or stands over the text', () => {
    getSelection()?.selectAllChildren(document.body)
    presses.press(at)
    vi.advanceTimersByTime(400)
    getSelection()?.removeAllRanges()
    text.isCovered.mockReturnValue(true)
    presses.press(at)
    vi.advanceTimersByTime(400)
    expect(text.hold).not.toHaveBeenCalled()
  })
})
