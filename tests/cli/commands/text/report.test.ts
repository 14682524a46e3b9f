import { describe, expect, test } from 'vitest'
import { documentWarnings, emptyPiece, type Block, type ReadableDocument } from '@contract/document'
import { reportText } from '../../../../src-main/cli/commands/text/report'
import { warningSentence } from '../../../../src-main/cli/commands/text/warnings'

const block = (text: string, more: Partial<Block> = {}): Block => ({
  kind: 'paragraph',
  text,
  marks: [],
  source: { part: 0, startChar: 0, endChar: text.length, exact: true },
  ...more,
})
const documentOf = (...blocks: Block[]): ReadableDocument => ({
  id: 'a',
  title: 'A',
  authors: ['B'],
  format: 'epub',
  language: 'en-GB',
  ...emptyPiece(),
  parts: [{ kind: 'page', label: 'iv' }],
  blocks,
})
const mark = (
  text: string,
  part: string,
  kind: 'note-reference' | 'page-number' | 'line-number' | 'url',
) => ({
  kind,
  startChar: text.indexOf(part),
  endChar: text.indexOf(part) + part.length,
})

describe('reportText', () => {
  test('a block is skipped by its matter or kind, by the rules that hold for everybody', () => {
    const { blocks, skipped } = reportText(
      documentOf(
        block('Text'),
        block('A note', { kind: 'footnote' }),
        block('All rights', { matter: 'imprint' }),
        block('Chapter 1 … 5', { matter: 'contents', kind: 'list-item' }),
        block('Chapter 2 … 9', { matter: 'contents', kind: 'list-item' }),
        block('A caption', { kind: 'caption' }),
      ),
    )
    expect(blocks.map((one) => one.skipped)).toEqual([null, null, 'imprint', 'contents', 'contents', null])
    expect(blocks[1]).toMatchObject({ text: 'A note', part: 'iv' })
    expect(skipped).toEqual({ imprint: 1, contents: 2 })
  })

  test.each([
    ['He left.12 She stayed.', '12', 'He left. She stayed.'],
    ['He left [12], she stayed.', '[12]', 'He left, she stayed.'],
    ['He left 12 and came.', '12', 'He left and came.'],
    ['12 Then he left.', '12', 'Then he left.'],
    ['Then he left. 12', '12', 'Then he left.'],
    ['It was vo[12]ice.', '[12]', 'It was voice.'],
  ])('a number of a note is taken out of %j', (text, number, read) => {
    const { blocks, skipped } = reportText(
      documentOf(block(text, { marks: [mark(text, number, 'note-reference')] })),
    )
    expect(blocks[0]).toMatchObject({
      text: read,
      skipped: null,
      leftOut: [{ rule: 'note-reference', text: number }],
    })
    expect(skipped).toEqual({ 'note-reference': 1 })
  })

  test('two stretches, one within the other, and one that is read', () => {
    const text = 'See 5 [12] at example.org now'
    const marks = [
      mark(text, 'example.org', 'url'),
      mark(text, '12', 'note-reference'),
      mark(text, '[12]', 'page-number'),
      mark(text, '5', 'line-number'),
    ]
    const { blocks, skipped } = reportText(documentOf(block(text, { marks })))
    expect(blocks[0]).toMatchObject({ text: 'See at example.org now' })
    expect(skipped).toEqual({ 'line-number': 1, 'page-number': 1 })
  })

  test('a block that is nothing but such a stretch is skipped', () => {
    const { blocks, skipped } = reportText(
      documentOf(block(' 25 ', { marks: [mark(' 25 ', '25', 'line-number')] })),
    )
    expect(blocks[0]).toMatchObject({ text: ' 25 ', skipped: 'line-number' })
    expect(skipped).toEqual({ 'line-number': 1 })
  })

  test('what is no stretch to be skipped stays as it stands', () => {
    const verse = '  One \n  two  , three'
    expect(reportText(documentOf(block(verse, { kind: 'verse' }))).blocks[0].text).toBe(verse)
  })

  test('a row of a table has its cells', () => {
    const row = {
      table: 0,
      isHeader: false,
      cells: [
        { startChar: 0, endChar: 1, header: 'Name' },
        { startChar: 2, endChar: 4 },
      ],
    }
    expect(reportText(documentOf(block('a\tbc', { kind: 'table', row }))).blocks[0].row).toEqual({
      table: 0,
      isHeader: false,
      cells: [{ text: 'a', header: 'Name' }, { text: 'bc' }],
    })
  })
})

describe('warningSentence', () => {
  test.each(documentWarnings)('%s is a sentence, with and without a count', (code) => {
    for (const warning of [{ code }, { code, count: 1 }, { code, count: 3 }])
      expect(warningSentence(warning)).toMatch(/^[A-Z3][^\n]*\.$|^3 /)
  })
})
