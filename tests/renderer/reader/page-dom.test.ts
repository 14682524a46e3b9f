import type { Block } from '@contract/document'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { ElementMarkKind } from '../../../src-renderer/reader/block-pieces'
import { PageDom } from '../../../src-renderer/reader/page-dom'
import { heading, paragraph } from './documents'

let root: HTMLElement
const made: PageDom[] = []

function build(blocks: Block[]): PageDom {
  const dom = new PageDom(root, blocks)
  made.push(dom)
  return dom
}

beforeEach(() => {
  vi.useFakeTimers()
  root = document.createElement('article')
  document.body.replaceChildren(root)
})
afterEach(() => {
  for (const dom of made.splice(0)) dom.dispose()
  vi.useRealTimers()
})

const marks = fc.array(
  fc.record({
    kind: fc.constantFrom<ElementMarkKind[]>('emphasis', 'strong', 'code', 'link'),
    startChar: fc.nat(60),
    endChar: fc.nat(60),
  }),
  { maxLength: 6 },
)
const block: fc.Arbitrary<Block> = fc
  .tuple(
    fc.constantFrom<Block['kind'][]>('paragraph', 'heading', 'list-item', 'quote', 'code', 'verse', 'table'),
    fc.string({ unit: fc.constantFrom('a', 'é', ' ', '\n', '.', '“', '😀', '<', '&'), maxLength: 60 }),
    marks,
    fc.integer({ min: 1, max: 6 }),
  )
  .map(([kind, text, ranges, level]) => ({ ...paragraph(text, ranges), kind, level, marker: '7.' }))

describe('PageDom', () => {
  test('any stretch of any block is the very text of its range, whatever marks lie over it', () => {
    fc.assert(
      fc.property(
        fc.array(block, { minLength: 1, maxLength: 8 }),
        fc.nat(),
        fc.nat(),
        fc.nat(),
        (blocks, pick, a, b) => {
          const dom = build(blocks)
          const index = pick % blocks.length
          const text = blocks[index]?.text ?? ''
          const [start, end] = [a % (text.length + 1), b % (text.length + 1)].sort(
            (left, right) => left - right,
          )
          expect(dom.rangeOf(index, start ?? 0, end ?? 0)?.toString()).toBe(text.slice(start, end))
          dom.dispose()
        },
      ),
      { seed: 3, numRuns: 150 },
    )
  })

  test('every character finds its place and its place finds the character', () => {
    fc.assert(
      fc.property(fc.array(block, { minLength: 1, maxLength: 6 }), fc.nat(), fc.nat(), (blocks, pick, a) => {
        const dom = build(blocks)
        const index = pick % blocks.length
        const text = blocks[index]?.text ?? ''
        const char = a % (text.length + 1)
        const range = dom.rangeOf(index, char, char)
        const position = range && dom.positionAt(range.startContainer, range.startOffset)
        expect(position).toEqual({ block: index, char })
        dom.dispose()
      }),
      { seed: 4, numRuns: 150 },
    )
  })

  test('a word in a paragraph of megabytes is found in its own piece', () => {
    const text = `${'A plain sentence, again and again. '.repeat(40_000)}needle${' And more.'.repeat(40_000)}`
    const at = text.indexOf('needle')
    const dom = build([paragraph(text)])
    const range = dom.rangeOf(0, at, at + 6)
    expect(range?.toString()).toBe('needle')
    expect(range && dom.positionAt(range.startContainer, range.startOffset)).toEqual({ block: 0, char: at })
    expect(range?.startContainer.textContent?.length).toBeLessThanOrEqual(4_000)
  })

  test('a sentence that crosses two pieces is one range over both', () => {
    const text = 'word '.repeat(2_000)
    const dom = build([paragraph(text)])
    expect(dom.rangeOf(0, 3_900, 4_200)?.toString()).toBe(text.slice(3_900, 4_200))
  })

  test('only the first screens are built at once; the rest follows in slices', () => {
    const blocks = Array.from({ length: 400 }, () => paragraph('word '.repeat(100)))
    build(blocks)
    expect(root.querySelectorAll('.waiting').length).toBeGreaterThan(10)
    vi.advanceTimersByTime(60_000)
    expect(root.querySelectorAll('.waiting').length).toBe(0)
    expect(root.textContent).toBe(blocks.map(({ text }) => text).join(''))
  })

  test('what is asked for is built before its turn', () => {
    const blocks = Array.from({ length: 400 }, (_, index) => paragraph(`${index} ${'word '.repeat(100)}`))
    const dom = build(blocks)
    expect(dom.rangeOf(399, 0, 3)?.toString()).toBe('399')
    expect(root.querySelectorAll('.waiting').length).toBeGreaterThan(10)
  })

  test('text is text: markup in a document is shown, not obeyed', () => {
    build([paragraph('<img src=x onerror=alert(1)> & <b>bold</b>')])
    expect(root.querySelector('img, b')).toBeNull()
    expect(root.textContent).toContain('<img src=x')
  })

  test('links are not ways out of the page', () => {
    build([paragraph('a link here', [{ kind: 'link', startChar: 2, endChar: 6 }])])
    expect(root.querySelector('a')).toBeNull()
    expect(root.querySelector('.link-mark')?.textContent).toBe('link')
  })

  test('markers are drawn beside the text, not in it', () => {
    build([{ ...paragraph('An item'), kind: 'list-item', level: 2, marker: '3.' }])
    const item = root.querySelector<HTMLElement>('.list-item')
    expect(item?.dataset).toMatchObject({ marker: '3.', level: '2' })
    expect(item?.textContent).toBe('An item')
  })

  test('headings keep their level, and a paragraph after one is not indented', () => {
    build([heading('Title', 3), paragraph('First.'), paragraph('Second.')])
    expect(root.querySelector('h3')?.textContent).toBe('Title')
    const [first, second] = root.querySelectorAll('p')
    expect(first?.classList.contains('flush')).toBe(true)
    expect(second?.classList.contains('flush')).toBe(false)
  })

  test('a block that is not there has no range, and a place outside the text no position', () => {
    const dom = build([paragraph('Text')])
    expect(dom.rangeOf(7, 0, 1)).toBeNull()
    expect(dom.positionAt(document.body, 0)).toBeNull()
  })
})
