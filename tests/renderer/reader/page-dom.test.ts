import type { Block, InlineMark } from '@contract/document'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createTranslator } from '@contract/strings/translator'
import { PageAxis } from '../../../src-renderer/reader/page-axis'
import { PageDom } from '../../../src-renderer/reader/page-dom'
import { heading, paragraph, tableRow } from './documents'

let root: HTMLElement
const made: PageDom[] = []

function build(blocks: Block[]): PageDom {
  const dom = new PageDom(createTranslator('en').t, root, blocks, new PageAxis(document.body))
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

const range = { startChar: fc.nat(60), endChar: fc.nat(60) }
const mark: fc.Arbitrary<InlineMark> = fc.oneof(
  fc.record({
    kind: fc.constantFrom(
      'emphasis' as const,
      'strong' as const,
      'code' as const,
      'link' as const,
      'superscript' as const,
      'deleted' as const,
      'note-reference' as const,
      'page-number' as const,
      'url' as const,
      'bracket' as const,
    ),
    ...range,
  }),
  fc.record({ kind: fc.constant('ruby' as const), reading: fc.constant('よみ'), ...range }),
  fc.record({ kind: fc.constant('formula' as const), words: fc.constant('x squared'), ...range }),
  fc.record({ kind: fc.constant('language' as const), language: fc.constant('fr'), ...range }),
  fc.record({ kind: fc.constant('phonemes' as const), phonemes: fc.constant('x'), ...range }),
)
const marks = fc.array(mark, { maxLength: 8 })
const text = fc.string({
  unit: fc.constantFrom('a', 'é', ' ', '\n', '\t', '.', '“', '😀', '<', '&', '本'),
  maxLength: 60,
})
const prose: fc.Arbitrary<Block> = fc
  .tuple(
    fc.constantFrom<Block['kind'][]>(
      'paragraph',
      'heading',
      'list-item',
      'quote',
      'code',
      'verse',
      'table',
      'footnote',
      'image-alternative',
      'wordless-picture',
      'page-number',
    ),
    text,
    marks,
    fc.integer({ min: 1, max: 9 }),
  )
  .map(([kind, words, ranges, level]) => ({ ...paragraph(words, ranges), kind, level, marker: '7.' }))
/** Cells as a format gives them, and such as no format should: not in order, or beyond the text. */
const row: fc.Arbitrary<Block> = fc.oneof(
  fc
    .tuple(fc.nat(1), fc.array(text, { minLength: 1, maxLength: 4 }), marks, fc.boolean())
    .map(([table, cells, ranges, isHeader]) => ({ ...tableRow(table, cells, isHeader), marks: ranges })),
  fc.tuple(text, fc.array(fc.record(range), { maxLength: 4 })).map(([words, cells]) => ({
    ...paragraph(words),
    kind: 'table' as const,
    row: { table: 0, isHeader: false, cells },
  })),
)
const block = fc.oneof(prose, row)

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

  test('a document that grows is laid out as one that was whole from the beginning, and nothing is built twice', () => {
    fc.assert(
      fc.property(
        fc.array(block, { minLength: 1, maxLength: 12 }),
        fc.array(fc.nat(12), { maxLength: 4 }),
        (blocks, cuts) => {
          const growing: Block[] = []
          const dom = build(growing)
          const kept: Node[] = []
          for (const cut of [...cuts.sort((a, b) => a - b), blocks.length]) {
            growing.push(...blocks.slice(growing.length, Math.max(growing.length, cut)))
            const before = [...root.childNodes]
            dom.grow()
            vi.runAllTimers()
            expect(before.every((node, index) => node === root.childNodes[index])).toBe(true)
            kept.push(...[...root.querySelectorAll('.section > *')].filter((node) => !kept.includes(node)))
          }
          expect([...root.querySelectorAll('.section > *')].every((node, at) => node === kept[at])).toBe(true)
          expect(root.textContent).toBe(blocks.map((one) => one.text).join(''))
          for (const [index, one] of blocks.entries())
            expect(dom.rangeOf(index, 0, one.text.length)?.toString()).toBe(one.text)
          dom.dispose()
        },
      ),
      { seed: 8, numRuns: 100 },
    )
  })

  test('a range made before the document grows stands afterwards', () => {
    const blocks = [paragraph('The first word.')]
    const dom = build(blocks)
    const word = dom.rangeOf(0, 4, 9)
    blocks.push(paragraph('What follows.'))
    dom.grow()
    expect(word?.toString()).toBe('first')
    expect(dom.rangeOf(1, 0, 4)?.toString()).toBe('What')
  })

  test('planning twenty thousand characters more takes no time that is felt', () => {
    const blocks = Array.from({ length: 2_000 }, () => paragraph('word '.repeat(100)))
    const dom = build(blocks)
    const growth = Array.from({ length: 40 }, () => paragraph('word '.repeat(100)))
    const startedAt = performance.now()
    blocks.push(...growth)
    dom.grow()
    expect(performance.now() - startedAt).toBeLessThan(500)
    expect(root.querySelectorAll('.waiting').length).toBeGreaterThan(10)
  })

  test('rows that follow each other are one table, with heads, and the tabs between their cells stay', () => {
    const dom = build([
      paragraph('Before.'),
      tableRow(0, ['Name', 'Height'], true),
      tableRow(0, ['Ben Nevis', '1,345 m']),
      tableRow(1, ['Another table']),
    ])
    expect(root.querySelectorAll('table')).toHaveLength(2)
    const [head, body] = root.querySelectorAll('tr')
    expect([...(head?.querySelectorAll('th[scope=col]') ?? [])].map((cell) => cell.textContent)).toEqual([
      'Name\t',
      'Height',
    ])
    expect(body?.querySelectorAll('td')).toHaveLength(2)
    expect(dom.rangeOf(2, 10, 15)?.toString()).toBe('1,345')
  })

  test('pictures of cells stand in their table, under their rows', () => {
    const image = { name: 'gear.png', width: 100, height: 50 }
    const picture: Block = { ...paragraph(''), kind: 'wordless-picture', image }
    const described: Block = { ...paragraph('A gear.'), kind: 'image-alternative', image }
    const rows = ['One', 'Two'].map((name) => tableRow(0, [name, 'x', 'y']))
    const dom = build([tableRow(0, ['Step', 'a', 'b'], true), rows[0], picture, rows[1], described, rows[1]])
    expect(root.querySelectorAll('table')).toHaveLength(1)
    expect(
      [...root.querySelectorAll('tr')].map((row) => row.firstElementChild?.getAttribute('colspan')),
    ).toEqual([null, null, '3', null, '3', null])
    expect(root.querySelectorAll('td > figure .picture')).toHaveLength(2)
    expect(dom.rangeOf(4, 2, 6)?.toString()).toBe('gear')
    expect(root.querySelector<HTMLElement>('.table-box')?.dataset.subject).toBe('table')
  })

  test('a table longer than a section, or cut by growth, goes on in columns of the same widths', () => {
    const rowsFrom = (from: number) =>
      Array.from({ length: 200 }, (_, index) => tableRow(0, [`${from + index}`, 'a longer cell of words']))
    const blocks = rowsFrom(0)
    const dom = build(blocks)
    blocks.push(...rowsFrom(200))
    dom.grow()
    vi.runAllTimers()
    const widths = [...root.querySelectorAll('table')].map((table) =>
      [...table.querySelectorAll('col')].map((column) => column.style.getPropertyValue('inline-size')),
    )
    expect(widths.length).toBeGreaterThan(2)
    expect(new Set(widths.map(String)).size).toBe(1)
    expect(widths[0]).toHaveLength(2)
    expect(root.querySelectorAll('.goes-on')).toHaveLength(widths.length - 1)
  })

  test('one cell of a megabyte, and a row of thousands of cells, are built in bounded parts', () => {
    const dom = build([
      tableRow(0, ['word '.repeat(200_000), 'end']),
      tableRow(
        1,
        Array.from({ length: 6_000 }, () => 'x'),
      ),
    ])
    vi.runAllTimers()
    expect(dom.rangeOf(0, 1_000_001, 1_000_004)?.toString()).toBe('end')
    expect(root.querySelectorAll('td').length).toBeLessThan(6_500)
  })

  test('what a ruby is read as is shown, and is no part of the text', () => {
    const dom = build([
      paragraph('日本語です', [{ kind: 'ruby', startChar: 0, endChar: 3, reading: 'にほんご' }]),
    ])
    expect(root.querySelector('ruby')?.textContent).toBe('日本語')
    expect(root.querySelector<HTMLElement>('ruby > rt')?.dataset.reading).toBe('にほんご')
    expect(dom.rangeOf(0, 2, 4)?.toString()).toBe('語で')
  })

  test('a ruby under emphasis of a part of it is one ruby with one reading', () => {
    build([
      paragraph('日本語', [
        { kind: 'ruby', startChar: 0, endChar: 3, reading: 'にほんご' },
        { kind: 'emphasis', startChar: 1, endChar: 2 },
      ]),
    ])
    expect(root.querySelectorAll('rt')).toHaveLength(1)
    expect(root.textContent).toBe('日本語')
  })

  test('marks become elements: languages, notes, raised and lowered signs, links that say where they lead', () => {
    build([
      paragraph('Voilà H2O, E=mc2, note 1, gone, here', [
        { kind: 'language', startChar: 0, endChar: 5, language: 'fr' },
        { kind: 'subscript', startChar: 7, endChar: 8 },
        { kind: 'superscript', startChar: 15, endChar: 16 },
        { kind: 'note-reference', startChar: 23, endChar: 24 },
        { kind: 'deleted', startChar: 26, endChar: 30 },
        { kind: 'link', startChar: 32, endChar: 36, href: 'https://example.org/a' },
      ]),
    ])
    const words = (selector: string) => root.querySelector(selector)?.textContent
    expect(words('[lang=fr]')).toBe('Voilà')
    expect(words('sub')).toBe('2')
    expect(words('sup.note-reference')).toBe('1')
    expect(words('del')).toBe('gone')
    expect(root.querySelector<HTMLElement>('.link-mark')?.title).toBe('https://example.org/a')
  })

  test('what the rules leave out says so, at once when they change, and not twice where it is cut', () => {
    const dom = build([
      paragraph('A note1 here', [{ kind: 'note-reference', startChar: 6, endChar: 7 }]),
      { ...paragraph('17'), kind: 'page-number' },
      { ...paragraph('let x = 1'), kind: 'code' },
      { ...paragraph('word '.repeat(1_500)), matter: 'licence' },
      tableRow(0, ['a', 'b']),
    ])
    vi.runAllTimers()
    const reasons = () =>
      [...root.querySelectorAll<HTMLElement>('[data-reason]')].map(({ dataset }) => dataset.reason)
    expect(reasons()).toEqual([
      'Note number, skipped',
      'Page number, skipped',
      'Code block, said as a phrase',
      'Licence text, skipped',
    ])
    expect(root.querySelectorAll('.skipped[data-subject=licence]').length).toBeGreaterThan(1)
    dom.setRules({ 'page-number': 'read', code: 'skip', table: 'skip' })
    expect(reasons()).toEqual([
      'Note number, skipped',
      'Code block, skipped',
      'Licence text, skipped',
      'Table, skipped',
    ])
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

  test('the number of a chapter stands apart, and the text is the same, mark by mark', () => {
    const marks: InlineMark[] = [{ kind: 'emphasis', startChar: 0, endChar: 8 }]
    const dom = build([{ ...heading('IV. Time Travelling'), marks }, heading('V. Below', 2)])
    const title = root.querySelector('h1')
    expect(title?.textContent).toBe('IV. Time Travelling')
    expect(title?.querySelector('.chapter-number')?.textContent).toBe('IV. ')
    expect([...(title?.querySelectorAll('em') ?? [])].map(({ textContent }) => textContent)).toEqual([
      'IV. ',
      'Time',
    ])
    expect(dom.rangeOf(0, 4, 8)?.toString()).toBe('Time')
    expect(dom.rangeOf(0, 0, 8)?.toString()).toBe('IV. Time')
    expect(root.querySelector('h2 .chapter-number')).toBeNull()
  })

  test('a block that is not there has no range, and a place outside the text no position', () => {
    const dom = build([paragraph('Text')])
    expect(dom.rangeOf(7, 0, 1)).toBeNull()
    expect(dom.positionAt(document.body, 0)).toBeNull()
  })
})
