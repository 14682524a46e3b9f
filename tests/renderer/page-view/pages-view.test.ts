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
    const top = view.layOut()
    view.top = top
    expect(view.page).toBe(100)
    // What was 450 px down the page is as far down it now that it is half as large again.
    expect(top + 350 - view.placeOf(100).top).toBeCloseTo(450 * 1.5, 0)
  })

  test('a page of another shape moves what is below it, and not what is looked at', () => {
    const view = opened()
    view.top = view.placeOf(50).top
    expect(view.learn(10, { width: 600, height: 900 })).toBeCloseTo(100)
    view.top += 100
    expect(view.page).toBe(50)
    expect(view.learn(60, { width: 600, height: 900 })).toBe(0)
    expect(view.learn(10, { width: 600, height: 900 })).toBe(0)
  })

  test('knows where a box lies', () => {
    const view = opened()
    const { down, across } = view.linesOf({ page: 2, x: 60, y: 80, width: 100, height: 10 })
    expect(down.start).toBeCloseTo(view.placeOf(2).top + 80)
    expect(across).toEqual({ start: 84, end: 184 })
  })
})
