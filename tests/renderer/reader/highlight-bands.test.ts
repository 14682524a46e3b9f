import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { HighlightBands } from '../../../src-renderer/reader/highlight-bands'
import { PageAxis } from '../../../src-renderer/reader/page-axis'

let scroller: HTMLElement
let axis: PageAxis
let lit: Map<string, Pick<Highlight, 'values'>>
let bands: HighlightBands

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['requestAnimationFrame', 'cancelAnimationFrame'] })
  document.body.innerHTML = '<div><article><p>One <em>two</em> three.</p></article></div>'
  scroller = document.querySelector('div') ?? document.body
  scroller.getBoundingClientRect = () => new DOMRect(260, 44, 800, 600)
  scroller.scrollLeft = -500
  vi.spyOn(Range.prototype, 'getClientRects').mockImplementation(function (this: Range) {
    const box = new DOMRect(600, 100 + this.startOffset * 10, 26, this.toString().length * 10)
    return Object.assign([box], { item: () => box })
  })
  axis = new PageAxis(scroller)
  lit = new Map()
  bands = new HighlightBands({ get: (name) => lit.get(name) }, scroller, axis)
})
afterEach(() => {
  bands.dispose()
  vi.restoreAllMocks()
  vi.useRealTimers()
})

const light = (name: string, startWord?: Node | null) => {
  const words = document.createRange()
  words.selectNodeContents(startWord ?? document.querySelector('p') ?? document.body)
  lit.set(name, { values: () => [words].values() })
}
const drawn = () => {
  bands.painted()
  vi.advanceTimersByTime(50)
  return [...document.querySelectorAll<HTMLElement>('.highlight-bands span')]
}

describe('HighlightBands', () => {
  test('in lines nothing is drawn: the highlight has its own ground', () => {
    light('word')
    expect(drawn()).toEqual([])
  })

  test('in columns every stretch of text has a ground, under its place in the text, and no element a second one', () => {
    axis.writing = 'vertical-rl'
    light('sentence')
    const spans = drawn()
    expect(spans.map(({ className, style }) => [className, style.left, style.height])).toEqual([
      ['sentence', '-160px', '40px'],
      ['sentence', '-160px', '30px'],
      ['sentence', '-160px', '70px'],
    ])
  })

  test('the word lies over its sentence, and both go with the columns', () => {
    axis.writing = 'vertical-rl'
    light('word')
    light('sentence')
    expect(new Set(drawn().map(({ className }) => className))).toEqual(new Set(['sentence', 'word']))
    expect(drawn().at(-1)?.className).toBe('word')
    axis.writing = 'horizontal-tb'
    expect(drawn()).toEqual([])
  })

  test('another word leaves everything else as it was drawn, until the page is laid out anew', () => {
    axis.writing = 'vertical-rl'
    light('match')
    light('word', document.querySelector('p')?.firstChild)
    const before = drawn()
    light('word', document.querySelector('em'))
    // What is lit is replaced by the same again.
    light('match')
    const after = drawn()
    const of = (spans: HTMLElement[], name: string) => spans.filter(({ className }) => className === name)
    expect(of(after, 'match')).toHaveLength(3)
    expect(of(after, 'match').every((span) => before.includes(span))).toBe(true)
    expect(of(after, 'word').map(({ style }) => style.height)).toEqual(['30px'])
    bands.refresh()
    expect(drawn().some((span) => after.includes(span))).toBe(false)
    expect(drawn()).toHaveLength(4)
  })

  test('what is gone leaves nothing behind', () => {
    bands.dispose()
    bands.dispose()
    expect(document.querySelector('.highlight-bands')).toBeNull()
  })
})
