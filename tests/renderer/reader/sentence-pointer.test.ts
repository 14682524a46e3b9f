import { flushSync } from 'svelte'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { HighlightSettings } from '@contract/look-settings'
import { createTranslator } from '@contract/strings/translator'
import { PageAxis } from '../../../src-renderer/reader/page-axis'
import { PageDom } from '../../../src-renderer/reader/page-dom'
import SentencePointer from '../../../src-renderer/reader/SentencePointer.svelte'
import { mountInApp, type MountedApp } from '../app-fixture'
import { documentOf, paragraph } from './documents'

class FakeHighlight extends Set<Range> {
  priority = 0
}

const text = 'The lamps1 were lit. Then it was dark.'
const noted = paragraph(text, [{ kind: 'note-reference', startChar: 9, endChar: 10 }])
const shown = { ...documentOf([noted]), isWhole: true }

let mounted: MountedApp
let article: HTMLElement
let dom: PageDom
const underlined = () =>
  [...(CSS.highlights.get('pointed')?.values() ?? [])].map((range) => (range as Range).toString())

/** The pointer is over a character of the text: one to each px, below that is none. */
async function tell(type: string, char: number, init: PointerEventInit = {}): Promise<void> {
  const at = { bubbles: true, pointerType: 'mouse', clientX: char, clientY: 0 }
  article.querySelector('p')?.dispatchEvent(new PointerEvent(type, { ...at, ...init }))
  await vi.advanceTimersByTimeAsync(40)
  flushSync()
}
const choose = (clickToRead: HighlightSettings['clickToRead']) => {
  const { settings } = mounted.app
  settings.changeView({ highlight: { ...settings.current.view.highlight, clickToRead } })
  flushSync()
}

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('Highlight', FakeHighlight)
  vi.stubGlobal('CSS', { highlights: new Map(), escape: (name: string) => name })
  document.body.innerHTML = '<div><article></article></div>'
  article = document.querySelector('article')!
  dom = new PageDom(createTranslator('en').t, article, shown.blocks, new PageAxis(article.parentElement!))
  const charAtPoint = (x: number, y: number) => (y > 0 ? null : { block: 0, char: x })
  mounted = mountInApp(SentencePointer, { article, dom, places: { charAtPoint } }, shown)
  mounted.player.destination = { block: 0, char: 0, sentence: { startChar: 0, endChar: 20 } }
})
afterEach(async () => {
  await mounted.close()
  dom.dispose()
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

describe('SentencePointer', () => {
  test('underlines the sentence as the engine has it, without what is skipped in it', async () => {
    await tell('pointermove', 5)
    expect(mounted.player.located).toEqual([{ from: { block: 0, char: 5 }, move: 'word-start' }])
    expect(underlined()).toEqual(['The lamps', ' were lit.'])
  })

  test('underlines nothing over what is skipped, off the text, and when the pointer has left', async () => {
    await tell('pointermove', 9)
    expect(underlined()).toEqual([])
    await tell('pointermove', 5)
    await tell('pointermove', 5, { clientY: 200 })
    expect(underlined()).toEqual([])
    await tell('pointermove', 5)
    expect(underlined()).not.toEqual([])
    article.dispatchEvent(new PointerEvent('pointerleave'))
    expect(underlined()).toEqual([])
  })

  test('goes on underlining where the pointer rests when other rules leave other text out', async () => {
    await tell('pointermove', 5)
    const { settings } = mounted.app
    settings.changeReading((reading) => ({ ...reading, rules: { url: 'skip' } }))
    await tell('nothing', 5)
    expect(underlined()).toEqual(['The lamps', ' were lit.'])
    article.dispatchEvent(new PointerEvent('pointerleave'))
    settings.changeReading((reading) => ({ ...reading, rules: {} }))
    await tell('nothing', 5)
    expect(underlined()).toEqual([])
  })

  test('underlines nothing for a finger, while something is dragged, and while something is selected', async () => {
    await tell('pointermove', 5, { pointerType: 'touch' })
    expect(underlined()).toEqual([])
    await tell('pointermove', 5, { pointerType: 'pen' })
    expect(underlined()).not.toEqual([])
    await tell('pointerdown', 5, { buttons: 1 })
    await tell('pointermove', 6, { buttons: 1 })
    expect(underlined()).toEqual([])
    await tell('pointerup', 6)
    expect(underlined()).not.toEqual([])
    const node = article.querySelector('p')!.firstChild!
    getSelection()?.setBaseAndExtent(node, 0, node, 3)
    document.dispatchEvent(new Event('selectionchange'))
    expect(underlined()).toEqual([])
    await tell('pointermove', 7)
    expect(underlined()).toEqual([])
    getSelection()?.removeAllRanges()
    await tell('pointermove', 8)
    expect(underlined()).not.toEqual([])
  })

  test('underlines nothing where a click does nothing, nor under a file that is dragged', async () => {
    choose('off')
    await tell('pointermove', 5)
    expect(underlined()).toEqual([])
    choose('double')
    await tell('pointermove', 5)
    expect(underlined()).not.toEqual([])
    mounted.app.frame.isDropTarget = true
    flushSync()
    expect(underlined()).toEqual([])
  })
})
