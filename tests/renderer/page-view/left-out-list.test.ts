import { flushSync } from 'svelte'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { blockSchema, emptyPiece, type Block } from '@contract/document'
import LeftOut from '../../../src-renderer/page-view/LeftOut.svelte'
import { mountInApp, named, type MountedApp } from '../app-fixture'

const source = { part: 0, startChar: 0, endChar: 9, exact: false }
const block = (kind: Block['kind'], text: string): Block =>
  blockSchema.parse({ kind, text, marks: [], source })
const blocks = [
  block('furniture', 'THE TITLE'),
  block('paragraph', 'Text.'),
  block('page-number', '31'),
  block('furniture', 'The Press'),
]

let mounted: MountedApp
beforeEach(() => vi.useFakeTimers())
afterEach(async () => {
  await mounted.close()
  vi.useRealTimers()
})

async function show() {
  mounted = mountInApp(
    LeftOut,
    {},
    { ...emptyPiece(), id: 'book', title: 'A book', authors: [], format: 'pdf', blocks, isWhole: true },
    () => Promise.resolve([]),
  )
  const { originals, session } = mounted.app
  if (!session.document) throw new Error('nothing is shown')
  originals.open(session.document)
  originals.page = 0
  await settle()
}
async function settle() {
  flushSync()
  await vi.advanceTimersByTimeAsync(500)
  flushSync()
}
const rows = () =>
  [...document.querySelectorAll('[data-testid=left-out] li')].map((row) => row.textContent?.trim())

describe('LeftOut', () => {
  test('lists what is left out on the page, with what it says and how often it is there', async () => {
    await show()
    expect(rows()).toEqual([
      expect.stringMatching(/^Page numbers\s+31\s+Read it$/),
      expect.stringMatching(/^Headers and footers\s+THE TITLE · The Press\s+2\s+Read it$/),
    ])
  })

  test('has a kind read, in this document alone; its row goes and the focus with it to the next', async () => {
    await show()
    const [first] = document.querySelectorAll<HTMLButtonElement>('[data-testid=left-out] li button')
    first.focus()
    first.click()
    await settle()
    expect(mounted.app.settings.current.reading.documents.book).toEqual({ 'page-number': 'read' })
    expect(rows()).toHaveLength(1)
    expect(document.activeElement?.textContent).toBe('Read it')
    expect(document.activeElement?.closest('li')?.textContent).toContain('Headers')
    const last = document.querySelector<HTMLButtonElement>('[data-testid=left-out] li button')
    last?.click()
    await settle()
    expect(rows()).toEqual(['Nothing'])
    expect(document.activeElement?.getAttribute('aria-expanded')).toBe('true')
  })

  test('what comes late of a page that is looked at no longer changes nothing, nor does what fails', async () => {
    await show()
    const { opened } = mounted.app.originals
    if (!opened) throw new Error('nothing is open')
    const before = rows()
    const late: (() => void)[] = []
    const on = vi.spyOn(opened.leftOut, 'on')
    const nothing = { parts: [], frames: [], joinedLines: 0, undoneHyphens: 0 }
    on.mockImplementation(() => new Promise((resolve) => late.push(() => resolve(nothing))))
    const [first] = document.querySelectorAll<HTMLButtonElement>('[data-testid=left-out] li button')
    first.click()
    mounted.app.originals.page = 1
    for (const answer of late) answer()
    await vi.advanceTimersByTimeAsync(0)
    flushSync()
    expect(rows()).toEqual(before)
    on.mockRejectedValue(new Error('the file is gone'))
    await settle()
    expect(rows()).toEqual([])
  })

  test('is put away and brought back', async () => {
    await show()
    const opener = named('button', 'Left out on this page')
    expect(opener.getAttribute('aria-expanded')).toBe('true')
    opener.click()
    await settle()
    expect(opener.getAttribute('aria-expanded')).toBe('false')
    expect(rows()).toEqual([])
  })
})
