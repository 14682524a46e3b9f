import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createTranslator } from '@contract/strings/translator'
import { PageAxis } from '../../../src-renderer/reader/page-axis'
import { PageDom } from '../../../src-renderer/reader/page-dom'
import { paragraph } from './documents'

let root: HTMLElement
const made: PageDom[] = []

beforeEach(() => {
  vi.useFakeTimers()
  root = document.createElement('article')
})
afterEach(() => {
  for (const dom of made.splice(0)) dom.dispose()
  vi.useRealTimers()
})

describe('a long book', () => {
  const sectionPixels = 100
  const pagePixels = 600
  let measured = 0

  /** Sections below each other, each as tall as the next, and a page that is scrolled over them. */
  function openBook(position: number): { dom: PageDom; sections: Element[] } {
    const scroller = document.createElement('div')
    document.body.replaceChildren(scroller)
    scroller.append(root)
    Object.defineProperty(scroller, 'clientHeight', { value: pagePixels })
    scroller.scrollTop = position
    const blocks = Array.from({ length: 600 }, (_, index) =>
      paragraph(`${index} ${'and so on '.repeat(200)}`),
    )
    const dom = new PageDom(createTranslator('en').t, root, blocks, new PageAxis(scroller))
    made.push(dom)
    const sections = [...root.children]
    const places = new Map(sections.map((section, index) => [section, index]))
    measured = 0
    vi.spyOn(Element.prototype, 'getBoundingClientRect').mockImplementation(function (this: Element) {
      if (this === scroller) return new DOMRect(0, 0, 800, pagePixels)
      const index = places.get(this.closest('.section') ?? this) ?? 0
      if (places.has(this)) measured += 1
      return new DOMRect(0, index * sectionPixels - position, 800, sectionPixels)
    })
    return { dom, sections }
  }
  afterEach(() => vi.restoreAllMocks())

  test.each([0, 7_450, 19_000])('is looked at near its place alone: at %d px', (position) => {
    const { dom, sections } = openBook(position)
    expect(sections).toHaveLength(200)
    const first = sections[Math.floor(position / sectionPixels)]
    expect(first?.contains(dom.firstInSight())).toBe(true)
    expect(first?.contains(dom.rangeOf(dom.firstBehind(0)?.block ?? 0, 0, 1)?.startContainer ?? null)).toBe(
      true,
    )
    const text = dom.textBetween({ start: position + 20, end: position + 420 })
    expect(text?.startContainer).toBe(first)
    expect(text?.endContainer).toBe(sections[Math.floor((position + 420) / sectionPixels)])
    expect(measured).toBeLessThan(50)
    expect(dom.textBetween({ start: sections.length * sectionPixels + 50, end: 1e9 })).toBeNull()
  })

  test('builds what is near, wherever that is', () => {
    const { dom, sections } = openBook(9_000)
    dom.buildVisible({ start: 9_010, end: 9_590 })
    expect(sections.slice(89, 97).map((section) => section.classList.contains('waiting'))).toEqual([
      true,
      ...Array.from({ length: 6 }, () => false),
      true,
    ])
    expect(measured).toBeLessThan(30)
  })
})
