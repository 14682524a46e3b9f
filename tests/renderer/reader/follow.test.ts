import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { easeOut, followScroll, quietBand, voiceSide } from '../../../src-renderer/reader/follow'

const page = { position: 1_000, pageLength: 1_000, contentLength: 10_000 }

describe('followScroll', () => {
  test('a line inside the band is left alone', () => {
    expect(followScroll({ start: 300, end: 332 }, page)).toBeNull()
    expect(followScroll({ start: 560, end: 592 }, page)).toBeNull()
  })

  test('a line that leaves the band is brought to its start', () => {
    expect(followScroll({ start: 580, end: 612 }, page)).toBe(1_280)
    expect(followScroll({ start: 100, end: 132 }, page)).toBe(800)
  })

  test('nothing moves beyond the ends of the document', () => {
    expect(followScroll({ start: 40, end: 72 }, { ...page, position: 0 })).toBeNull()
    expect(followScroll({ start: 900, end: 932 }, { ...page, position: 9_000 })).toBeNull()
    expect(followScroll({ start: 900, end: 932 }, { ...page, position: 8_900 })).toBe(9_000)
  })

  test('a line longer than the band is shown from its start', () => {
    expect(followScroll({ start: 400, end: 900 }, page)).toBeNull()
    expect(followScroll({ start: 700, end: 1_200 }, page)).toBe(1_400)
  })

  test('once followed, the same line moves the page no more', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 200, max: 1_600 }),
        fc.integer({ min: 0, max: 20_000 }),
        fc.integer({ min: -5_000, max: 5_000 }),
        fc.integer({ min: 1, max: 60 }),
        (pageLength, position, start, length) => {
          const contentLength = 20_000 + pageLength
          const line = { start, end: start + length }
          const target = followScroll(line, { position, pageLength, contentLength })
          if (target === null) return
          expect(target).toBeGreaterThanOrEqual(0)
          expect(target).toBeLessThanOrEqual(contentLength - pageLength)
          const moved = { start: start - (target - position), end: line.end - (target - position) }
          const next = followScroll(moved, { position: target, pageLength, contentLength })
          expect(next === null || Math.abs(next - target) <= 1).toBe(true)
        },
      ),
      { seed: 14 },
    )
  })

  test('the band is the middle of the page, nearer to its start', () => {
    expect(quietBand).toEqual({ start: 0.3, end: 0.6 })
  })
})

describe('voiceSide', () => {
  test('points to where the voice is', () => {
    expect(voiceSide({ start: -500, end: -468 }, 800)).toBe('before')
    expect(voiceSide({ start: 900, end: 932 }, 800)).toBe('after')
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
