import axe from 'axe-core'
import { flushSync } from 'svelte'
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import type { OpenedDocument } from '@contract/calls/document'
import type { Bookmark, RecentDocument } from '@contract/library'
import { movedBy } from '@contract/text-change'
import { placeAt } from '../../../src-renderer/library/find-place'
import Sidebar from '../../../src-renderer/library/Sidebar.svelte'
import { mountInApp, named, type MountedApp } from '../app-fixture'
import { pageAt } from '../fake-page'
import { documentOf, heading, paragraph } from '../reader/documents'
import { recent } from './recent-document'

const shown: OpenedDocument = {
  ...documentOf([heading('One'), paragraph('The lamps were lit.'), paragraph('Then it was dark.')], 'story'),
  isWhole: true,
}
const bookmark = (id: string, block: number): Bookmark => ({
  id,
  place: placeAt(shown.blocks, { block, char: 0 }),
  words: shown.blocks[block].text,
  chapter: 'One',
  note: '',
  createdAt: Date.now(),
})

let mounted: MountedApp
let bookmarks: Bookmark[] = []
let documents: RecentDocument[] = []

/** What main would say to the library's calls. */
function answer(channel: string, input: unknown): Promise<unknown> {
  const given = input as { bookmark: Bookmark; id: string; documentId: string; isListed: boolean }
  switch (channel) {
    case 'library:list':
      return Promise.resolve({ documents, problem: null })
    case 'library:recall':
      return Promise.resolve({ place: null, share: 0, speech: null, bookmarks })
    case 'library:save-bookmark':
      bookmarks = [...bookmarks.filter(({ id }) => id !== given.bookmark.id), given.bookmark]
      return Promise.resolve(bookmarks)
    case 'library:remove-bookmark':
      bookmarks = bookmarks.filter(({ id }) => id !== given.id)
      return Promise.resolve(bookmarks)
    case 'library:list-document':
      documents = given.isListed
        ? [recent('one'), ...documents]
        : documents.filter(({ id }) => id !== given.documentId)
      return Promise.resolve(documents)
    default:
      return new Promise(() => undefined)
  }
}
const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 12; turn++) await Promise.resolve()
  flushSync()
}
const texts = (selector: string) =>
  [...document.querySelectorAll(selector)].map(({ textContent }) => textContent?.trim())
const tabs = () => [...document.querySelectorAll<HTMLElement>('[role="tab"]')]

async function mountSidebar(): Promise<void> {
  mounted = mountInApp(Sidebar, {}, shown, answer)
  await mounted.app.library.prepare('story', true)
  mounted.app.library.arrive()
  await settle()
}
function press(element: HTMLElement, key: string): void {
  element.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
  flushSync()
}

beforeAll(() => {
  Element.prototype.scrollIntoView ??= vi.fn()
})
afterEach(async () => {
  await mounted.close()
  bookmarks = []
  documents = []
})

describe('Sidebar', () => {
  test('its tabs are one stop for Tab, and the arrows choose', async () => {
    await mountSidebar()
    expect(tabs().map(({ tabIndex }) => tabIndex)).toEqual([0, -1, -1])
    tabs()[0].focus()
    press(tabs()[0], 'ArrowRight')
    expect(tabs().map((tab) => tab.getAttribute('aria-selected'))).toEqual(['false', 'true', 'false'])
    expect(document.activeElement).toBe(tabs()[1])
    expect(document.querySelector('nav')?.getAttribute('aria-label')).toBe('Bookmarks')
    press(tabs()[1], 'ArrowLeft')
    press(tabs()[0], 'ArrowLeft')
    expect(document.activeElement).toBe(tabs()[2])
    expect(mounted.app.library.tab).toBe('recent')
    expect(document.querySelector('[role="tabpanel"]')?.id).toBe(tabs()[0].getAttribute('aria-controls'))
  })

  test.each(['contents', 'bookmarks', 'recent'] as const)(
    'its tab %s has no fault of access',
    async (tab) => {
      bookmarks = [bookmark('x', 1)]
      documents = [recent('story'), recent('one')]
      await mountSidebar()
      mounted.app.library.tab = tab
      flushSync()
      const { violations } = await axe.run(document.body, { rules: { region: { enabled: false } } })
      expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([])
    },
  )
})

describe('ContentsList', () => {
  const ticks = () =>
    [...document.querySelectorAll('.list .row')].map((row) => row.querySelector('.tick svg') !== null)
  const tell = (...ranges: number[]): void => {
    mounted.player.tellKept(ranges)
    flushSync()
  }
  const book: OpenedDocument = {
    ...documentOf([
      ...[heading('One'), paragraph('The lamps were lit.'), paragraph('Then it was dark.')],
      ...[heading('Two'), paragraph('It rained.')],
    ]),
    isWhole: true,
  }

  test('ticks what can be heard from what is kept, and nothing of which a part is not', async () => {
    mounted = mountInApp(Sidebar, {}, book, answer)
    await settle()
    expect(ticks()).toEqual([false, false])
    tell(0, 2, 3, 5)
    expect(ticks()).toEqual([false, true])
    expect(document.querySelector('.tick svg')?.getAttribute('aria-label')).toContain('kept')
    tell(0, 5)
    expect(ticks()).toEqual([true, true])
    tell(0, 3, 4, 5)
    expect(ticks()).toEqual([true, false])
    tell()
    expect(ticks()).toEqual([false, false])
  })

  test('has the numbers of chapters in a column of their own, and says them all the same', async () => {
    const numbered = documentOf([heading('I. Dawn'), paragraph('It began.'), heading('II. Noon')])
    mounted = mountInApp(Sidebar, {}, { ...numbered, isWhole: true }, answer)
    await settle()
    expect(texts('.row .number')).toEqual(['I', 'II'])
    expect(texts('.row .name')).toEqual(['Dawn', 'Noon'])
    expect(named('button', 'II Noon')).toBeTruthy()
  })

  test('of a text that is changed what is written loses its tick at once, and nothing else does', async () => {
    mounted = mountInApp(Sidebar, {}, book, answer)
    await settle()
    tell(0, 5)
    const blocks = [paragraph('The lamps.'), paragraph('Lit.')]
    const change = { fromBlock: 1, removedBlocks: 1, blocks, keptStartChars: 0, keptEndChars: 0 }
    mounted.app.session.shown.revise(change, movedBy(change, book.blocks))
    await settle()
    expect(ticks()).toEqual([false, true])
    tell(0, 6)
    expect(ticks()).toEqual([true, true])
  })

  test('of another document nothing is known yet', async () => {
    mounted = mountInApp(Sidebar, {}, book, answer)
    await settle()
    tell(0, 5)
    mounted.app.session.show({ ...book, id: 'other' })
    await settle()
    expect(ticks()).toEqual([false, false])
  })
})

describe('a list that lies over the page', () => {
  /** The clicks of a pointer, as the system tells them. */
  function click(row: HTMLElement, count: 1 | 2): void {
    row.dispatchEvent(new MouseEvent('click', { bubbles: true, detail: count }))
    if (count === 2) row.dispatchEvent(new MouseEvent('dblclick', { bubbles: true }))
    flushSync()
  }
  const isOver = () => mounted.app.frame.isSidebarOver
  const place = { block: 2, char: 0 }
  let page = pageAt()

  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  describe.each(['contents', 'bookmarks'] as const)('%s', (tab) => {
    const rows = () => [...document.querySelectorAll<HTMLElement>(tab === 'contents' ? '.row' : '.go')]
    beforeEach(async () => {
      bookmarks = [bookmark('x', 1), bookmark('y', 2)]
      mounted = mountInApp(
        Sidebar,
        {},
        { ...shown, contents: [...shown.contents, { title: 'Two', level: 1, startBlock: 2 }] },
        answer,
      )
      await mounted.app.library.prepare('story', true)
      mounted.app.library.arrive()
      await settle()
      mounted.app.library.tab = tab
      mounted.app.frame.isSidebarOver = true
      mounted.app.session.page = page = pageAt()
      flushSync()
    })

    test('a click goes, and folds it once no double click can come of it', () => {
      click(rows()[1], 1)
      expect(page.show).toHaveBeenCalledWith(place)
      vi.advanceTimersByTime(450)
      expect(isOver()).toBe(true)
      vi.advanceTimersByTime(100)
      expect(isOver()).toBe(false)
      expect(mounted.player.starts).toEqual([])
    })

    test('a double click finds it there, reads and folds it', () => {
      click(rows()[1], 1)
      vi.advanceTimersByTime(300)
      expect(isOver()).toBe(true)
      click(rows()[1], 2)
      expect(mounted.player.starts).toEqual([place])
      expect(isOver()).toBe(false)
    })

    test('a key folds it at once, and who goes to another list meanwhile stays there', () => {
      rows()[1].click()
      expect(isOver()).toBe(false)
      mounted.app.frame.isSidebarOver = true
      click(rows()[1], 1)
      mounted.app.library.tab = 'recent'
      flushSync()
      vi.advanceTimersByTime(1_000)
      expect(isOver()).toBe(true)
    })
  })
})

describe('BookmarkList', () => {
  test('says how one is set where there are none', async () => {
    await mountSidebar()
    mounted.app.library.tab = 'bookmarks'
    flushSync()
    expect(document.body.textContent).toContain('No bookmarks in this document. Ctrl+B sets one.')
  })

  test('shows first words and chapter in the order of the text, and goes to one', async () => {
    bookmarks = [bookmark('y', 2), bookmark('x', 1)]
    await mountSidebar()
    mounted.app.library.tab = 'bookmarks'
    flushSync()
    expect(texts('.name')).toEqual(['The lamps were lit.', 'Then it was dark.', 'What will be read'])
    expect(texts('.chapter')).toEqual(['One', 'One'])
    const page = pageAt()
    mounted.app.session.page = page
    named('button', 'Then it was dark.').click()
    expect(page.show).toHaveBeenCalledWith({ block: 2, char: 0 })
    expect(page.placeCaret).toHaveBeenCalledWith({ block: 2, char: 0 }, false)
  })

  test('one is named with Enter, left as it was with Escape', async () => {
    bookmarks = [bookmark('x', 1)]
    await mountSidebar()
    mounted.app.library.tab = 'bookmarks'
    flushSync()
    for (const [key, name] of [
      ['Escape', 'The lamps were lit.'],
      ['Enter', 'Lamps'],
    ]) {
      named('button', 'Rename').click()
      await settle()
      const field = document.querySelector('input')!
      expect(document.activeElement).toBe(field)
      field.value = ' Lamps '
      press(field, key)
      await settle()
      expect(texts('.name')[0]).toBe(name)
      expect(document.activeElement?.className).toContain('go')
    }
  })

  test('a click elsewhere names it and keeps the focus; Enter that ends the composing of a word does neither', async () => {
    bookmarks = [bookmark('x', 1), bookmark('y', 2)]
    await mountSidebar()
    mounted.app.library.tab = 'bookmarks'
    flushSync()
    named('button', 'Rename').click()
    await settle()
    const field = document.querySelector('input')!
    field.value = 'Lamps'
    const composed = new KeyboardEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true })
    field.dispatchEvent(composed)
    expect(document.activeElement).toBe(field)
    const elsewhere = named('button', 'Then it was dark.')
    elsewhere.focus()
    await settle()
    expect(texts('.name')[0]).toBe('Lamps')
    expect(document.activeElement).toBe(elsewhere)
  })

  test('one that was deleted can be put back; the focus stays in the list', async () => {
    bookmarks = [bookmark('x', 1), bookmark('y', 2)]
    await mountSidebar()
    mounted.app.library.tab = 'bookmarks'
    flushSync()
    named('button', 'Delete “The lamps').click()
    await settle()
    expect(texts('.go .name')).toEqual(['Then it was dark.'])
    expect(document.activeElement?.textContent).toContain('Then it was dark.')
    named('button', 'Undo').click()
    await settle()
    expect(texts('.go .name')).toEqual(['The lamps were lit.', 'Then it was dark.'])
  })

  test('the focus is not taken from where a person has gone while one is put back', async () => {
    bookmarks = [bookmark('x', 1), bookmark('y', 2)]
    await mountSidebar()
    mounted.app.library.tab = 'bookmarks'
    flushSync()
    named('button', 'Delete “The lamps').click()
    await settle()
    named('button', 'Undo').click()
    named('button', 'Rename “Then it was dark').click()
    flushSync()
    const field = document.querySelector('input')
    expect(document.activeElement).toBe(field)
    await settle()
    expect(document.querySelectorAll('[data-line]')).toHaveLength(2)
    expect(document.activeElement).toBe(field)
  })
})

describe('RecentList', () => {
  test('says what each is, how much of it is read and when it was opened; a click opens it', async () => {
    documents = [
      recent('story', { authors: [], share: 0.5 }),
      recent('one', { openedAt: Date.now() - 2 * 24 * 3_600_000 }),
      recent('two', {
        kind: 'pasted',
        authors: [],
        fileName: '',
        openedAt: new Date('2001-05-02').getTime(),
      }),
    ]
    await mountSidebar()
    mounted.app.library.tab = 'recent'
    await settle()
    expect(texts('.go .sub:not(.share, .when)')).toEqual(['story.epub', 'H. G. Wells', 'Pasted text'])
    expect(texts('.share')).toEqual(['50 %', '16 %', '16 %'])
    expect(texts('.when')[0]).toBe('now')
    expect(texts('.when')[1]).toMatch(/day$/)
    expect(texts('.when')[2]).toContain('2001')
    expect(named('button', 'The story').getAttribute('aria-current')).toBe('true')
    named('button', 'The one').click()
    expect(mounted.calls.at(-1)).toEqual({ channel: 'library:open', input: { documentId: 'one' } })
  })

  test('one is taken out of the list, and put back', async () => {
    documents = [recent('one'), recent('two')]
    await mountSidebar()
    mounted.app.library.tab = 'recent'
    await settle()
    named('button', 'Remove “The one” from the list').click()
    await settle()
    expect(texts('.go .name')).toEqual(['The two'])
    named('button', 'Undo').click()
    await settle()
    expect(texts('.go .name')).toEqual(['The one', 'The two'])
    expect(document.activeElement?.textContent).toContain('The one')
  })

  test('the last one leaves the focus to what puts it back', async () => {
    documents = [recent('one')]
    await mountSidebar()
    mounted.app.library.tab = 'recent'
    await settle()
    named('button', 'Remove “The one” from the list').click()
    await settle()
    expect(texts('.go .name')).toEqual([])
    expect(document.activeElement?.textContent).toBe('Undo')
  })
})
