import { describe, expect, test } from 'vitest'
import type { Block } from '../../../../src-main/contract/document'
import { docxFormat } from '../../../../src-main/engine/documents/docx'
import { builtInStyles } from '../../../fixtures/docx/documents'
import {
  item,
  level,
  list,
  paragraph,
  run,
  styled,
  table,
  wordFile,
  type WordFixture,
} from '../../../fixtures/docx/word-file'
import { openWith } from '../../../helpers/open-with'

async function blocksOf(body: string, more: WordFixture = {}): Promise<Block[]> {
  return (await openWith(docxFormat, wordFile({ styles: builtInStyles, ...more, body }), 'a.docx')).blocks
}
const shown = (blocks: readonly Block[]): string[][] => blocks.map(({ kind, text }) => [kind, text])
const cell = (content: string, properties = ''): string =>
  `<w:tc>${properties && `<w:tcPr>${properties}</w:tcPr>`}${content}</w:tc>`
const rows = (content: string, columns = 2): string =>
  `<w:tbl><w:tblPr/><w:tblGrid>${'<w:gridCol/>'.repeat(columns)}</w:tblGrid>${content}</w:tbl>`

describe('tables', () => {
  test('give a block a row, each cell under the heads of its column', async () => {
    const header = '<w:trPr><w:tblHeader/></w:trPr>'
    const body = rows(
      `<w:tr>${header}${cell(paragraph('Name'))}${cell(paragraph('Year'), '<w:gridSpan w:val="2"/>')}</w:tr>` +
        `<w:tr>${header}${cell(paragraph(''))}${cell(paragraph('2008'))}${cell(paragraph('2009'))}</w:tr>` +
        `<w:tr>${cell(paragraph('Ada'))}${cell(paragraph('1'))}${cell(paragraph('2'))}</w:tr>`,
      3,
    )
    const blocks = await blocksOf(body)
    expect(blocks.map(({ row }) => row?.isHeader)).toEqual([true, true, false])
    expect(blocks[2].row?.cells.map(({ header: head }) => head)).toEqual(['Name', 'Year 2008', 'Year 2009'])
    expect(blocks[2].text).toBe('Ada\t1\t2')
  })

  test('a first row all in bold is taken for heads', async () => {
    const strong = (text: string): string => paragraph(run(text, '<w:b/>'))
    const blocks = await blocksOf(
      table([
        [strong('A'), strong('B')],
        ['1', '2'],
      ]),
    )
    expect(blocks[1].row?.cells.map(({ header }) => header)).toEqual(['A', 'B'])
  })

  test('a cell that goes on from above is empty; tabs and paragraphs in a cell stay within it', async () => {
    const body = rows(
      `<w:tr>${cell(paragraph('Tall'), '<w:vMerge w:val="restart"/>')}${cell(paragraph('a') + paragraph('<w:r><w:t>b</w:t><w:tab/><w:t>c</w:t></w:r>'))}</w:tr>` +
        `<w:tr>${cell(paragraph('covered'), '<w:vMerge/>')}${cell(paragraph('d'))}</w:tr>`,
    )
    const document = await openWith(docxFormat, wordFile({ body }), 'a.docx')
    expect(document.blocks.map(({ text }) => text)).toEqual(['Tall\ta\nb c', '\td'])
    expect(document.outside).toContainEqual({ rule: 'merged cell', chars: 7 })
  })

  test('a table of one column, and a row that holds headings or long text, are read as what they hold', async () => {
    const long = 'Words and words. '.repeat(100).trim()
    const body =
      table([['Only'], ['column']]) +
      table([
        [styled('Heading1', 'Head'), 'beside'],
        ['a', 'b'],
        [paragraph(long), 'c'],
      ])
    expect(shown(await blocksOf(body))).toEqual([
      ['paragraph', 'Only'],
      ['paragraph', 'column'],
      ['heading', 'Head'],
      ['paragraph', 'beside'],
      ['table', 'a\tb'],
      ['paragraph', long],
      ['paragraph', 'c'],
    ])
  })

  test('a table in a cell has rows of its own, in their place', async () => {
    const body = table([
      [paragraph('Before') + table([['x', 'y']]) + paragraph('after'), 'beside'],
      ['1', '2'],
    ])
    const blocks = await blocksOf(body)
    expect(shown(blocks)).toEqual([
      ['paragraph', 'Before'],
      ['table', 'x\ty'],
      ['paragraph', 'after'],
      ['paragraph', 'beside'],
      ['table', '1\t2'],
    ])
    expect(blocks.map(({ row }) => row?.table)).toEqual([undefined, 1, undefined, undefined, 0])
  })

  test('numbers of a list in a table are read with their cells; deleted and hidden rows are not read', async () => {
    const deleted = `<w:tr><w:trPr><w:del/></w:trPr>${cell(paragraph('gone'))}${cell(paragraph('too'))}</w:tr>`
    const hidden = `<w:tr><w:trPr><w:hidden/></w:trPr>${cell(paragraph('not seen'))}</w:tr>`
    const body = rows(
      `<w:tr>${cell(item('first'))}${cell(paragraph('x'))}</w:tr>${deleted}${hidden}<w:tr>${cell(item('second'))}${cell(paragraph('y'))}</w:tr>`,
    )
    const document = await openWith(
      docxFormat,
      wordFile({ body, numbering: list(1, level(0, 'decimal', '%1.')) }),
      'a.docx',
    )
    expect(document.blocks.map(({ text }) => text)).toEqual(['1. first\tx', '2. second\ty'])
    expect(document.outside).toEqual(
      expect.arrayContaining([
        { rule: 'deleted', chars: 7 },
        { rule: 'hidden', chars: 8 },
      ]),
    )
  })

  test('spans and columns out of all bounds cost nothing', async () => {
    const wide = `<w:tr><w:trPr><w:gridBefore w:val="2147483647"/></w:trPr>${cell(paragraph('a'), '<w:gridSpan w:val="2000000000"/>')}${cell(paragraph('b'))}</w:tr>`
    expect((await blocksOf(rows(wide)))[0].text).toBe('a\tb')
  })

  test('marks keep to their words in a row', async () => {
    const [block] = await blocksOf(table([['plain', paragraph(run('a ') + run('bold', '<w:b/>'))]]))
    expect(block.marks.map(({ startChar, endChar }) => block.text.slice(startChar, endChar))).toEqual([
      'bold',
    ])
  })
})

describe('notes', () => {
  const reference = (id: number, kind = 'footnote'): string => `<w:r><w:${kind}Reference w:id="${id}"/></w:r>`
  const note = (id: number, content: string, kind = 'footnote'): string =>
    `<w:${kind} w:id="${id}">${content}</w:${kind}>`

  test('follow the block that refers to them, a row for all of its cells', async () => {
    const footnotes =
      note(1, paragraph('First.') + paragraph('More of it.')) +
      note(2, paragraph('Second.')) +
      note(3, paragraph('Lost.'))
    const body =
      paragraph(run('Text') + reference(2)) +
      table([[paragraph(run('a') + reference(1)), 'b']]) +
      paragraph('End.')
    const document = await openWith(docxFormat, wordFile({ body, footnotes }), 'a.docx')
    expect(document.blocks.map(({ kind, marker, text }) => [kind, marker, text])).toEqual([
      ['paragraph', undefined, 'Text1'],
      ['footnote', '1', 'Second.'],
      ['table', undefined, 'a2\tb'],
      ['footnote', '2', 'First.'],
      ['footnote', undefined, 'More of it.'],
      ['paragraph', undefined, 'End.'],
    ])
    expect(document.outside).toContainEqual({ rule: 'not referred to', chars: 5 })
  })

  test('are numbered as the document says: of a kind, from a number, anew in each section', async () => {
    const section =
      '<w:sectPr><w:footnotePr><w:numFmt w:val="upperLetter"/><w:numStart w:val="2"/><w:numRestart w:val="eachSect"/></w:footnotePr></w:sectPr>'
    const body =
      paragraph(run('a') + reference(1)) +
      paragraph(run('b') + reference(2), section) +
      paragraph(run('c') + reference(3) + reference(1, 'endnote')) +
      section
    const blocks = await blocksOf(body, {
      footnotes: [1, 2, 3].map((id) => note(id, paragraph('x'))).join(''),
      endnotes: note(1, paragraph('y'), 'endnote'),
    })
    expect(blocks.filter(({ kind }) => kind === 'paragraph').map(({ text }) => text)).toEqual([
      'aB',
      'bC',
      'cBi',
    ])
  })

  test('a note that refers to itself, or twice to one, ends', async () => {
    const footnotes = note(1, paragraph(run('Round') + reference(1)))
    const body = paragraph(run('a') + reference(1) + run(' b') + reference(1))
    expect(shown(await blocksOf(body, { footnotes }))).toEqual([
      ['paragraph', 'a1 b2'],
      ['footnote', 'Round'],
    ])
  })

  test('a deleted reference brings no note and takes no number', async () => {
    const body = paragraph(`${run('a')}<w:del>${reference(1)}</w:del>${reference(2)}`)
    const footnotes = note(1, paragraph('gone')) + note(2, paragraph('kept'))
    expect(shown(await blocksOf(body, { footnotes }))).toEqual([
      ['paragraph', 'a1'],
      ['footnote', 'kept'],
    ])
  })
})

describe('headers and footers', () => {
  test('are read once, after the text, each text of them once', async () => {
    const section = (ids: readonly string[]): string =>
      `<w:sectPr>${ids.map((id) => `<w:headerReference w:type="default" r:id="${id}"/>`).join('')}</w:sectPr>`
    const document = await openWith(
      docxFormat,
      wordFile({
        headers: {
          a: paragraph('Head'),
          b: paragraph('Head'),
          c: paragraph('Other'),
          unused: paragraph('Unused'),
        },
        body: paragraph('One.', section(['a', 'b'])) + paragraph('Two.') + section(['a', 'c']),
      }),
      'a.docx',
    )
    expect(shown(document.blocks)).toEqual([
      ['paragraph', 'One.'],
      ['paragraph', 'Two.'],
      ['furniture', 'Head'],
      ['furniture', 'Other'],
    ])
    expect(document.outside).toContainEqual({ rule: 'repeated', chars: 4 })
  })
})
