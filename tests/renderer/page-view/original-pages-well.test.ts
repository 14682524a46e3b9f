import { flushSync } from 'svelte'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { FakeSizes, openPages, pitch, settled, wellWidth, type PagesStand } from './pages-stand'

let sizes: FakeSizes
let pages: PagesStand

beforeEach(() => {
  sizes = new FakeSizes()
})
afterEach(async () => {
  await pages.close()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

describe('OriginalPages', () => {
  test('begin with the page that the next word is on, though its paragraph begins before', async () => {
    pages = await openPages({ block: 29, char: 6 })
    expect(pages.app.originals.page).toBe(30)
  })

  test('shows a place once: a window of another width stays where it was scrolled to since', async () => {
    pages = await openPages()
    pages.app.originals.show({ block: 50, startChar: 2, endChar: 4 }, 'start')
    flushSync()
    await settled()
    expect(Math.floor(pages.well.scrollTop / pitch)).toBe(50)
    await pages.scroll(70 * pitch + 100)
    await sizes.change(wellWidth - 60)
    // A page is 540 px wide now, and 720 px high.
    expect(Math.floor(pages.well.scrollTop / 736)).toBe(70)
  })

  test('shows the same while a window is drawn to ever other widths', async () => {
    pages = await openPages()
    await pages.scroll(70 * pitch + 216)
    for (const width of [600, 550, 500, wellWidth - 60]) await sizes.change(width)
    // The middle of the well was 550 px down page 70, now the page is 540 px wide and 720 px high.
    const { top } = pages.view(70)
    expect(pages.well.scrollTop + 350 - top).toBeCloseTo(550 * 0.9, 0)
  })

  test('stays where it is looked at when two pages turn out to be of another shape at once', async () => {
    pages = await openPages()
    await pages.scroll(70 * pitch + 16 - 200)
    await pages.paint([68, 69], { width: 600, height: 1_200 })
    expect(pages.well.scrollTop).toBeCloseTo(70 * pitch + 16 - 200 + 800)
    expect(pages.view(70).top - pages.well.scrollTop).toBeCloseTo(200)
  })

  test('shows a place where its page turns out to have it, unless a hand has moved the pages meanwhile', async () => {
    pages = await openPages()
    const large = { width: 1_200, height: 1_600 }
    const goTo = async (block: number) => {
      pages.app.originals.show({ block, startChar: 2, endChar: 4 }, 'start')
      flushSync()
      await settled()
      return pages.well.scrollTop
    }
    const first = await goTo(50)
    await pages.paint([50], large)
    // Its words stand 400 pt down, of which the page has twice as many in its height.
    expect(first - pages.well.scrollTop).toBeGreaterThan(150)
    await goTo(60)
    pages.well.dispatchEvent(new WheelEvent('wheel'))
    await pages.scroll(60 * pitch + 100)
    await pages.paint([60], large)
    expect(pages.well.scrollTop).toBe(60 * pitch + 100)
  })

  test('over the text, take the keys that scroll wherever the focus is', async () => {
    pages = await openPages()
    const { originals, session } = pages.app
    originals.toggle()
    pages.player.enter('playing')
    flushSync()
    const press = (key: string) =>
      document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
    // Beside the text it is the text that is scrolled.
    expect(press('PageDown')).toBe(true)
    expect([pages.well.scrollTop, session.isFollowing]).toEqual([0, true])
    originals.hasRoom = false
    expect(press('PageDown')).toBe(false)
    expect([pages.well.scrollTop, session.isFollowing]).toEqual([630, false])
    press('End')
    expect(pages.well.scrollTop).toBe(100 * pitch + 16 - 700)
    press('Home')
    expect(pages.well.scrollTop).toBe(0)
  })

  test('over the text, are what is looked at when the document is opened again', async () => {
    pages = await openPages()
    const { originals, library } = pages.app
    const moved = vi.spyOn(library, 'moved')
    originals.toggle()
    await pages.scroll(10 * pitch)
    expect(moved).not.toHaveBeenCalled()
    originals.hasRoom = false
    await pages.scroll(20 * pitch)
    expect(moved).toHaveBeenCalledTimes(1)
  })

  test('leave the voice when a hand takes their scroll bar', async () => {
    pages = await openPages()
    const { session } = pages.app
    pages.player.enter('playing')
    const press = (offsetX: number) => {
      const event = new PointerEvent('pointerdown', { bubbles: true })
      Object.defineProperties(event, { offsetX: { value: offsetX }, offsetY: { value: 100 } })
      pages.well.dispatchEvent(event)
    }
    press(wellWidth - 1)
    expect(session.isFollowing).toBe(true)
    press(wellWidth + 3)
    expect(session.isFollowing).toBe(false)
  })

  test('offer the way back to the voice as the text does', async () => {
    pages = await openPages()
    const { originals, session, settings } = pages.app
    originals.toggle()
    originals.hasRoom = false
    pages.player.enter('playing')
    pages.player.hear({
      block: 50,
      sentence: { startChar: 0, endChar: 6 },
      word: { startChar: 0, endChar: 6 },
    })
    await settled()
    const pill = () => document.querySelector<HTMLElement>('.pill')
    expect(pill()).toBeNull()
    session.isFollowing = false
    flushSync()
    expect(pill()?.textContent).toContain('Back to voice')
    pill()?.click()
    await settled()
    expect([pill(), session.isFollowing]).toEqual([null, true])
    // Where nothing follows, it is offered while the voice is out of sight.
    settings.changeView({ highlight: { ...settings.current.view.highlight, follow: false } })
    await pages.scroll(10 * pitch)
    expect(pill()).not.toBeNull()
    await pages.scroll(50 * pitch)
    expect(pill()).toBeNull()
  })

  test('measures marks in the points of the page that they are on', async () => {
    pages = await openPages()
    pages.player.enter('playing')
    pages.player.hear({
      block: 0,
      sentence: { startChar: 0, endChar: 6 },
      word: { startChar: 0, endChar: 6 },
    })
    await settled()
    const mark = () => document.querySelector<HTMLElement>('[data-page="0"] .mark.word')?.style.left
    expect(mark()).toBe(`${(100 * 100) / 600}%`)
    await pages.paint([0], { width: 1_200, height: 1_600 })
    expect(mark()).toBe(`${(100 * 100) / 1_200}%`)
  })

  test('nothing of what is under way is done to pages that are gone', async () => {
    pages = await openPages()
    const unhandled = vi.fn()
    window.addEventListener('unhandledrejection', unhandled)
    pages.app.originals.show({ block: 50, startChar: 2, endChar: 4 }, 'start')
    flushSync()
    await pages.close()
    await settled()
    expect(pages.well.scrollTop).toBe(0)
    expect(unhandled).not.toHaveBeenCalled()
  })
})
