import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { barPlace } from '../../../src-renderer/reader/bar-place'

const page = { width: 840, height: 636 }
const bar = { width: 420, height: 40 }

describe('barPlace', () => {
  test('lies under a selection, over one at the foot of the page', () => {
    expect(barPlace({ left: 300, right: 500, top: 100, bottom: 130 }, page, bar)).toEqual({
      left: 190,
      top: 138,
    })
    expect(barPlace({ left: 300, right: 500, top: 560, bottom: 630 }, page, bar)).toEqual({
      left: 190,
      top: 512,
    })
  })

  test('lies beside columns that fill the page’s height, where there is room', () => {
    const columns = { top: 20, bottom: 610 }
    expect(barPlace({ ...columns, left: 600, right: 660 }, page, bar).left).toBe(172)
    expect(barPlace({ ...columns, left: 100, right: 160 }, page, bar).left).toBe(168)
    expect(barPlace({ ...columns, left: 20, right: 820 }, page, bar)).toEqual({ left: 210, top: 8 })
  })

  test('is always within the page, and covers a selection only where nothing else is left', () => {
    fc.assert(
      fc.property(
        fc.nat(840),
        fc.nat(636),
        fc.integer({ min: 1, max: 840 }),
        fc.integer({ min: 1, max: 636 }),
        (left, top, width, height) => {
          const box = { left, top, right: left + width, bottom: top + height }
          const at = barPlace(box, page, bar)
          expect(at.left).toBeGreaterThanOrEqual(8)
          expect(at.left + bar.width).toBeLessThanOrEqual(page.width - 8)
          expect(at.top).toBeGreaterThanOrEqual(8)
          expect(at.top + bar.height).toBeLessThanOrEqual(page.height - 8)
          const covers =
            at.left < box.right &&
            at.left + bar.width > box.left &&
            at.top < box.bottom &&
            at.top + bar.height > box.top
          const hasRoom = top >= 56 || box.bottom + 56 <= page.height
          expect(covers && hasRoom).toBe(false)
        },
      ),
      { seed: 9 },
    )
  })
})
