import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readableDocumentSchema, type ReadableDocument } from '../../../../src-main/contract/document'
import { AppError } from '../../../../src-main/contract/errors'
import { epubFormat } from '../../../../src-main/engine/documents/epub'
import { zipBytes } from '../../../fixtures/archive/zip'
import {
  bookBytes,
  chapterXml,
  containerXml,
  navFile,
  navPoint,
  ncxFile,
  tinyBook,
  typicalBook,
  type BookFixture,
} from '../../../fixtures/epub/books'
import { openWith } from '../../../helpers/open-with'

const paragraph = (text: string): string => chapterXml(`<p>${text}</p>`)

async function open(book: BookFixture | Uint8Array): Promise<ReadableDocument> {
  const bytes = book instanceof Uint8Array ? book : bookBytes(book)
  return readableDocumentSchema.parse(await openWith(epubFormat, bytes, 'book.epub'))
}

const textsOf = ({ blocks }: ReadableDocument): string[] => blocks.map(({ text }) => text)

describe('epubFormat, given a hostile or broken book', () => {
  test('names that point outside are never read', async () => {
    const document = await open({
      ...tinyBook,
      entries: [
        { name: '../../tmp/proof.txt', data: 'x' },
        { name: '/etc/passwd', data: 'root:x' },
        { name: 'C:/boot.ini', data: 'x' },
        { name: 'OEBPS/link.xhtml', data: '/etc/passwd', isSymbolicLink: true },
      ],
      files: [
        ...(tinyBook.files ?? []),
        { href: '../../tmp/proof.txt', isAbsent: true, spine: '' },
        { href: '/etc/passwd', isAbsent: true, spine: '' },
        { href: 'link.xhtml', isAbsent: true },
        { href: 'file:///etc/passwd', isAbsent: true, spine: '' },
      ],
    })
    expect(textsOf(document)).toEqual(['One sentence.'])
  })

  const entities =
    '<!DOCTYPE x [<!ENTITY xxe SYSTEM "file:///etc/passwd"><!ENTITY net SYSTEM "http://127.0.0.1:9/x"><!ENTITY a "haha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY % p SYSTEM "http://127.0.0.1:9/p">%p;]>'

  test('entities declared in any of its files are never expanded or fetched', async () => {
    const body = '<p>Safe.&xxe;&net;&c;</p>'
    const document = await open({
      prolog: entities,
      metadata: '<dc:title>T&xxe;&c;</dc:title><dc:creator>&net;</dc:creator>',
      container: `<?xml version="1.0"?>${entities}${containerXml('OEBPS/content.opf').replace(/^<\?.*?\?>/, '')}`,
      spine: 'toc="ncx"',
      files: [
        {
          ...ncxFile(''),
          data: `${entities}<ncx><navMap>${navPoint('N&xxe;&c;', 'a.xhtml')}</navMap></ncx>`,
        },
        {
          href: 'a.xhtml',
          attributes: 'media-overlay="o"',
          data: `<?xml version="1.0"?>${entities}<html xmlns="http://www.w3.org/1999/xhtml"><head/><body>${body}</body></html>`,
        },
        { href: 'o.smil', id: 'o', data: `${entities}<smil><body>&xxe;&c;</body></smil>` },
        { href: 'l.pls', data: `${entities}<lexicon>&xxe;&c;</lexicon>` },
      ],
    })
    expect(document.title).toBe('T')
    expect(textsOf(document)).toEqual(['Safe.'])
    expect(JSON.stringify(document)).not.toMatch(/root:|haha/)
  })

  test('scripts, their addresses and markup in names come out as nothing, or as they are written', async () => {
    const document = await open({
      metadata: '<dc:title>&lt;b onclick="x()"&gt;Title&lt;/b&gt;\u202e&#x7;</dc:title>',
      files: [
        navFile(
          '<li><a href="javascript:x()">Go</a></li><li><a href="a.xhtml">&lt;i&gt;</a></li><li><a href="a.xhtml">B</a></li>',
        ),
        {
          href: 'a.xhtml',
          data: chapterXml(
            '<script>alert(1)</script><p>Text <a href="javascript:alert(1)">link</a>.</p><iframe src="x">no</iframe>',
          ),
        },
      ],
    })
    expect(document.title).toBe('<b onclick="x()">Title</b>')
    expect(textsOf(document)).toEqual(['Text link.'])
    expect(document.blocks[0].marks).toEqual([{ kind: 'link', startChar: 5, endChar: 9 }])
    expect(document.contents.map(({ title }) => title)).toEqual(['<i>', 'B'])
  })

  test('a chapter that bursts is refused, and a picture that would is never inflated', async () => {
    const zeros = Buffer.alloc(32 * 2 ** 20, 0x20)
    await expect(open({ files: [{ href: 'a.xhtml', data: zeros }] })).rejects.toMatchObject({
      code: 'document/too-large',
      details: { reason: 'unsafe' },
    })
    const document = await open({ files: [...(tinyBook.files ?? []), { href: 'a.png', data: zeros }] })
    expect(document.blocks).toHaveLength(1)
  }, 20_000)

  test('a book inside a book stays shut', async () => {
    const document = await open({ ...tinyBook, entries: [{ name: 'inner.epub', data: bookBytes(tinyBook) }] })
    expect(document.blocks).toHaveLength(1)
  })

  test('a hundred thousand files that are not there cost little', async () => {
    const files = Array.from({ length: 100_000 }, (_, index) => ({ href: `x${index}.xhtml`, isAbsent: true }))
    const document = await open({ files: [...(tinyBook.files ?? []), ...files] })
    expect(document.blocks).toHaveLength(1)
    expect(document.warnings[0].code).toBe('parts-missing')
  }, 20_000)

  test('contents without end are cut, and deep ones refused or flattened', async () => {
    const lines = Array.from(
      { length: 60_000 },
      (_, line) => `<li><a href="c1.xhtml">${line * 7919}</a></li>`,
    )
    const wide = await open({ files: [navFile(lines.join('')), ...(tinyBook.files ?? [])] })
    expect(wide.contents).toHaveLength(50_000)
    let deep = ''
    for (let depth = 0; depth < 100; depth++) deep = navPoint(`${depth}`, 'c1.xhtml', deep)
    const nested = await open({ files: [ncxFile(deep), ...(tinyBook.files ?? [])] })
    expect(nested.contents).toHaveLength(100)
    expect(Math.max(...nested.contents.map(({ level }) => level))).toBe(9)
    const bottomless = await open({
      files: [ncxFile('<navPoint>'.repeat(50_000)), { href: 'a.xhtml', data: chapterXml('<h1>A</h1>') }],
    })
    expect(bottomless.contents.map(({ title }) => title)).toEqual(['A'])
  }, 30_000)

  test('a file is read once, however often the spine names it, and fallbacks may run in a circle', async () => {
    const bytes = bookBytes({
      files: [
        { href: 'a.xhtml', id: 'a', data: paragraph('Once.') },
        { href: 'x.bin', id: 'x', attributes: 'fallback="y"', spine: '', data: 'x' },
        { href: 'y.bin', id: 'y', attributes: 'fallback="x"', data: 'y' },
        ...Array.from({ length: 500 }, (_, index) => ({
          href: `r${index}.bin`,
          attributes: 'fallback="a"',
          spine: '',
          isAbsent: true,
        })),
      ],
    })
    expect(textsOf(await open(bytes))).toEqual(['Once.'])
  })

  test('pictures alone are no text, and neither is an empty spine', async () => {
    const files = Array.from({ length: 6 }, (_, index) => ({
      href: `p${index}.xhtml`,
      data: chapterXml(`<img src="p${index}.jpg" alt="Page ${index}"/>`),
    }))
    await expect(open({ files })).rejects.toMatchObject({ code: 'document/no-text' })
    const images = Array.from({ length: 3 }, (_, index) => ({ href: `${index}.jpg`, spine: '', data: 'x' }))
    await expect(open({ files: images })).rejects.toMatchObject({ code: 'document/no-text' })
    await expect(open({ files: [{ href: 'a.css', data: 'x' }] })).rejects.toMatchObject({
      code: 'document/no-text',
    })
    const withText = await open({ files: [...files, ...(tinyBook.files ?? [])] })
    expect(withText.warnings).toEqual([{ code: 'pages-without-text', count: 6 }])
  })

  test('the mimetype may be missing or elsewhere, and so may the container', async () => {
    for (const book of [
      { mimetype: null },
      { mimetype: ' application/epub+zip\n' },
      { container: null },
      { container: '<broken' },
    ])
      expect(textsOf(await open({ ...tinyBook, ...book }))).toEqual(['One sentence.'])
    const two = await open({ ...tinyBook, container: containerXml('missing.opf', '/OEBPS/content.opf') })
    expect(textsOf(two)).toEqual(['One sentence.'])
  })

  test('an archive without a book in it, or a book that breaks off, is damaged', async () => {
    const whole = bookBytes(typicalBook)
    const damaged = [
      zipBytes([{ name: 'a.txt', data: 'x' }]),
      zipBytes([]),
      bookBytes({ files: [] }),
      whole.subarray(0, whole.length / 2),
      whole.subarray(0, whole.length - 10),
      bookBytes({ files: [{ href: 'a.xhtml', isAbsent: true }] }),
      zipBytes([
        { name: 'META-INF/container.xml', data: containerXml('a.opf') },
        { name: 'a.opf', data: 'no XML' },
      ]),
    ]
    for (const bytes of damaged) await expect(open(bytes)).rejects.toMatchObject({ code: 'document/corrupt' })
  })

  test('whatever is changed in a book, it opens or fails by a code', async () => {
    // Stored, so that changes reach the text of its files and not only their packing.
    const bytes = bookBytes(typicalBook, { isStored: true })
    const change = fc.record({ at: fc.nat(bytes.length - 1), byte: fc.nat(255) })
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 8 }), async (changes) => {
        const mutant = Buffer.from(bytes)
        for (const { at, byte } of changes) mutant[at] = byte
        try {
          await open(mutant)
        } catch (error) {
          if (!(error instanceof AppError)) throw error
        }
      }),
      { seed: 11, numRuns: 400 },
    )
  }, 60_000)
})

describe('epubFormat, given a locked book', () => {
  const encryption = (algorithm: string, file: string, keyInfo = ''): string =>
    `<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><e:EncryptedData xmlns:e="http://www.w3.org/2001/04/xmlenc#"><e:EncryptionMethod Algorithm="${algorithm}"/>${keyInfo}<e:CipherData><e:CipherReference URI="${file}"/></e:CipherData></e:EncryptedData></encryption>`
  const aes = 'http://www.w3.org/2001/04/xmlenc#aes128-cbc'
  const locked = (scheme: string): object => ({
    code: 'document/encrypted',
    details: { reason: 'drm', format: 'epub', scheme },
  })
  const chapter = 'OEBPS/c1.xhtml'

  test.each([
    [
      'adept',
      [
        { name: 'META-INF/encryption.xml', data: encryption(aes, chapter) },
        { name: 'META-INF/rights.xml', data: '<r:rights xmlns:r="http://ns.adobe.com/adept"/>' },
      ],
    ],
    [
      'barnes-noble',
      [
        { name: 'META-INF/encryption.xml', data: encryption(aes, chapter) },
        {
          name: 'META-INF/rights.xml',
          data: '<r:rights xmlns:r="http://ns.adobe.com/adept"><operatorURL>http://barnesandnoble.com</operatorURL></r:rights>',
        },
      ],
    ],
    [
      'lcp',
      [
        {
          name: 'META-INF/encryption.xml',
          data: encryption('http://www.w3.org/2001/04/xmlenc#aes256-cbc', chapter),
        },
        { name: 'META-INF/license.lcpl', data: '{}' },
      ],
    ],
    [
      'fairplay',
      [
        { name: 'META-INF/encryption.xml', data: encryption('http://itunes.apple.com/dataenc', chapter) },
        { name: 'META-INF/sinf.xml', data: '<sinf/>' },
      ],
    ],
    ['unknown', [{ name: 'META-INF/encryption.xml', data: encryption('urn:x', 'OEBPS/c1.xhtml') }]],
  ])('names the scheme %s', async (scheme, entries) => {
    await expect(open({ ...tinyBook, entries })).rejects.toMatchObject(locked(scheme))
  })

  test('text that is noise is locked, whether anything says so or not', async () => {
    const noise = Buffer.concat(
      Array.from({ length: 32 }, (_, block) => createHash('sha256').update(`${block}`).digest()),
    )
    const files = [{ href: 'c1.xhtml', data: noise }]
    await expect(open({ files })).rejects.toMatchObject(locked('unknown'))
    const entries = [{ name: 'META-INF/license.lcpl', data: '{}' }]
    await expect(open({ files, entries })).rejects.toMatchObject(locked('lcp'))
    const later = await open({ files: [...(tinyBook.files ?? []), { href: 'c2.xhtml', data: noise }] })
    expect(later.warnings).toEqual([{ code: 'damaged', count: 1 }])
  })

  test('a licence left behind in an open book locks nothing', async () => {
    const entries = [{ name: 'META-INF/rights.xml', data: '<r:rights xmlns:r="http://ns.adobe.com/adept"/>' }]
    expect(textsOf(await open({ ...tinyBook, entries }))).toEqual(['One sentence.'])
  })

  test.each(['http://www.idpf.org/2008/embedding', 'http://ns.adobe.com/pdf/enc#RC', aes])(
    'fonts scrambled by %s lock nothing',
    async (algorithm) => {
      const entries = [{ name: 'META-INF/encryption.xml', data: encryption(algorithm, 'OEBPS/font.otf') }]
      const files = [...(tinyBook.files ?? []), { href: 'font.otf', data: 'x' }]
      expect(textsOf(await open({ files, entries }))).toEqual(['One sentence.'])
    },
  )

  test('files that the archive itself has encrypted ask for a password', async () => {
    const bytes = bookBytes(tinyBook)
    // The flag in every header, local and central.
    for (const [signature, at] of [
      ['PK\x03\x04', 6],
      ['PK\x01\x02', 8],
    ] as const)
      for (let found = bytes.indexOf(signature); found !== -1; found = bytes.indexOf(signature, found + 4))
        bytes[found + at] |= 1
    await expect(open(bytes)).rejects.toMatchObject({
      code: 'document/encrypted',
      details: { reason: 'password' },
    })
  })
})
