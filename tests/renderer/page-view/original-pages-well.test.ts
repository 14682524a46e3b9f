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
})
