import { describe, expect, test } from 'vitest'
import { readableDocumentSchema, type Block } from '../../../../src-main/contract/document'
import { memorySource } from '../../../../src-main/engine/documents/byte-source'
import { pdfFormat } from '../../../../src-main/engine/documents/pdf'
import * as fixtures from '../../../fixtures/pdf/documents'
import { paragraph, writePdf } from '../../../fixtures/pdf/write-pdf'
import { openWith } from '../../../helpers/open-with'

const open = (bytes: Uint8Array, options = {}) => openWith(pdfFormat, bytes, 'fixture.pdf', options)
const textsOf = (blocks: readonly Block[], kind: Block['kind']) =>
  blocks.filter((block) => block.kind === kind).map(({ text }) => text)

describe('pdfFormat', () => {
  test('takes a file by its header, also behind other bytes, and nothing else', async () => {
    const accepts = async (text: string) => await pdfFormat.detect(memorySource('a.txt', Buffer.from(text)))
    expect(await accepts('%PDF-1.4\n')).toBe(true)
    expect(await accepts('junk\r\n%PDF-1.7\n')).toBe(true)
    expect(await accepts('A PDF begins with "%PDF-".')).toBe(false)
    expect(await accepts('')).toBe(false)
  })

  test('one line is one paragraph, titled by the file', async () => {
    const document = await open(fixtures.tinyPdf())
    expect(readableDocumentSchema.parse(document)).toBeTruthy()
    expect(document).toMatchObject({ title: 'fixture', format: 'pdf', parts: [{ kind: 'page', label: '1' }] })
    expect(document.blocks).toMatchObject([
      {
        kind: 'paragraph',
        text: 'A single line of text.',
        source: { part: 0, startChar: 0, endChar: 22, exact: true },
      },
    ])
  })

  test('columns are read one after the other, and a word cut between them is whole', async () => {
    const { blocks, outside } = await open(fixtures.twoColumnPdf())
    expect(blocks.map(({ kind }) => kind)).toEqual(['heading', 'paragraph'])
    expect(blocks[1].text).toContain('an unfinished one, whose end')
    expect(blocks[1].text).toMatch(/^Alpha .* Gamma .* Omega\.$/)
    expect(outside).toContainEqual({ rule: 'line-end hyphen', chars: 1 })
  })

  test('letters that are set apart are words, short ones and numbers beside a long one too', async () => {
    const head = ['FOXES', 'ON', '12'].flatMap((word, at) =>
      [...word].map((text, place) => ({ text, x: 72 + (at * 7 + place) * 16, y: 700, size: 14 })),
    )
    const list = ['A', 'B', 'C'].map((text, at) => ({ text, x: 72 + at * 8, y: 680 }))
    const lines = Array.from(
      { length: 12 },
      () => 'A line of text that goes on from end to end of the page, and on.',
    )
    const { blocks } = await open(writePdf([{ shown: [...head, ...list, ...paragraph(lines, 72, 660)] }]))
    expect(blocks[0].text).toBe('FOXES ON 12')
    expect(blocks[1].text).toMatch(/^A B C/)
  })

  test.each([
    ['in letters of its own', { font: 'italic' as const }, true],
    ['smaller', { size: 8 }, true],
    ['larger, as a title is', { size: 13 }, false],
    ['set as the others', {}, false],
  ])('a first row of words, %s, heads a table or not', async (_, look, isHeader) => {
    const rows = [
      ['Fox', 'Den', 'Food'],
      ['red', 'earth', 'mice'],
      ['grey', 'wood', 'birds'],
      ['white', 'snow', 'hares'],
    ]
    const shown = rows.flatMap((cells, at) =>
      cells.map((text, column) => ({
        text,
        x: 72 + column * 120,
        y: 700 - at * 16,
        ...(at === 0 ? look : {}),
      })),
    )
    const { blocks } = await open(writePdf([{ shown }]))
    expect(blocks.map(({ row }) => row?.isHeader)).toEqual([isHeader, false, false, false])
  })

  test('running heads and page numbers are no text, from the first page on', async () => {
    const { blocks } = await open(fixtures.bookPdf(9))
    expect(textsOf(blocks, 'page-number')).toEqual(['1', '2', '3', '4', '5', '6', '7', '8', '9'])
    expect(new Set(textsOf(blocks, 'furniture'))).toEqual(new Set(['THE BOOK OF FOXES', 'CHAPTER ONE']))
    expect(textsOf(blocks, 'paragraph').join(' ')).not.toContain('FOXES')
  })

  test('notes stand behind the paragraph that goes on over the page, and powers are no references', async () => {
    const { blocks } = await open(fixtures.footnotePdf())
    expect(blocks.filter(({ kind }) => kind === 'footnote')).toMatchObject([
      { marker: '1', text: 'The first note is set small.' },
      { marker: '2', text: 'The second one, too.' },
    ])
    const references = blocks.flatMap(({ text, marks }) =>
      marks.filter(({ kind }) => kind === 'note-reference').map((mark) => text.slice(0, mark.endChar)),
    )
    expect(references).toEqual(['The first claim needs a note1', 'A word with a second note2'])
    expect(textsOf(blocks, 'paragraph')).toContainEqual(
      expect.stringMatching(/has no end before it is finished here, after all\.$/),
    )
  })

  test('turned pages read alike', async () => {
    const { blocks } = await open(fixtures.rotatedPdf())
    expect(blocks.map(({ text }) => text)).toEqual(
      Array.from({ length: 4 }, () => 'The first line of a turned page goes on in a second one.'),
    )
  })

  test('text laid on its side is read when it is the page, and the rest is beside it', async () => {
    const { blocks } = await open(fixtures.sidewaysPdf())
    expect(blocks).toMatchObject([
      { kind: 'paragraph', text: 'This page was laid on its side by whoever printed it, for a wide table.' },
      { kind: 'furniture', text: 'stamp 17' },
    ])
  })

  test('a structure tree gives the order, the kinds and the language', async () => {
    const { blocks, language } = await open(fixtures.taggedPdf())
    expect(language).toBe('en-GB')
    expect(blocks).toMatchObject([
      { kind: 'heading', level: 1, text: 'A Heading' },
      { kind: 'paragraph', text: 'First in the order of reading.' },
      { kind: 'paragraph', text: 'Second in the order of reading.' },
      { kind: 'list-item', marker: '1.', text: 'an item of a list', level: 1 },
      { kind: 'table', text: 'Name\tValue', row: { isHeader: true } },
      { kind: 'table', text: 'Fox\t12', row: { isHeader: false } },
      { kind: 'image-alternative', text: 'A fox beside a table' },
      { kind: 'furniture', text: 'running head' },
    ])
  })

  test('a printed table of contents is one, without its dots, and bookmarks lead to headings', async () => {
    const { blocks, contents, title, authors, outside } = await open(fixtures.contentsPdf())
    expect({ title, authors }).toEqual({ title: 'Of Foxes', authors: ['Ann Example', 'Ben Example'] })
    const printed = blocks.filter(({ matter }) => matter === 'contents')
    expect(printed.map(({ text }) => text)).toEqual(['One Fox 2', 'Two Foxes 3'])
    expect(printed[0].marks).toEqual([{ kind: 'page-number', startChar: 8, endChar: 9 }])
    expect(outside).toContainEqual({ rule: 'leader', chars: 42 })
    expect(contents.map((entry) => [entry.title, blocks[entry.startBlock].text])).toEqual([
      ['One Fox', 'One Fox'],
      ['Two Foxes', 'Two Foxes'],
    ])
  })

  test('numbers of lines in a margin are not read between the words', async () => {
    const { blocks } = await open(fixtures.lineNumberPdf())
    const read = textsOf(blocks, 'paragraph').join(' ')
    expect(read).toContain('Part 4')
    expect(read).not.toMatch(/\b(?:1[0-9]|2[0-5]|[5-79])\b/)
    expect(textsOf(blocks, 'furniture')).toContain(Array.from({ length: 25 }, (_, at) => at + 1).join(' '))
  })

  test('text printed twice over itself is read once, invisible text is read, text off the page is not', async () => {
    const shown = [
      { text: 'Twice for weight', x: 72, y: 700 },
      { text: 'Twice for weight', x: 72.4, y: 700 },
      { text: 'Recognised under a scan', x: 72, y: 600, mode: 3 },
      { text: 'Beyond the cut', x: 72, y: 40 },
    ]
    const { blocks, outside } = await open(writePdf([{ shown, cropBox: [0, 100, 612, 792] }]))
    expect(blocks.map(({ text }) => text)).toEqual(['Twice for weight', 'Recognised under a scan'])
    expect(outside).toContainEqual({ rule: 'printed twice', chars: 14 })
  })

  test('a document without text says so, with its pages', async () => {
    await expect(open(fixtures.emptyPagePdf())).rejects.toMatchObject({
      code: 'document/no-text',
      details: { format: 'pdf', pages: 1 },
    })
  })

  test('pages without text among others are counted', async () => {
    const shown = [{ text: 'The only page with text.', x: 72, y: 700 }]
    const { warnings } = await open(writePdf([{ shown: [] }, { shown }, { shown: [] }]))
    expect(warnings).toEqual([{ code: 'pages-without-text', count: 2 }])
  })

  test('a cancelled opening ends with the reason it was given', async () => {
    const cancelling = new AbortController()
    const reason = new Error('enough')
    const { pieces } = await pdfFormat.open(
      memorySource('book.pdf', fixtures.bookPdf(60)),
      {},
      cancelling.signal,
    )
    const read = async (): Promise<void> => {
      for await (const { blocks } of pieces) if (blocks.length > 0) cancelling.abort(reason)
    }
    await expect(read()).rejects.toBe(reason)
  })
})
