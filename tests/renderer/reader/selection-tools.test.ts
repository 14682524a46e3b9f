import { flushSync } from 'svelte'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Bookmark } from '@contract/library'
import PageView from '../../../src-renderer/reader/PageView.svelte'
import { mountInApp, named, type MountedApp } from '../app-fixture'
import { documentOf, heading, paragraph } from './documents'

class FakeHighlight extends Set<Range> {
  priority = 0
}

const noted = paragraph('Then it was dark.1', [{ kind: 'note-reference', startChar: 17, endChar: 18 }])
const shown = {
  ...documentOf([heading('Night'), paragraph('The lamps were lit.'), noted], 'story'),
  isWhole: true,
}

let mounted: MountedApp
let saved: Bookmark[]
const bar = () => document.querySelector('[role=toolbar]')
const press = (name: string) => {
  named('[role=toolbar] button', name).click()
  flushSync()
}
/** What is set. */
const rules = () => mounted.app.settings.current.reading

/** A hand selects a stretch of the first text node of a paragraph, where a layout engine would have it in sight. */
function select(element: string, startChar: number, endChar: number): void {
  const text = document.querySelector(`article ${element}`)?.firstChild
  if (!text) throw new Error('Nothing is laid out there')
  getSelection()?.setBaseAndExtent(text, startChar, text, endChar)
  document.dispatchEvent(new Event('selectionchange'))
  flushSync()
}
const lamps = () => select('p', 4, 9)

beforeEach(async () => {
  HTMLElement.prototype.showPopover = vi.fn()
  vi.stubGlobal('Highlight', FakeHighlight)
  vi.stubGlobal('CSS', { highlights: new Map(), escape: (text: string) => text })
  vi.spyOn(Element.prototype, 'getBoundingClientRect').mockReturnValue(new DOMRect(0, 0, 600, 800))
  vi.spyOn(Range.prototype, 'getBoundingClientRect').mockReturnValue(new DOMRect(0, 0, 60, 20))
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(800)
  saved = []
  mounted = mountInApp(PageView, { document: shown }, shown, (channel, input) => {
    if (channel === 'library:recall')
      return Promise.resolve({ place: null, share: 0, speech: null, bookmarks: [] })
    if (channel !== 'library:save-bookmark') return new Promise(() => undefined)
    saved = [...saved, (input as { bookmark: Bookmark }).bookmark]
    return Promise.resolve(saved)
  })
  await mounted.app.library.prepare('story', true)
  mounted.app.library.arrive()
})
afterEach(async () => {
  await mounted.close()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

describe('what a selection is offered', () => {
  test('Read this ends with what is selected, From here goes on; either lets the selection go', () => {
    lamps()
    press('Read this')
    expect(mounted.player.starts).toEqual([{ block: 1, char: 4 }])
    expect(mounted.player.untils).toEqual([{ block: 1, char: 9 }])
    expect(getSelection()?.isCollapsed).toBe(true)
    expect(bar()).toBeNull()
    lamps()
    press('From here')
    expect(mounted.player.starts.at(-1)).toEqual({ block: 1, char: 4 })
    expect(mounted.player.untils.at(-1)).toBeUndefined()
    expect(mounted.player.starts).toHaveLength(2)
    expect(bar()).toBeNull()
  })

  test('Bookmark sets one where the selection begins', async () => {
    lamps()
    press('Bookmark')
    await vi.waitFor(() => expect(saved).toHaveLength(1))
    expect(saved[0]).toMatchObject({ chapter: 'Night', place: { block: 1, char: 4 } })
    expect(bar()).toBeNull()
    expect(mounted.player.starts).toEqual([])
  })

  test.each([true, false])('Copy takes what is selected, and says so where it was taken: %s', (isTaken) => {
    const copied: string[] = []
    document.execCommand = (command: string) => {
      const clipboardData = new DataTransfer()
      document.dispatchEvent(new ClipboardEvent(command, { clipboardData }))
      copied.push(clipboardData.getData('text/plain'))
      return isTaken
    }
    lamps()
    press('Copy')
    expect(copied).toEqual(['lamps'])
    expect(mounted.app.frame.remark).toBe(isTaken ? 'Copied' : '')
    expect(bar()).toBeNull()
  })

  test('of text that a rule decides on, all of its kind can be read, or skipped, in this document', () => {
    select('sup', 0, 1)
    press('Read note numbers')
    expect(rules().documents).toEqual({ story: { 'note-reference': 'read' } })
    expect(rules().rules).toEqual({})
    expect(bar()).toBeNull()
    select('sup', 0, 1)
    press('Skip note numbers')
    expect(rules().documents).toEqual({ story: { 'note-reference': 'skip' } })
  })

  test('no rule is offered for text that is read in any case', () => {
    lamps()
    expect([...(bar()?.querySelectorAll('button') ?? [])].map(({ textContent }) => textContent)).toEqual([
      'Read this',
      'From here',
      'Say it like…',
      'Bookmark',
      'Copy',
    ])
  })

  test('a right click on such text selects its word, and offers the rule', () => {
    const note = document.querySelector('article sup')?.firstChild
    if (!note) throw new Error('The note is not laid out')
    document.caretRangeFromPoint = () => {
      const range = document.createRange()
      range.setStart(note, 0)
      return range
    }
    const menu = new MouseEvent('contextmenu', { bubbles: true, cancelable: true, button: 2 })
    note.parentElement?.dispatchEvent(menu)
    flushSync()
    expect(menu.defaultPrevented).toBe(true)
    expect(String(getSelection())).toBe('1')
    press('Read note numbers')
    expect(rules().documents).toEqual({ story: { 'note-reference': 'read' } })
  })
})
