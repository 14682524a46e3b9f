import { flushSync } from 'svelte'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { DocumentSearch } from '../../../src-renderer/find/document-search'
import { MatchHighlight } from '../../../src-renderer/find/match-highlight'
import { PageDom } from '../../../src-renderer/reader/page-dom'
import { PagePlaces } from '../../../src-renderer/reader/page-places'
import PageView from '../../../src-renderer/reader/PageView.svelte'
import { mountInApp, type MountedApp } from '../app-fixture'
import { documentOf, paragraph } from './documents'

class FakeHighlight extends Set<Range> {
  priority = 0
}

let mounted: MountedApp
const shown = {
  ...documentOf([paragraph('The lamps were lit.'), paragraph('Then it was dark.')]),
  isWhole: true,
}
const press = (key: string) => {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true })
  document.body.dispatchEvent(event)
  flushSync()
  return event
}

beforeEach(() => {
  HTMLElement.prototype.showPopover = vi.fn()
  vi.stubGlobal('Highlight', FakeHighlight)
  vi.stubGlobal('CSS', { highlights: new Map(), escape: (text: string) => text })
  mounted = mountInApp(PageView, { document: shown }, shown)
  mounted.player.enter('playing')
  flushSync()
})
afterEach(async () => {
  await mounted.close()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

test('a key that scrolls takes the page from the voice, in the mini player it does not', () => {
  const { session, desktop } = mounted.app
  desktop.enterMini({ width: 1_100, height: 780, column: 620 })
  expect(press('PageDown').defaultPrevented).toBe(false)
  expect(session.isFollowing).toBe(true)
  desktop.leaveMini()
  expect(press('PageDown').defaultPrevented).toBe(true)
  expect(session.isFollowing).toBe(false)
})

/** Three letters are selected, where a layout engine would have them in sight. */
function select() {
  const text = document.querySelector('article p')?.firstChild
  if (!text) throw new Error('No paragraph is laid out')
  vi.spyOn(Element.prototype, 'getBoundingClientRect').mockReturnValue(new DOMRect(0, 0, 600, 800))
  vi.spyOn(Range.prototype, 'getBoundingClientRect').mockReturnValue(new DOMRect(0, 0, 60, 20))
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(800)
  getSelection()?.setBaseAndExtent(text, 0, text, 3)
}
const tell = (type: string) => {
  const page = document.querySelector('[data-testid=page]')
  page?.dispatchEvent(new PointerEvent(type, { bubbles: true, button: 0 }))
  flushSync()
}

test.each(['pointerup', 'pointercancel'])(
  'what is selected is offered tools once the hand is gone: %s',
  (end) => {
    const bar = () => document.querySelector('[role=toolbar]')
    tell('pointerdown')
    select()
    document.dispatchEvent(new Event('selectionchange'))
    flushSync()
    expect(bar()).toBeNull()
    tell(end)
    expect(bar()).not.toBeNull()
  },
)

describe('a selection made by hand', () => {
  /** Without the tools: what the hand does alone counts. */
  const drag = (type: string, clientX: number) => {
    const page = document.querySelector('article p')
    page?.dispatchEvent(
      new PointerEvent(type, { bubbles: true, button: 0, buttons: 1, clientX, clientY: 10 }),
    )
    flushSync()
  }
  const pill = () =>
    [...document.querySelectorAll('button')].find(({ textContent }) => textContent.includes('Back to voice'))

  test('takes the page from the voice while it is dragged, a press that trembles does not', () => {
    mounted.player.hear({ block: 0, sentence: { startChar: 0, endChar: 19 } })
    const { session } = mounted.app
    drag('pointerdown', 10)
    select()
    drag('pointermove', 12)
    expect(session.isFollowing).toBe(true)
    drag('pointermove', 30)
    expect(session.isFollowing).toBe(false)
    flushSync()
    expect(pill()).toBeDefined()
    pill()?.click()
    flushSync()
    expect(session.isFollowing).toBe(true)
    getSelection()?.removeAllRanges()
    drag('pointermove', 60)
    expect(session.isFollowing).toBe(true)
  })

  test('stands after clicks that select, not after a double click that reads', () => {
    const { session } = mounted.app
    const click = (detail: number) => {
      document.querySelector('article p')?.dispatchEvent(new MouseEvent('click', { bubbles: true, detail }))
      flushSync()
    }
    vi.spyOn(PagePlaces.prototype, 'wordAtPoint').mockReturnValue({ block: 0, char: 0 })
    select()
    click(2)
    expect(session.isFollowing).toBe(true)
    select()
    click(3)
    expect(session.isFollowing).toBe(false)
  })

  test('may be the word that a right click takes', () => {
    const { session } = mounted.app
    select()
    getSelection()?.collapseToStart()
    vi.spyOn(PagePlaces.prototype, 'wordAtPoint').mockReturnValue({ block: 0, char: 5 })
    document
      .querySelector('article p')
      ?.dispatchEvent(new MouseEvent('contextmenu', { bubbles: true, cancelable: true, button: 2 }))
    flushSync()
    expect(String(getSelection())).toBe('lamps')
    expect(session.isFollowing).toBe(false)
  })
})

test('Esc lets the selection go, unless a dialog is open: that takes it first', () => {
  select()
  tell('pointerup')
  const dialog = document.createElement('dialog')
  document.body.append(dialog)
  dialog.open = true
  expect(press('Escape').defaultPrevented).toBe(false)
  dialog.remove()
  // Nor is anything taken away that lies under the pages.
  const hidden = vi.spyOn(mounted.app.originals, 'hideText', 'get').mockReturnValue(true)
  expect(press('Escape').defaultPrevented).toBe(false)
  hidden.mockRestore()
  expect(press('Escape').defaultPrevented).toBe(true)
})

test('under its pages the text takes no keys, and comes forth where a word of it is to be said otherwise', async () => {
  await mounted.close()
  mounted = mountInApp(PageView, { document: shown }, { ...shown, format: 'pdf' })
  const { originals, session } = mounted.app
  originals.toggle()
  originals.hasRoom = false
  mounted.player.enter('playing')
  flushSync()
  expect(press('PageDown').defaultPrevented).toBe(false)
  expect(session.isFollowing).toBe(true)
  session.page?.sayItLike()
  expect(originals.side).toBe('page')
  mounted.player.hear({
    block: 0,
    sentence: { startChar: 0, endChar: 19 },
    word: { startChar: 4, endChar: 9 },
  })
  session.page?.sayItLike()
  flushSync()
  expect(originals.side).toBe('text')
  expect(document.querySelector('[role="dialog"]')).not.toBeNull()
  // It goes where the pages come to lie over it, and does not come back with the text.
  originals.side = 'page'
  flushSync()
  expect(document.querySelector('[role="dialog"]')).toBeNull()
  expect(session.isFollowing).toBe(true)
  originals.side = 'text'
  flushSync()
  expect(document.querySelector('[role="dialog"]')).toBeNull()
})

test('what is found out of sight lights nothing anew', async () => {
  await mounted.close()
  const long = Array.from({ length: 40 }, () => paragraph('The lamps. '.repeat(100)))
  const book = { ...documentOf([...shown.blocks, ...long]), isWhole: true }
  mounted = mountInApp(PageView, { document: book }, book)
  const { finding } = mounted.app
  const sight = { from: { block: 0, char: 0 }, until: { block: 1, char: 5 } }
  vi.spyOn(PageDom.prototype, 'positionsBetween').mockReturnValue(sight)
  const paint = vi.spyOn(MatchHighlight.prototype, 'paint')
  const slices = vi.spyOn(DocumentSearch.prototype, 'work')
  // Every look at the clock takes so long that a slice of the search is one stretch of the text.
  let now = performance.now()
  vi.spyOn(performance, 'now').mockImplementation(() => (now += 4))
  finding.open()
  finding.type('lamps')
  await vi.waitFor(() => expect(finding.isSearching).toBe(false), 4_000)
  flushSync()
  expect(finding.count).toBe(1 + 40 * 100)
  expect(slices.mock.calls.length).toBeGreaterThan(20)
  // What is in sight was lit, once it was found, and not with every slice again.
  const lit = ['match', 'current-match'].flatMap((name) => [...(CSS.highlights.get(name) ?? [])].map(String))
  expect(lit).toEqual(['lamps'])
  expect(paint.mock.calls.length).toBeGreaterThan(0)
  expect(paint.mock.calls.length).toBeLessThan(10)
})
