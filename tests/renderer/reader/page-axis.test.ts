import fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import type { Writing } from '@contract/writing'
import { PageAxis } from '../../../src-renderer/reader/page-axis'
import { PageScroller } from '../../../src-renderer/reader/page-scroller'
import { scrollByKey, scrollByWheel, type WheelTurn } from '../../../src-renderer/reader/scroll-keys'

const writings: readonly Writing[] = ['horizontal-tb', 'vertical-rl', 'vertical-lr']
/** The visible page in the window, and how much text there is. */
const page = { left: 260, top: 44, width: 800, height: 600 }
const contentPixels = 20_000

/** A page as a browser has it: what is scrolled to is kept within the text, below zero where that begins at the right. */
function pageOf(writing: Writing): { scroller: HTMLElement; axis: PageAxis } {
  const scroller = document.createElement('div')
  document.body.append(scroller)
  const isVertical = writing !== 'horizontal-tb'
  const place = { top: 0, left: 0 }
  const keep = (pixels: number, length: number) =>
    writing === 'vertical-rl'
      ? Math.max(length - contentPixels, Math.min(0, pixels))
      : Math.min(contentPixels - length, Math.max(0, pixels))
  Object.defineProperties(scroller, {
    clientWidth: { value: page.width },
    clientHeight: { value: page.height },
    scrollWidth: { value: isVertical ? contentPixels : page.width },
    scrollHeight: { value: isVertical ? page.height : contentPixels },
    scrollTop: {
      get: () => place.top,
      set: (to: number) => (place.top = isVertical ? 0 : keep(to, page.height)),
    },
    scrollLeft: {
      get: () => place.left,
      set: (to: number) => (place.left = isVertical ? keep(to, page.width) : 0),
    },
  })
  scroller.getBoundingClientRect = () => new DOMRect(page.left, page.top, page.width, page.height)
  const axis = new PageAxis(scroller)
  axis.writing = writing
  return { scroller, axis }
}

/** The box on the window of a line that lies at a place of the text. */
function lineAt(axis: PageAxis, start: number, thickness: number): DOMRect {
  const from = start - axis.position
  if (axis.writing === 'horizontal-tb') return new DOMRect(page.left, page.top + from, page.width, thickness)
  const left = axis.writing === 'vertical-lr' ? page.left + from : page.left + page.width - from - thickness
  return new DOMRect(left, page.top, thickness, page.height)
}

afterEach(() => document.body.replaceChildren())

describe('PageAxis', () => {
  test.each(writings)(
    '%s: a line stays at its place of the text, wherever the page is scrolled to',
    (writing) => {
      const { axis } = pageOf(writing)
      fc.assert(
        fc.property(
          fc.nat(contentPixels),
          fc.nat(contentPixels),
          fc.integer({ min: 1, max: 80 }),
          (to, start, thickness) => {
            axis.position = to
            expect(axis.position).toBe(Math.min(to, contentPixels - axis.length))
            const line = document.createElement('p')
            line.getBoundingClientRect = () => lineAt(axis, start, thickness)
            expect(axis.inContent(line)).toEqual({ start, end: start + thickness })
            const isSeen = start + thickness > axis.position && start < axis.position + axis.length
            expect(axis.isInSight(lineAt(axis, start, thickness))).toBe(isSeen)
          },
        ),
        { seed: 21 },
      )
    },
  )

  test.each(writings)('%s: a point asked for lies in the line that is there', (writing) => {
    const { axis, scroller } = pageOf(writing)
    for (const start of [0, 20, 300])
      for (const { x, y } of [axis.pointAt(start + 4, scroller), axis.pointAt(start + 4, scroller, 2)]) {
        const { left, right, top, bottom } = lineAt(axis, start, 32)
        expect(x).toBeGreaterThanOrEqual(left)
        expect(x).toBeLessThanOrEqual(right)
        expect(y).toBeGreaterThanOrEqual(top)
        expect(y).toBeLessThanOrEqual(bottom)
      }
  })

  test('a line that runs from the right begins there', () => {
    const { axis, scroller } = pageOf('horizontal-tb')
    expect(axis.pointAt(0, scroller, 2).x).toBe(page.left + 2)
    scroller.style.direction = 'rtl'
    expect(axis.pointAt(0, scroller, 2).x).toBe(page.left + page.width - 2)
  })

  test('the voice is looked for where the text goes on', () => {
    expect(writings.map((writing) => pageOf(writing).axis.arrow('after'))).toEqual(['down', 'left', 'right'])
    expect(writings.map((writing) => pageOf(writing).axis.arrow('before'))).toEqual(['up', 'right', 'left'])
  })
})

describe('moving a page', () => {
  test.each(writings)('%s: the same keys lead forward, back and to the ends', (writing) => {
    const { axis, scroller } = pageOf(writing)
    const scroll = new PageScroller(axis)
    const press = (key: string) => {
      scrollByKey(new KeyboardEvent('keydown', { key }), scroller, axis, scroll)
      return Math.round(axis.position)
    }
    expect(press('PageDown')).toBe(Math.round(0.9 * axis.length))
    expect(press('PageUp')).toBe(0)
    expect(press('ArrowUp')).toBe(0)
    expect(press('ArrowDown')).toBe(Math.round(0.1 * axis.length))
    expect(press('End')).toBe(contentPixels - axis.length)
    expect(press('Home')).toBe(0)
  })

  test.each(writings)(
    '%s: a line out of sight is brought between 30 and 60 per cent of the page',
    (writing) => {
      const { axis } = pageOf(writing)
      const scroll = new PageScroller(axis)
      const range = document.createRange()
      range.selectNodeContents(document.body)
      range.getClientRects = () => Object.assign([lineAt(axis, 9_000, 32)], { item: () => null })
      scroll.keep(range)
      const { start } = scroll.lineOf(range)
      expect(start / axis.length).toBeCloseTo(0.3, 2)
      scroll.cancel()
    },
  )

  test('the wheel turns columns over, and leaves lines, zooming and other wheels to the browser', () => {
    const columns = pageOf('vertical-rl')
    const down: WheelTurn = { deltaX: 0, deltaY: 120, deltaMode: 0, ctrlKey: false, shiftKey: false }
    scrollByWheel(down, columns.axis)
    expect(columns.axis.position).toBe(120)
    expect(columns.scroller.scrollLeft).toBe(-120)
    scrollByWheel({ ...down, deltaY: 3, deltaMode: 1 }, columns.axis)
    expect(columns.axis.position).toBe(216)
    for (const left of [{ ctrlKey: true }, { shiftKey: true }, { deltaX: 1 }])
      scrollByWheel({ ...down, ...left }, columns.axis)
    expect(columns.axis.position).toBe(216)
    const lines = pageOf('horizontal-tb')
    scrollByWheel(down, lines.axis)
    expect(lines.axis.position).toBe(0)
  })
})
