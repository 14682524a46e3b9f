import { encode } from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import { readableDocumentSchema, type ReadableDocument } from '../../../../src-main/contract/document'
import { AppError } from '../../../../src-main/contract/errors'
import { memorySource } from '../../../../src-main/engine/documents/byte-source'
import { txtFormat } from '../../../../src-main/engine/documents/txt'
import {
  centred,
  gutenbergBook,
  longText,
  oldEtext,
  printedPages,
  prose,
  wrapped,
} from '../../../fixtures/txt/books'
import { openWith } from '../../../helpers/open-with'

function open(text: string | Uint8Array): Promise<ReadableDocument> {
  return openWith(txtFormat, text, 'a_book.txt')
}
function blockStarting(document: ReadableDocument, start: string): ReadableDocument['blocks'][number] {
  const block = document.blocks.find(({ text }) => text.startsWith(start))
  if (block === undefined) throw new Error(`No block starts with ${start}`)
  return block
}
/** Everything decoded is in a block or counted. */
function expectAllCounted(document: ReadableDocument, text: string): void {
  const inBlocks = document.blocks.reduce((sum, block) => sum + block.text.length, 0)
  const outside = document.outside.reduce((sum, { chars }) => sum + chars, 0)
  expect(inBlocks + outside).toBe(text.length)
}

describe('txtFormat', () => {
  test('a book of Project Gutenberg comes out as its parts', async () => {
    const text = gutenbergBook()
    const document = await open(text)
    expect(readableDocumentSchema.parse(document)).toEqual(document)
    expect(document).toMatchObject({
      title: 'The Ferryman and Other Stories',
      authors: ['Ada Quill'],
      language: 'en',
      encoding: { name: 'UTF-8', isGuess: false },
    })
    const body = document.blocks.filter(({ matter }) => matter !== 'licence')
    expect(
      body.map(({ kind, matter, marker, text: shown }) => [
        kind,
        matter ?? '',
        marker ?? '',
        shown.slice(0, 22),
      ]),
    ).toEqual([
      ['heading', '', '', 'THE FERRYMAN'],
      ['paragraph', '', '', 'by'],
      ['paragraph', '', '', 'ADA QUILL'],
      ['heading', 'contents', '', 'CONTENTS'],
      ['paragraph', 'contents', '', 'I. Low Water .........'],
      ['paragraph', 'contents', '', 'II. The Letter .......'],
      ['paragraph', 'contents', '', 'III. High Water'],
      ['image-alternative', '', '', 'The ferry at low water'],
      ['furniture', '', '', '[Illustration]'],
      ['heading', '', '', 'I. Low Water'],
      ['paragraph', '', '', 'The ferry had not cros'],
      ['paragraph', '', '', '“He will come,” said D'],
      ['verse', '', '', 'The river is a lazy th'],
      ['paragraph', '', '', 'The ferry had not cros'],
      ['furniture', '', '', '*      *      *      *'],
      ['quote', '', '', 'It is ordered by the c'],
      ['heading', '', '', 'II. The Letter'],
      ['paragraph', '', '', 'The ferry had not cros'],
      ['list-item', '', '1.', 'Bread, which she\n   ha'],
      ['list-item', '', '2.', 'Butter.'],
      ['code', '', '', '+------+-------+\n| Day'],
      ['heading', '', '', 'CHAPTER III.—HIGH WATE'],
      ['paragraph', '', '', 'The ferry had not cros'],
      ['footnote', '', '[1]', 'Dr. Ames was the physi'],
      ['footnote', '', '2', 'The bridge was built l'],
      ['paragraph', '', '', 'THE END'],
    ])
    expect(document.blocks.at(0)?.matter).toBe('licence')
    expect(document.blocks.at(-1)?.matter).toBe('licence')
    expect(document.contents.map(({ title }) => title)).toEqual([
      'THE FERRYMAN',
      'I. Low Water',
      'II. The Letter',
      'CHAPTER III.—HIGH WATER',
    ])
    expectAllCounted(document, text)
  })

  test('references, page numbers and typed emphasis are marks, and what stands for type is no text', async () => {
    const { text, marks } = blockStarting(await open(gutenbergBook()), '“He will')
    expect(text.replace(/\s+/g, ' ')).toContain('when the water is low.”')
    expect(marks.map(({ kind, startChar, endChar }) => [kind, text.slice(startChar, endChar)])).toEqual([
      ['emphasis', 'water'],
      ['strong', 'low'],
      ['note-reference', '[1]'],
      ['page-number', '[Pg 12]'],
      ['note-reference', '[2]'],
    ])
    const entry = blockStarting(await open(gutenbergBook()), 'I. Low Water ....')
    expect(entry.marks).toEqual([
      { kind: 'page-number', startChar: 'I. Low Water'.length, endChar: entry.text.length },
    ])
  })

  test('the licence before an old etext ends with its small print', async () => {
    const document = await open(oldEtext())
    expect(document).toMatchObject({ title: 'The Lamp', authors: ['Jon Reed'] })
    const body = document.blocks.filter(({ matter }) => matter === undefined)
    // The first line is all that names the book.
    expect(body.map(({ kind }) => kind)).toEqual(['paragraph', 'heading', 'paragraph'])
    expect(body[0]).toBe(document.blocks[0])
  })

  test('without a licence, brackets without a note and names with underscores stay what they are', async () => {
    const document = await open('See [1] and [a] in my_file_name, =x= and __init__.\n\n[2] is not one.')
    expect(document.blocks.map(({ kind, text, marks }) => [kind, text, marks])).toEqual([
      ['paragraph', 'See [1] and [a] in my_file_name, =x= and __init__.', []],
      ['paragraph', '[2] is not one.', []],
    ])
  })

  test('numbers of pages are blocks of their own, numbers of chapters are headings', async () => {
    const pages = await open(printedPages(5))
    expect(pages.blocks.filter(({ kind }) => kind === 'page-number').map(({ text }) => text)).toEqual([
      ...['7', '8', '9', '10', '11'],
    ])
    const chapter = `${`${wrapped(prose)}\n\n`.repeat(14)}`
    const chapters = await open(`1\n\n${chapter}2\n\n${chapter}3\n\n${chapter}`)
    expect(chapters.contents.map(({ title }) => title)).toEqual(['1', '2', '3'])
    expect((await open('- 12 -\n\nText.\n\nPage 13')).blocks.map(({ kind }) => kind)).toEqual([
      ...['page-number', 'paragraph', 'page-number'],
    ])
  })

  test('lines that lead to growing page numbers are a table of contents, sums and prices are not', async () => {
    const mattersOf = async (text: string): Promise<unknown[]> =>
      (await open(text)).blocks.map(({ matter }) => matter)
    expect(await mattersOf('The Mill ..... 3\nThe Ford . . . . . 12\n\nText.')).toEqual([
      ...['contents', 'contents', undefined],
    ])
    expect(await mattersOf('Coffee ..... 3\nTea ..... 2')).toEqual([undefined])
    expect(await mattersOf('Apples   12\nPears    17')).toEqual([undefined])
  })

  test('an empty file and one of a character', async () => {
    await expect(open('')).rejects.toMatchObject({ code: 'document/empty' })
    expect((await open('x')).blocks.map(({ text }) => text)).toEqual(['x'])
  })

  test('a centred line is a heading in a wrapped text', async () => {
    const text = `${`${wrapped(prose)}\n\n`.repeat(4)}${centred('The Other Bank')}\n\n${wrapped(prose)}`
    expect((await open(text)).contents.map(({ title }) => title)).toEqual(['The Other Bank'])
  })

  test.each([
    'KAPITEL III',
    'Kapitel 3: Die Brücke',
    'Erstes Buch',
    '2. Kapitel',
    'Chapitre II',
    'PREMIÈRE PARTIE',
    'Capítulo IV',
    'Capitolo primo',
    'Глава 7',
    'ЧАСТЬ ПЕРВАЯ',
    'Rozdział 5',
    '第三章 雨',
    '序章',
    '第十二回',
    '제3장',
    'الفصل الأول',
    'Prologue',
    'Epilog',
    'Chapter XII The Return Home',
    'Chapter the First',
    'BOOK TWENTY-ONE',
  ])('%s is a heading', async (line) => {
    const { blocks } = await open(`${line}\n\n${prose}`)
    expect(blocks.map(({ kind }) => kind)).toEqual(['heading', 'paragraph'])
  })

  test('an encoding can be chosen, and one that does not exist is refused', async () => {
    const bytes = encode('Мельник', 'KOI8-R')
    const document = await openWith(txtFormat, bytes, 'a.txt', { encoding: 'KOI8-R' })
    expect(document).toMatchObject({ encoding: { name: 'KOI8-R', isGuess: false }, warnings: [] })
    expect(document.blocks[0].text).toBe('Мельник')
    await expect(openWith(txtFormat, bytes, 'a.txt', { encoding: 'EBCDIC' })).rejects.toMatchObject({
      code: 'contract/invalid',
    })
  })

  test('a guess on little evidence and damaged characters are warnings', async () => {
    expect((await open(Buffer.from('caf\xe9', 'latin1'))).warnings).toEqual([{ code: 'encoding-guessed' }])
    const damaged = Buffer.concat([
      Buffer.from('Größe, Güte, Mühe, Föhn, Süße, Täler '),
      Buffer.from([0xff, 0xfe, 0x20, 0xff]),
    ])
    expect((await open(damaged)).warnings).toEqual([{ code: 'damaged', count: 2 }])
  })

  test('a long text comes in pieces of bounded size, the first one long before the last', async () => {
    const text = longText(8_000_000)
    const source = memorySource('long.txt', Buffer.from(text))
    const start = performance.now()
    const { pieces } = await txtFormat.open(source, {}, new AbortController().signal)
    let firstAt = 0
    let chars = 0
    let count = 0
    for await (const piece of pieces) {
      count += 1
      if (count === 1) firstAt = performance.now() - start
      const inPiece = piece.blocks.reduce((sum, block) => sum + block.text.length, 0)
      expect(inPiece).toBeLessThan(20_000)
      chars += inPiece + piece.outside.reduce((sum, { chars: outside }) => sum + outside, 0)
    }
    expect(chars).toBe(text.length)
    expect(count).toBeGreaterThan(300)
    expect(firstAt).toBeLessThan((performance.now() - start) * 0.8)
  })

  test('cancelling between pieces stops with the reason', async () => {
    const abort = new AbortController()
    const { pieces } = await txtFormat.open(
      memorySource('a.txt', Buffer.from(longText(200_000))),
      {},
      abort.signal,
    )
    const reason = new Error('closed')
    const reading = (async () => {
      for await (const piece of pieces) if (piece.blocks.length > 0) abort.abort(reason)
    })()
    await expect(reading).rejects.toBe(reason)
  })

  test.each([
    ['brackets', '[1] {2} '.repeat(40_000)],
    ['notes', Array.from({ length: 20_000 }, (_, note) => `[${note % 9_999}] a`).join('\n\n')],
    ['underscores', '_a '.repeat(100_000)],
    ['equal signs', `Project Gutenberg\n\n${'=a '.repeat(100_000)}`],
    ['dots', `a${' .'.repeat(100_000)} b`],
    ['entries', `CONTENTS\n\n${'a .... 1\n'.repeat(50_000)}`],
    ['numbered lines', Array.from({ length: 50_000 }, (_, line) => `${line % 1_000}. a`).join('\n')],
    [
      'bullets at every depth',
      Array.from({ length: 5_000 }, (_, line) => `${' '.repeat(line % 300)}* a`).join('\n'),
    ],
    ['frames', '─┼'.repeat(100_000)],
    ['form feeds', '\f1\n\n'.repeat(50_000)],
    ['white space', `a${' \t'.repeat(200_000)}b`],
    ['half a picture', `[Illustration:${' '.repeat(200_000)}x`],
    ['titles', 'Title: a\n  b\n  c\n'.repeat(5_000) + '\nProject Gutenberg'],
  ])('a flood of %s takes no more than seconds', async (_, text) => {
    const start = performance.now()
    expectAllCounted(await open(text), text)
    expect(performance.now() - start).toBeLessThan(20_000)
  })

  test('whatever happens to the bytes, a document or a failure comes out', async () => {
    const originals = [
      Buffer.from(gutenbergBook()),
      encode(oldEtext(), 'UTF-16LE'),
      encode(`第一章\n\n${'川のほとりに年をとった粉屋が住んでいて、'.repeat(20)}`, 'Shift_JIS'),
    ]
    let seed = 11
    const next = (below: number): number => (seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31) % below
    for (let mutant = 0; mutant < 200; mutant += 1) {
      const bytes = Buffer.from(originals[mutant % originals.length])
      for (let change = 0; change <= next(12); change += 1) bytes[next(bytes.length)] = next(256)
      const cut = next(4) === 0 ? bytes.subarray(0, next(bytes.length)) : bytes
      const result = await open(cut).catch((error: unknown) => error)
      if (result instanceof Error) expect(result).toBeInstanceOf(AppError)
      else expect(readableDocumentSchema.safeParse(result).success).toBe(true)
    }
  })
})
