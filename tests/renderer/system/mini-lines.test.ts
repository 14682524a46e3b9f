import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { firstLineShown, nextSpeed, shownLines } from '../../../src-renderer/system/mini-lines'

describe('firstLineShown', () => {
  test('the lines stay until the word leaves them; then its line comes first', () => {
    expect(firstLineShown(0, 0, 5)).toBe(0)
    expect(firstLineShown(1, 0, 5)).toBe(0)
    expect(firstLineShown(2, 0, 5)).toBe(2)
    expect(firstLineShown(3, 2, 5)).toBe(2)
    expect(firstLineShown(0, 2, 5)).toBe(0)
  })

  test('the last lines are never followed by an empty one', () => {
    expect(firstLineShown(2, 0, 3)).toBe(1)
    expect(firstLineShown(0, 0, 1)).toBe(0)
  })

  test('the word is always among the lines shown', () => {
    fc.assert(
      fc.property(fc.nat(30), fc.nat(30), fc.nat(30), (line, first, more) => {
        const shown = firstLineShown(line, first, line + 1 + more)
        expect(line - shown).toBeGreaterThanOrEqual(0)
        expect(line - shown).toBeLessThan(shownLines)
      }),
      { seed: 3 },
    )
  })
})

describe('nextSpeed', () => {
  test('goes up through the presets, and round', () => {
    const presets = [0.8, 1, 1.2, 1.5]
    expect(nextSpeed(1, presets)).toBe(1.2)
    expect(nextSpeed(1.15, presets)).toBe(1.2)
    expect(nextSpeed(0.5, presets)).toBe(0.8)
    expect(nextSpeed(1.5, presets)).toBe(0.8)
    expect(nextSpeed(4, presets)).toBe(0.8)
    expect(nextSpeed(4, [])).toBe(4)
  })
})
