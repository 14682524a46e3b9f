import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { WordHold } from '../../../src-renderer/reader/word-hold'

const at = { button: 0, clientX: 10, clientY: 10 }
const begin = vi.fn(() => true)
const end = vi.fn()
let hold: WordHold

beforeEach(() => {
  vi.useFakeTimers()
  begin.mockClear()
  end.mockClear()
  hold = new WordHold(begin, end)
})
afterEach(() => {
  hold.cancel()
  vi.useRealTimers()
})

describe('WordHold', () => {
  test('a press held still becomes a hold, and letting go ends it', () => {
    hold.press(at)
    vi.advanceTimersByTime(299)
    expect(begin).not.toHaveBeenCalled()
    hold.move({ clientX: 12, clientY: 11 })
    vi.advanceTimersByTime(1)
    expect(begin).toHaveBeenCalledExactlyOnceWith(at)
    hold.move({ clientX: 90, clientY: 11 })
    expect(end).not.toHaveBeenCalled()
    expect(hold.release()).toBe(true)
    expect(end).toHaveBeenCalledTimes(1)
  })

  test('a click, a drag and the other button hold nothing', () => {
    hold.press(at)
    expect(hold.release()).toBe(false)
    hold.press(at)
    hold.move({ clientX: 20, clientY: 10 })
    hold.press({ ...at, button: 2 })
    vi.advanceTimersByTime(1_000)
    expect(begin).not.toHaveBeenCalled()
    expect(end).not.toHaveBeenCalled()
  })

  test('where there is no word there is nothing to end', () => {
    begin.mockReturnValueOnce(false)
    hold.press(at)
    vi.advanceTimersByTime(300)
    expect(hold.release()).toBe(false)
    expect(end).not.toHaveBeenCalled()
  })
})
