import { describe, expect, test } from 'vitest'
import { PagesView } from '../../../src-renderer/page-view/pages-view.svelte'

const size = { width: 600, height: 800 }

/** A well of 648 by 700 px with 500 pages of 600 by 800. */
function opened(): PagesView {
  const view = new PagesView()
  view.width = 648
  view.height = 700
  view.open({ pages: 500, size })
  return view
}

describe('PagesView', () => {
  test('keeps few pages, wherever in a long document it is, at every size of the pages', () => {
    const view = opened()
    for (const zoom of [0, 1, 2, 3, 4])
      for (const top of [0, 3_000, 200_000, 1e9]) {
        Object.assign(view, { zoom, top })
        view.layOut()
        expect(view.near.length).toBeLessThanOrEqual(5)
        expect(view.near.length).toBeGreaterThan(0)
      }
  })

  test('has none until it knows how many there are, and how wide the well is', () => {
    const view = new PagesView()
    expect([view.isLaidOut, view.near.length, view.pages]).toEqual([false, 0, 0])
    view.open({ pages: 3, size })
    expect(view.isLaidOut).toBe(false)
  })

  test('shows the same in another width', () => {
    const view = opened()
    view.top = view.placeOf(100).top + 100
    view.zoom = 2
    view.layOut()
    expect(view.page).toBe(100)
    // What was 450 px down the page is as far down it now that it is half as large again.
    expect(view.top + 350 - view.placeOf(100).top).toBeCloseTo(450 * 1.5, 0)
  })

  test('shows a page that begins in sight from where it began, in another width and of another shape', () => {
    const view = opened()
    view.top = view.placeOf(100).top - 40
    view.zoom = 1
    view.layOut()
    expect(view.placeOf(100).top - view.top).toBeCloseTo(40)
    view.learn(100, { width: 800, height: 600 })
    expect(view.placeOf(100).top - view.top).toBeCloseTo(40)
    view.top = 0
    view.zoom = 0
    view.layOut()
    expect(view.top).toBe(0)
  })

  test('a page of another shape moves what is below it, and not what is looked at', () => {
    const view = opened()
    view.top = view.placeOf(50).top
    const tall = { width: 600, height: 900 }
    // Two that are seen before the well has been scrolled for the first.
    expect(view.learn(49, tall)).toBe(true)
    expect(view.learn(48, tall)).toBe(true)
    expect(view.top).toBeCloseTo(view.placeOf(50).top)
    expect(view.page).toBe(50)
    const { top } = view
    expect(view.learn(60, tall)).toBe(true)
    expect(view.learn(48, tall)).toBe(false)
    expect(view.top).toBe(top)
  })

  test('a page that is looked at and turns out to be of another shape shows the same share of itself', () => {
    const view = opened()
    view.top = view.placeOf(50).top + 50
    view.learn(50, { width: 600, height: 1_600 })
    // Its middle was in the middle of the well.
    expect(view.top + 350 - view.placeOf(50).top).toBeCloseTo(800)
  })

  test('stays where the well can be scrolled to', () => {
    const view = opened()
    const across = { width: 800, height: 600 }
    view.top = view.stackHeight - view.height
    for (let page = 490; page < 500; page++) view.learn(page, across)
    expect(view.top).toBeLessThanOrEqual(view.stackHeight - view.height)
    expect(view.near.at(-1)?.page).toBe(499)
  })

  test('a page of the usual shape and another size has its boxes where they are', () => {
    const view = opened()
    const before = view.near
    view.learn(0, { width: 1_200, height: 1_600 })
    expect(view.near).not.toBe(before)
    expect(view.near[0].size).toEqual({ width: 1_200, height: 1_600 })
    expect(view.linesOf({ page: 0, x: 60, y: 80, width: 100, height: 10 }).down.start).toBeCloseTo(16 + 40)
  })

  test('knows where a box lies', () => {
    const view = opened()
    const { down, across } = view.linesOf({ page: 2, x: 60, y: 80, width: 100, height: 10 })
    expect(down.start).toBeCloseTo(view.placeOf(2).top + 80)
    expect(across).toEqual({ start: 84, end: 184 })
  })
})
