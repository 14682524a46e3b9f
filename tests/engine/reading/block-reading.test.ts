import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Block, InlineMark } from '@contract/document'
import { readingActions, readingSubjects, type ReadingRules } from '@contract/reading-rules'
import { readBlock, type ReadingPlace } from '../../../src-main/engine/reading/block-reading'
import { paragraph } from '../../helpers/paragraphs'

const place: ReadingPlace = { rules: {}, previous: undefined, language: 'en' }
const said = (block: Block, rules: ReadingRules = {}, previous?: Block): string[] =>
  readBlock(block, { ...place, rules, previous }).scripts.map(({ text }) => text)
const leftOut = (block: Block, rules: ReadingRules = {}): string[] =>
  readBlock(block, { ...place, rules }).leftOut.map(
    ({ subject, startChar, endChar }) => `${subject}: ${block.text.slice(startChar, endChar)}`,
  )
/** A paragraph in which each stretch in braces bears a mark. */
function marked(written: string, ...marks: DistributedMark[]): Block {
  let text = ''
  const found: InlineMark[] = []
  for (const part of written.split(/(\{[^}]*\})/)) {
    const stretch = part.replace(/^\{|\}$/g, '')
    if (part.startsWith('{'))
      found.push({ ...marks[found.length], startChar: text.length, endChar: text.length + stretch.length })
    text += stretch
  }
  return { ...paragraph(text), marks: found }
}
type DistributedMark = InlineMark extends infer Mark
  ? Mark extends InlineMark
    ? Omit<Mark, 'startChar' | 'endChar'>
    : never
  : never

describe('readBlock', () => {
  test('what has no rule is said as it stands', () => {
    expect(said(paragraph('Just words (and more).'))).toEqual(['Just words (and more).'])
    expect(said(paragraph(''))).toEqual([''])
  })

  test('a block whose rule says so is left out, or named once', () => {
    const code = paragraph('let x = 1', 'code')
    expect(said(code, { code: 'skip' })).toEqual([])
    expect(leftOut(code, { code: 'skip' })).toEqual(['code: let x = 1'])
    expect(said(code)).toEqual(['Code block.'])
    expect(said(code, {}, code)).toEqual(['Code block.'])
    expect(said(code, { code: 'read' })).toEqual(['let x = 1'])
    const licence: Block = { ...paragraph('Terms.'), matter: 'licence' }
    expect(said(licence)).toEqual([])
    expect(said(licence, { licence: 'phrase' })).toEqual(['Licence.'])
    expect(said(licence, { licence: 'phrase' }, licence)).toEqual([])
  })

  test('a note’s number goes without leaving a gap, and an ordinal stays', () => {
    const block = marked(
      'In the 20{th} century{1} it rose{[2]}, then fell {3}.',
      superscript,
      note,
      note,
      note,
    )
    expect(said(block)).toEqual(['In the 20th century it rose, then fell.'])
    expect(leftOut(block)).toEqual(['note-reference: 1', 'note-reference: [2]', 'note-reference: 3'])
    expect(said(block, { 'note-reference': 'phrase' })).toEqual([
      'In the 20th century note 1 it rose note 2, then fell note 3.',
    ])
    expect(said(block, { 'note-reference': 'read' })).toEqual([block.text])
  })

  test('an address is named by its host', () => {
    const block = marked('See {https://www.example.org/a?b=c} for more.', { kind: 'url' })
    expect(said(block)).toEqual(['See link to example.org for more.'])
    expect(said(block, { url: 'skip' })).toEqual(['See for more.'])
    expect(said(block, { url: 'read' })).toEqual([block.text])
  })

  test('brackets can be left out, and what is in them with them', () => {
    const block = marked('It was late {(as ever, {1})}.', { kind: 'bracket' })
    expect(said(block, { bracket: 'skip' })).toEqual([expect.stringMatching(/^It was late/)])
    const nested: Block = {
      ...paragraph('It was late (see 1) then.'),
      marks: [
        { kind: 'bracket', startChar: 12, endChar: 19 },
        { kind: 'note-reference', startChar: 17, endChar: 18 },
      ],
    }
    expect(said(nested, { bracket: 'skip' })).toEqual(['It was late then.'])
    expect(said(nested)).toEqual(['It was late (see) then.'])
  })

  test('a formula and a reading are said as the document gives them', () => {
    const formula = marked('Then {x²} holds.', { kind: 'formula', words: 'x squared' })
    expect(said(formula)).toEqual(['Then x squared holds.'])
    expect(said(formula, { formula: 'skip' })).toEqual(['Then holds.'])
    expect(said(formula, { formula: 'phrase' })).toEqual(['Then Formula holds.'])
    expect(said(marked('{山路}を', { kind: 'ruby', reading: 'やまみち' }))).toEqual(['やまみちを'])
  })

  test('a table is read row by row, each cell under its head', () => {
    const row = { table: 0, isHeader: false }
    const header: Block = {
      ...paragraph('Name\tAge', 'table'),
      row: { ...row, isHeader: true, cells: [cell(0, 4), cell(5, 8)] },
    }
    const body: Block = {
      ...paragraph('Ann\t\t33', 'table'),
      row: { ...row, cells: [cell(0, 3, 'Name'), cell(4, 4, 'Title'), cell(5, 7, 'Age.')] },
    }
    expect(said(header)).toEqual(['Name', 'Age'])
    expect(said(body, {}, header)).toEqual(['Name: Ann', 'Age: 33'])
    expect(said(header, { table: 'phrase' })).toEqual(['Table.'])
    expect(said(body, { table: 'phrase' }, header)).toEqual([])
    const other: Block = { ...body, row: { ...row, table: 1, cells: [] } }
    expect(said(other, { table: 'phrase' }, header)).toEqual(['Table.'])
  })

  test('a long head is cut between words', () => {
    const block: Block = {
      ...paragraph('1', 'table'),
      row: { table: 0, isHeader: false, cells: [cell(0, 1, 'many words '.repeat(20))] },
    }
    expect(said(block)[0]).toMatch(/^(?:many words ){5}many: 1$/)
  })

  test('numbers of items, notes and headings are said before them, bullets are not', () => {
    expect(said({ ...paragraph('Item', 'list-item'), marker: '1.' })).toEqual(['1. Item'])
    expect(said({ ...paragraph('Item', 'list-item'), marker: '•' })).toEqual(['Item'])
    expect(said({ ...paragraph('Item', 'list-item'), marker: 'a)' })).toEqual(['A. Item'])
    expect(said({ ...paragraph('Methods', 'heading'), marker: '2.3.' })).toEqual(['2.3 Methods'])
    expect(said({ ...paragraph('See there.', 'footnote'), marker: '[4]' }, { footnote: 'read' })).toEqual([
      'Footnote 4: See there.',
    ])
    expect(said(paragraph('A dog', 'image-alternative'))).toEqual(['Image: A dog'])
  })

  test('phrases are in the language of their block where that is known', () => {
    const code = paragraph('x', 'code')
    const inLanguage = (language: string) =>
      readBlock(code, { ...place, language }).scripts.map(({ text }) => text)[0]
    expect(inLanguage('de-AT')).toBe('Programmtext.')
    expect(inLanguage('ja')).toBe('コード。')
    expect(inLanguage('tlh')).toBe('Code block.')
  })

  test('whatever the marks and the rules, every character is in one script, left out, or between cells', () => {
    fc.assert(
      fc.property(anyBlock, anyRules, (block, rules) => {
        const { scripts, leftOut: out } = readBlock(block, { ...place, rules })
        const ranges = [...out, ...scripts.flatMap(({ pieces }) => pieces.map(({ from }) => from))]
          .filter(({ startChar, endChar }) => startChar < endChar)
          .sort((a, b) => a.startChar - b.startChar)
        let from = 0
        for (const { startChar, endChar } of ranges) {
          expect(startChar).toBeGreaterThanOrEqual(from)
          expect(block.text.slice(from, startChar)).not.toMatch(/\S/)
          from = endChar
        }
        expect(block.text.slice(from)).not.toMatch(/\S/)
        for (const script of scripts)
          for (const piece of script.pieces)
            if (piece.kind === 'text')
              expect(script.text.slice(piece.startChar, piece.endChar)).toBe(
                block.text.slice(piece.from.startChar, piece.from.endChar),
              )
      }),
      { seed: 11, numRuns: 500 },
    )
  })
})

const note = { kind: 'note-reference' } as const
const superscript = { kind: 'superscript' } as const

function cell(startChar: number, endChar: number, header?: string) {
  return { startChar, endChar, ...(header === undefined ? {} : { header }) }
}

const anyMark = fc
  .tuple(
    fc.constantFrom<DistributedMark[]>(
      { kind: 'note-reference' },
      { kind: 'url' },
      { kind: 'bracket' },
      { kind: 'emphasis' },
      { kind: 'formula', words: 'x squared' },
      { kind: 'ruby', reading: 'r' },
      { kind: 'page-number' },
    ),
    fc.nat(30),
    fc.nat(12),
  )
  .map(([mark, startChar, chars]): InlineMark => ({ ...mark, startChar, endChar: startChar + chars }))
const anyBlock = fc
  .tuple(
    fc.constantFrom<Block['kind'][]>('paragraph', 'list-item', 'footnote', 'code', 'image-alternative'),
    fc.string({ unit: fc.constantFrom('a', 'B', '1', ' ', '.', '(', '\n', '羅'), maxLength: 30 }),
    fc.array(anyMark, { maxLength: 5 }),
  )
  .map(([kind, text, marks]): Block => ({ ...paragraph(text, kind), marks, marker: '3.' }))
const anyRules = fc
  .array(fc.tuple(fc.constantFrom(...readingSubjects), fc.constantFrom(...readingActions)))
  .map((pairs): ReadingRules => Object.fromEntries(pairs))
