import { afterEach, describe, expect, test } from 'vitest'
import { flushSync } from 'svelte'
import type { OpenedDocument } from '@contract/calls/document'
import { blockSchema, emptyPiece, type Block } from '@contract/document'
import { encodePlaces } from '@contract/page-places'
import TitleBar from '../../../src-renderer/ui/TitleBar.svelte'
import { mountInApp, named, type MountedApp } from '../app-fixture'

const opened = (format: 'pdf' | 'txt', id = 'book'): OpenedDocument => ({
  id,
  title: 'A book',
  authors: [],
  format,
  ...emptyPiece(),
  isWhole: true,
})
const answer = (showsPages: boolean) => () =>
  Promise.resolve({ place: null, share: 0, speech: null, bookmarks: [], showsPages })
let mounted: MountedApp

afterEach(() => mounted.close())

function show(format: 'pdf' | 'txt', showsPages = false): MountedApp {
  mounted = mountInApp(TitleBar, { hasSidebar: true, hasPanel: false }, opened(format), answer(showsPages))
  return mounted
}

describe('the pages of a document', () => {
  test('can be shown of a PDF, and of nothing else', () => {
    show('txt')
    expect(mounted.app.originals.canBeShown).toBe(false)
    expect(document.querySelector('[aria-label="Pages beside the text"]')).toBeNull()
    mounted.app.originals.toggle()
    expect(mounted.app.originals.areShown).toBe(false)
  })

  test('have a button that says whether they are shown, and what is chosen is kept', () => {
    show('pdf')
    const toggle = named('button', 'Pages beside the text')
    expect(toggle.getAttribute('aria-pressed')).toBe('false')
    mounted.app.originals.toggle()
    flushSync()
    expect(toggle.getAttribute('aria-pressed')).toBe('true')
    expect(mounted.calls).toContainEqual({
      channel: 'library:keep-pages',
      input: { documentId: 'book', areShown: true },
    })
  })

  test('come back with a document that had them', async () => {
    show('pdf', true)
    await mounted.app.originals.recall()
    expect(mounted.app.originals.areShown).toBe(true)
    mounted.app.session.show(opened('pdf', 'another'))
    expect(mounted.app.originals.areShown).toBe(false)
  })

  test('take the text’s place where there is no room for both', () => {
    show('pdf')
    const { originals } = mounted.app
    originals.toggle()
    expect([originals.hideText, originals.hidePages]).toEqual([false, false])
    originals.hasRoom = false
    expect([originals.hideText, originals.hidePages]).toEqual([true, false])
    originals.side = 'text'
    expect([originals.hideText, originals.hidePages]).toEqual([false, true])
  })

  test('say where reading begins while the text lies under them: in sight, or on the page that is looked at', async () => {
    mounted = mountInApp(
      TitleBar,
      { hasSidebar: true, hasPanel: false },
      opened('pdf'),
      (channel): Promise<unknown> =>
        channel === 'pages:places' ? Promise.resolve(places) : new Promise(() => undefined),
    )
    const { originals, session } = mounted.app
    const onPage = (part: number, kind: Block['kind'] = 'paragraph') =>
      blockSchema.parse({
        kind,
        text: 'text',
        marks: [],
        source: { part, startChar: 0, endChar: 4, exact: false },
      })
    session.show({
      ...opened('pdf'),
      blocks: [onPage(0), onPage(1), onPage(3, 'furniture'), onPage(3), onPage(6)],
    })
    // The second paragraph goes on on the third page.
    const on = (startChar: number, page: number) =>
      ({ startChar, page, turn: 0, baseline: 100, size: 100, borders: [10, 20, 30] }) as const
    const places = [[on(0, 0)], [on(0, 1), on(2, 2)], [], [], []].map(encodePlaces)
    originals.toggle()
    const shown = session.document
    if (!shown) throw new Error('nothing is shown')
    const pages = originals.open(shown)
    Object.assign(originals, { page: 3, inSight: { first: 2, last: 4 } })
    const start = (block: number, char: number) => originals.startNear({ block, char })
    expect(await start(0, 3)).toEqual({ block: 0, char: 3 })
    originals.hasRoom = false
    expect(await start(0, 3)).toEqual({ block: 3, char: 0 })
    expect(await start(4, 0)).toEqual({ block: 3, char: 0 })
    // Neither the page in the middle nor the one that its paragraph begins on, but in sight.
    expect(await start(1, 2)).toEqual({ block: 1, char: 2 })
    expect(await start(1, 0)).toEqual({ block: 3, char: 0 })
    // At once it is only known of a paragraph how far it may go.
    const atOnce = (block: number) => originals.startAtOnce({ block, char: 0 })
    expect([0, 1, 3, 4].map(atOnce).map(({ block }) => block)).toEqual([3, 1, 3, 3])
    Object.assign(originals, { page: 1, inSight: { first: 0, last: 2 } })
    expect(await start(0, 0)).toEqual({ block: 0, char: 0 })
    originals.close(pages)
    expect(await start(4, 1)).toEqual({ block: 4, char: 1 })
  })

  test('are asked to show the same place twice, and forget it with the document', () => {
    show('pdf')
    const { originals, session } = mounted.app
    const place = { block: 0, startChar: 0, endChar: 1 }
    originals.show(place, 'start')
    expect(originals.wanted).toBeNull()
    const shown = session.document
    if (!shown) throw new Error('nothing is shown')
    originals.open(shown)
    originals.show(place, 'start')
    const first = originals.wanted
    originals.show(place, 'start')
    expect(originals.wanted).not.toBe(first)
    originals.open(shown)
    expect(originals.wanted).toBeNull()
  })
})
