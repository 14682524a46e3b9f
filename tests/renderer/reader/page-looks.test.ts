import { beforeEach, describe, expect, test, vi } from 'vitest'
import type { Block } from '@contract/document'
import { highlightSettingsSchema, type HighlightSettings } from '@contract/look-settings'
import { createTranslator } from '@contract/strings/translator'
import { PageAxis } from '../../../src-renderer/reader/page-axis'
import { PageDom } from '../../../src-renderer/reader/page-dom'
import { PageLooks, type HeardRanges } from '../../../src-renderer/reader/page-looks.svelte'
import { PageScroller } from '../../../src-renderer/reader/page-scroller'
import type { VoiceHighlight } from '../../../src-renderer/reader/voice-highlight'

const text = 'One two three. Four five six.'
const blocks: Block[] = [
  { kind: 'paragraph', text, marks: [], source: { part: 0, startChar: 0, endChar: 29, exact: true } },
]
const show = vi.fn<VoiceHighlight['show']>()
const dim = vi.fn<VoiceHighlight['dim']>()
let chosen: HighlightSettings
let dom: PageDom
let scroller: HTMLElement
let looks: PageLooks

beforeEach(() => {
  show.mockClear()
  dim.mockClear()
  chosen = highlightSettingsSchema.parse({})
  document.body.innerHTML = '<div><article></article></div>'
  const article = document.querySelector('article')
  if (!article?.parentElement) throw new Error('no article')
  scroller = article.parentElement
  Object.defineProperty(scroller, 'clientHeight', { value: 600 })
  const axis = new PageAxis(scroller)
  dom = new PageDom(createTranslator('en').t, article, blocks, axis)
  looks = new PageLooks(
    dom,
    axis,
    new PageScroller(axis),
    { show, dim } as Pick<VoiceHighlight, 'show' | 'dim'> as VoiceHighlight,
    () => ({ highlight: chosen, linePixels: 32 }),
  )
})

function heard(startChar: number, endChar: number, wordStart: number, wordEnd: number): HeardRanges {
  const sentence = dom.rangeOf(0, startChar, endChar)
  if (!sentence) throw new Error('no such sentence')
  return { sentence, word: dom.rangeOf(0, wordStart, wordEnd) }
}

/** The words that stand back. */
const dimmed = () => (dim.mock.lastCall?.[0] ?? []).map(String).join('')

describe('PageLooks', () => {
  test.each([
    ['both', true, true],
    ['word', false, true],
    ['sentence', true, false],
    ['off', false, false],
  ] as const)('of "%s" is marked what was chosen', (units, hasSentence, hasWord) => {
    chosen = { ...chosen, units }
    looks.show(heard(0, 14, 4, 7))
    const [sentence, word] = show.mock.lastCall ?? []
    expect(sentence?.toString() ?? null).toBe(hasSentence ? 'One two three.' : null)
    expect(word?.toString() ?? null).toBe(hasWord ? 'two' : null)
  })

  test('all but the sentence stands back, once a sentence and not once a word', () => {
    chosen = { ...chosen, dimRest: true }
    looks.show(heard(0, 14, 0, 3))
    expect(dimmed()).toBe(' Four five six.')
    looks.show(heard(0, 14, 4, 7))
    looks.show(heard(0, 14, 8, 13))
    expect(dim).toHaveBeenCalledTimes(1)
    looks.show(heard(15, 29, 15, 19))
    expect(dimmed()).toBe('One two three. ')
    looks.show(null)
    expect(dim.mock.lastCall?.[0]).toEqual([])
  })

  test('is dimmed and undimmed while the same sentence is heard', () => {
    looks.show(heard(0, 14, 0, 3))
    chosen = { ...chosen, dimRest: true }
    looks.show(heard(0, 14, 0, 3))
    expect(dimmed()).toBe(' Four five six.')
    chosen = { ...chosen, dimRest: false }
    looks.show(heard(0, 14, 0, 3))
    expect(dim.mock.lastCall?.[0]).toEqual([])
  })

  test('scrolling far dims what came into reach', () => {
    chosen = { ...chosen, dimRest: true }
    looks.show(heard(0, 14, 0, 3))
    scroller.scrollTop = 200
    looks.scrolled()
    expect(dim).toHaveBeenCalledTimes(1)
    scroller.scrollTop = 400
    looks.scrolled()
    expect(dim).toHaveBeenCalledTimes(2)
  })

  test('the ruler is as thick as so many lines, and there only while something is heard', () => {
    chosen = { ...chosen, ruler: true, rulerLines: 3 }
    expect(looks.ruler).toBeNull()
    looks.show(heard(0, 14, 0, 3))
    const { start, end } = looks.ruler ?? { start: 0, end: 0 }
    expect(end - start).toBe(96)
    looks.show(null)
    expect(looks.ruler).toBeNull()
  })
})
