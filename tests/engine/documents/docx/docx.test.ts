import { describe, expect, test } from 'vitest'
import { memorySource } from '../../../../src-main/engine/documents/byte-source'
import { docxFormat } from '../../../../src-main/engine/documents/docx'
import {
  brokenWordFile,
  builtInStyles,
  compoundFile,
  emptyWordFile,
  entityWordFile,
  tinyWordFile,
  typicalWordFile,
} from '../../../fixtures/docx/documents'
import { paragraph, styled, wordFile } from '../../../fixtures/docx/word-file'
import { zipBytes } from '../../../fixtures/archive/zip'
import { openWith } from '../../../helpers/open-with'

const open = (bytes: Uint8Array, name = 'a_report.docx') => openWith(docxFormat, bytes, name)

describe('docxFormat', () => {
  test('a typical document comes out as Word shows it', async () => {
    const document = await open(typicalWordFile())
    expect(document).toMatchObject({
      title: 'A Short Report',
      authors: ['Ada Writer', 'Ben Second'],
      language: 'en-GB',
      format: 'docx',
    })
    const blocks = document.blocks.map(({ kind, matter, level, marker, text }) =>
      [kind, matter, level, marker, text].filter((value) => value !== undefined),
    )
    expect(blocks).toEqual([
      ['heading', 1, 'A Short Report'],
      ['paragraph', 'For testing'],
      ['heading', 'contents', 1, 'Contents'],
      ['paragraph', 'contents', 'Findings\t1'],
      ['heading', 1, 'Findings'],
      ['paragraph', 'Plain, strong and stressed words1.'],
      ['footnote', '1', 'A note below.'],
      ['list-item', 1, '1.', 'First step'],
      ['list-item', 2, 'a)', 'a detail'],
      ['list-item', 1, '2.', 'Second step'],
      ['list-item', 1, '•', 'A point'],
      ['quote', 'Words of another.'],
      ['table', 'Name\tAge'],
      ['table', 'Ada\t36'],
      ['caption', 'Table 1: People'],
      ['paragraph', 'the report'],
      ['paragraph', 'Beside a box.'],
      ['paragraph', 'In the box.'],
      ['paragraph', 'Kept inserted text.'],
      ['furniture', 'Running head'],
      ['furniture', 'Page 3'],
    ])
    const marked = document.blocks.flatMap(({ text, marks }) =>
      marks.map((mark) => [mark.kind, text.slice(mark.startChar, mark.endChar)]),
    )
    expect(marked).toEqual([
      ['page-number', '1'],
      ['strong', 'strong'],
      ['emphasis', 'stressed'],
      ['note-reference', '1'],
      ['link', 'the report'],
      ['page-number', '3'],
    ])
    expect(document.contents).toEqual([
      { title: 'A Short Report', level: 1, startBlock: 0 },
      { title: 'Findings', level: 1, startBlock: 4 },
    ])
    expect(document.blocks[13].row).toEqual({
      table: 0,
      isHeader: false,
      cells: [
        { startChar: 0, endChar: 3, header: 'Name' },
        { startChar: 4, endChar: 6, header: 'Age' },
      ],
    })
    expect(document.warnings).toEqual([])
  })

  test('a document of one word needs no other part', async () => {
    const { title, blocks } = await open(tinyWordFile())
    expect(title).toBe('a report')
    expect(blocks.map(({ text }) => text)).toEqual(['Word.'])
  })

  test('the strict form, other part names and UTF-16 are read as well', async () => {
    const files = [
      wordFile({ body: styled('Heading1', 'Head'), styles: builtInStyles, isStrict: true }),
      wordFile({ body: styled('Heading1', 'Head'), styles: builtInStyles, mainPart: 'text/main 2.xml' }),
      wordFile({
        body: styled('Heading1', 'Head'),
        styles: builtInStyles,
        mainType: 'application/vnd.ms-word.document.macroEnabled.main+xml',
        without: ['_rels/.rels'],
        mainPart: 'w/d.xml',
      }),
    ]
    for (const bytes of files)
      expect((await open(bytes)).blocks).toMatchObject([{ kind: 'heading', level: 1, text: 'Head' }])
    const wide = Buffer.from(
      `\ufeff<?xml version="1.0" encoding="UTF-16"?><d:document xmlns:d="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><d:body><d:p><d:r><d:t>Über</d:t></d:r></d:p></d:body></d:document>`,
      'utf16le',
    )
    expect((await open(wordFile({ files: { 'word/document.xml': wide } }))).blocks[0].text).toBe('Über')
  })

  test('a title that a program gave by itself gives way to that of the text', async () => {
    const core = '<dc:title>Microsoft Word - draft7.doc</dc:title><dc:creator>python-docx</dc:creator>'
    const { title, authors } = await open(
      wordFile({ core, body: styled('Heading1', 'Real'), styles: builtInStyles }),
    )
    expect(title).toBe('Real')
    expect(authors).toEqual([])
  })

  test.each([
    ['without text', emptyWordFile(), 'document/empty'],
    [
      'of pictures alone',
      wordFile({ body: '<w:p><w:r><w:drawing><wp:inline/></w:drawing></w:r></w:p>' }),
      'document/no-text',
    ],
    ['that breaks off', brokenWordFile(), 'document/corrupt'],
    ['that declares entities', entityWordFile(), 'document/corrupt'],
    ['without a main part', wordFile({ without: ['word/document.xml'] }), 'document/corrupt'],
    ['that is no archive', Buffer.from('PK\x03\x04nothing'), 'document/corrupt'],
    ['with a password', compoundFile(['Root Entry', 'EncryptedPackage']), 'document/encrypted'],
    [
      'under rights management',
      compoundFile(['EncryptedPackage', 'DRMEncryptedTransform']),
      'document/encrypted',
    ],
    ['of the older kind', compoundFile(['Root Entry', 'WordDocument']), 'document/unsupported'],
  ])('a document %s is refused by name', async (_, bytes, code) => {
    await expect(open(bytes)).rejects.toMatchObject({ name: 'AppError', code })
  })

  test('a spreadsheet is named as one', async () => {
    const mainType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml'
    await expect(open(wordFile({ mainPart: 'xl/workbook.xml', mainType }))).rejects.toMatchObject({
      code: 'document/unsupported',
      details: { format: 'xlsx' },
    })
  })

  test('content decides what is taken, whatever the name', async () => {
    const taken = (bytes: Uint8Array, name: string) => docxFormat.detect(memorySource(name, bytes))
    expect(await taken(typicalWordFile(), 'a.epub')).toBe(true)
    expect(await taken(compoundFile(['EncryptedPackage']), 'a.docx')).toBe(true)
    expect(await taken(compoundFile(['WordDocument']), 'a.docx')).toBe(true)
    expect(await taken(compoundFile(['Workbook']), 'a.docx')).toBe(false)
    expect(await taken(zipBytes([{ name: 'xl/workbook.xml', data: 'x' }]), 'a.docx')).toBe(false)
    expect(await taken(Buffer.from('text'), 'a.docx')).toBe(false)
  })

  test('a part that is missing or damaged beside the text costs that part, and is said', async () => {
    const missing = await open(
      wordFile({
        body: paragraph('Text.') + '<w:altChunk r:id="x"/>',
        footnotes: '',
        without: ['word/footnotes.xml'],
      }),
    )
    expect(missing.warnings).toEqual([{ code: 'parts-missing', count: 2 }])
    const damaged = await open(
      wordFile({ body: paragraph('Text.'), numbering: '', files: { 'word/numbering.xml': '<w:num' } }),
    )
    expect(damaged.warnings).toEqual([{ code: 'damaged', count: 1 }])
    const unnamed = await open(
      wordFile({ body: paragraph('Text.'), core: '', files: { 'docProps/core.xml': '<a><b></a>' } }),
    )
    expect(unnamed.warnings).toEqual([{ code: 'damaged', count: 1 }])
  })

  test('an anchor is the range of its paragraph in the part', async () => {
    const body = paragraph('First.') + paragraph('Second.')
    const bytes = wordFile({ body })
    const { blocks } = await open(bytes)
    const { startChar, endChar } = blocks[1].source
    expect(endChar - startChar).toBe(paragraph('Second.').length)
    expect(startChar - blocks[0].source.endChar).toBe(0)
  })
})
