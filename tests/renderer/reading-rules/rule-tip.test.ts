import { flushSync } from 'svelte'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createTranslator } from '@contract/strings/translator'
import { PageAxis } from '../../../src-renderer/reader/page-axis'
import { PageDom } from '../../../src-renderer/reader/page-dom'
import RuleTip from '../../../src-renderer/reading-rules/RuleTip.svelte'
import { mountInApp, type MountedApp } from '../app-fixture'
import { documentOf, paragraph } from '../reader/documents'

let mounted: MountedApp
let dom: PageDom
let article: HTMLElement
beforeEach(() => {
  vi.useFakeTimers()
  const shown = {
    ...documentOf([paragraph('Read.'), { ...paragraph('42'), kind: 'page-number' as const }]),
    isWhole: true,
  }
  article = document.createElement('article')
  document.body.replaceChildren(article)
  dom = new PageDom(createTranslator('en').t, article, shown.blocks, new PageAxis(document.body))
  mounted = mountInApp(RuleTip, { article }, shown)
})
afterEach(async () => {
  await mounted.close()
  dom.dispose()
  vi.useRealTimers()
})

const pointAt = (selector: string, milliseconds = 1_000) => {
  article
    .querySelector(selector)
    ?.dispatchEvent(new PointerEvent('pointerover', { bubbles: true, buttons: 0 }))
  vi.advanceTimersByTime(milliseconds)
  flushSync()
}
const tip = () => document.querySelector<HTMLElement>('.tip')

describe('RuleTip', () => {
  test('says why what the pointer rests on is not read; what is read says nothing', () => {
    pointAt('.paragraph')
    expect(tip()).toBeNull()
    pointAt('.page-number', 100)
    expect(tip()).toBeNull()
    pointAt('.page-number')
    expect(tip()?.getAttribute('aria-label')).toBe('Page number, skipped')
  })

  test('what scrolls away takes its tip along, what comes under the pointer so gets one', () => {
    pointAt('.page-number')
    document.body.dispatchEvent(new Event('scroll'))
    flushSync()
    expect(tip()).toBeNull()
    pointAt('.page-number', 100)
    document.body.dispatchEvent(new Event('scroll'))
    vi.advanceTimersByTime(1_000)
    flushSync()
    expect(tip()).not.toBeNull()
  })

  test('what the pointer still lies on when the page has come to rest gets its tip again', () => {
    pointAt('.page-number')
    const element = article.querySelector('.page-number')!
    const matches = element.matches.bind(element)
    vi.spyOn(element, 'matches').mockImplementation((selector) => selector === ':hover' || matches(selector))
    document.body.dispatchEvent(new Event('scroll'))
    flushSync()
    expect(tip()).toBeNull()
    vi.advanceTimersByTime(1_000)
    flushSync()
    expect(tip()).not.toBeNull()
  })

  test('a caret says why as the pointer does, and one that leaves takes only its own tip away', () => {
    const place = (selector: string, milliseconds = 1_000) => {
      const text = document.createTreeWalker(article.querySelector(selector)!, NodeFilter.SHOW_TEXT)
      getSelection()?.collapse(text.nextNode(), 0)
      document.dispatchEvent(new Event('selectionchange'))
      vi.advanceTimersByTime(milliseconds)
      flushSync()
    }
    place('.page-number')
    expect(tip()).not.toBeNull()
    place('.paragraph')
    expect(tip()).toBeNull()
    pointAt('.page-number', 100)
    place('.paragraph')
    expect(tip()).not.toBeNull()
    place('.paragraph')
    expect(tip()).not.toBeNull()
  })

  test('“Read it” reads that kind of text in this document', () => {
    pointAt('.page-number')
    tip()?.querySelector('button')?.click()
    flushSync()
    expect(mounted.app.session.rules).toMatchObject({ 'page-number': 'read' })
    expect(mounted.player.rules).toHaveLength(1)
    expect(tip()).toBeNull()
  })

  test('of what lies in one another it names the outermost, and a recording is spoken of only while one reads', () => {
    const marks = [
      { kind: 'unrecorded' as const, startChar: 0, endChar: 8 },
      { kind: 'note-reference' as const, startChar: 6, endChar: 7 },
    ]
    const blocks = [{ ...paragraph('Noted 1.'), marks }]
    const root = document.createElement('div')
    article.append(root)
    const others = new PageDom(createTranslator('en').t, root, blocks, new PageAxis(document.body), {
      unrecorded: 'skip',
    })
    mounted.app.settings.changeReading((reading) => ({ ...reading, rules: { unrecorded: 'skip' } }))
    pointAt('.note-reference')
    expect(tip()).toBeNull()
    mounted.player.isNarrating = true
    mounted.player.enter('idle')
    flushSync()
    pointAt('.note-reference')
    expect(tip()?.getAttribute('aria-label')).toBe('Not in the recording, skipped')
    others.dispose()
  })

  test('stays while the pointer is on it, goes some time after, and at once with Esc', () => {
    pointAt('.page-number')
    article.dispatchEvent(new PointerEvent('pointerleave'))
    tip()?.dispatchEvent(new PointerEvent('pointerenter'))
    vi.advanceTimersByTime(2_000)
    flushSync()
    expect(tip()).not.toBeNull()
    tip()?.dispatchEvent(new PointerEvent('pointerleave'))
    vi.advanceTimersByTime(2_000)
    flushSync()
    expect(tip()).toBeNull()
    pointAt('.page-number')
    const escape = new KeyboardEvent('keydown', { key: 'Escape', cancelable: true })
    window.dispatchEvent(escape)
    flushSync()
    expect(tip()).toBeNull()
    expect(escape.defaultPrevented).toBe(true)
  })
})
