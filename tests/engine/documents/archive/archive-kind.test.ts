import { describe, expect, test } from 'vitest'
import { detectArchiveKind } from '../../../../src-main/engine/documents/archive'
import { memorySource } from '../../../../src-main/engine/documents/byte-source'
import { zipBytes, type ZipFixtureEntry } from '../../../fixtures/archive/zip'

const epub: ZipFixtureEntry[] = [
  { name: 'mimetype', data: 'application/epub+zip', method: 0 },
  { name: 'META-INF/container.xml' },
]
const docx: ZipFixtureEntry[] = [{ name: '[Content_Types].xml' }, { name: 'word/document.xml' }]

function kindOf(fileName: string, entries: readonly ZipFixtureEntry[]): Promise<string | null> {
  return detectArchiveKind(memorySource(fileName, zipBytes(entries)))
}

describe('detectArchiveKind', () => {
  test.each([
    ['a.epub', epub, 'epub'],
    ['an EPUB.docx', epub, 'epub'],
    ['mimetype last', [...epub].reverse(), 'epub'],
    ['no mimetype', epub.slice(1), 'epub'],
    ['a.docx', docx, 'docx'],
    ['a DOCX.epub', docx, 'docx'],
    ['a.zip', [{ name: 'a.txt' }], null],
    ['something.epub', [{ name: 'a.txt' }], 'epub'],
    ['a spreadsheet.docx', [{ name: '[Content_Types].xml' }, { name: 'xl/workbook.xml' }], null],
    [
      'odt.epub',
      [
        { name: 'mimetype', data: 'application/vnd.oasis.opendocument.text', method: 0 },
        { name: 'content.xml' },
      ],
      null,
    ],
    [
      'encrypted.epub',
      [{ name: 'mimetype', data: 'xxxx', flags: 1 }, { name: 'META-INF/container.xml' }],
      'epub',
    ],
  ])('%s', async (fileName, entries, kind) => {
    expect(await kindOf(fileName, entries)).toBe(kind)
  })

  test('an archive that breaks off is known by its first bytes', async () => {
    for (const [entries, kind] of [
      [epub, 'epub'],
      [docx, 'docx'],
    ] as const) {
      const bytes = zipBytes([...entries, { name: 'rest', data: 'x'.repeat(100) }])
      expect(await detectArchiveKind(memorySource('a', bytes.subarray(0, bytes.length - 40)))).toBe(kind)
    }
  })

  test('a bomb is known as what it pretends to be, so that opening it can refuse it', async () => {
    const bytes = zipBytes([...epub, { name: 'a', data: 'x' }, { name: 'b', sameAs: 2 }])
    expect(await detectArchiveKind(memorySource('a', bytes))).toBe('epub')
  })

  test('what is no archive has no kind, whatever it is called', async () => {
    expect(await detectArchiveKind(memorySource('a.epub', Buffer.from('Just text.')))).toBeNull()
    expect(await detectArchiveKind(memorySource('a.docx', new Uint8Array(0)))).toBeNull()
  })
})
