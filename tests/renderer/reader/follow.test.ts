import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { easeOut, followScroll, quietBand, voiceDirection } from '../../../src-renderer/reader/follow'

const page = { scrollTop: 1_000, viewportHeight: 1_000, contentHeight: 10_000 }

describe('followScroll', () => {
  test('a line inside the band is left alone', () => {
    expect(followScroll({ top: 300, bottom: 332 }, page)).toBeNull()
    expect(followScroll({ top: 560, bottom: 592 }, page)).toBeNull()
  })

  test('a line that leaves the band is brought to its top', () => {
    expect(followScroll({ top: 580, bottom: 612 }, page)).toBe(1_280)
    expect(followScroll({ top: 100, bottom: 132 }, page)).toBe(800)
  })

  test('nothing moves beyond the ends of the document', () => {
    expect(followScroll({ top: 40, bottom: 72 }, { ...page, scrollTop: 0 })).toBeNull()
    expect(followScroll({ top: 900, bottom: 932 }, { ...page, scrollTop: 9_000 })).toBeNull()
    expect(followScroll({ top: 900, bottom: 932 }, { ...page, scrollTop: 8_900 })).toBe(9_000)
  })

  test('a line higher than the band is shown from its start', () => {
    expect(followScroll({ top: 400, bottom: 900 }, page)).toBeNull()
    expect(followScroll({ top: 700, bottom: 1_200 }, page)).toBe(1_400)
  })

  test('once followed, the same line moves the page no more', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 200, max: 1_600 }),
        fc.integer({ min: 0, max: 20_000 }),
        fc.integer({ min: -5_000, max: 5_000 }),
        fc.integer({ min: 1, max: 60 }),
        (viewportHeight, scrolled, top, height) => {
          const contentHeight = 20_000 + viewportHeight
          const line = { top, bottom: top + height }
          const target = followScroll(line, { scrollTop: scrolled, viewportHeight, contentHeight })
          if (target === null) return
          expect(target).toBeGreaterThanOrEqual(0)
          expect(target).toBeLessThanOrEqual(contentHeight - viewportHeight)
          const moved = { top: top - (target - scrolled), bottom: line.bottom - (target - scrolled) }
          const next = followScroll(moved, { scrollTop: target, viewportHeight, contentHeight })
          expect(next === null || Math.abs(next - target) <= 1).toBe(true)
        },
      ),
      { seed: 14 },
    )
  })

  test('the band is the middle of the page, nearer to its top', () => {
    expect(quietBand).toEqual({ top: 0.3, bottom: 0.6 })
  })
})

describe('voiceDirection', () => {
  test('points to where the voice is', () => {
    expect(voiceDirection({ top: -500, bottom: -468 }, 800)).toBe('up')
    expect(voiceDirection({ top: 900, bottom: 932 }, 800)).toBe('down')
  })
})

describe('easeOut', () => {
  test('starts at 0, ends at 1 and never turns back', () => {
    const steps = Array.from({ length: 21 }, (_, index) => easeOut(index / 20))
    expect(steps[0]).toBe(0)
    expect(steps[20]).toBe(1)
    expect(steps).toEqual([...steps].sort((left, right) => left - right))
    expect(easeOut(7)).toBe(1)
  })
})
