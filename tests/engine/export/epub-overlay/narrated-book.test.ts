import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { RecordedSentence } from '../../../../src-main/contract/recording-words'
import { openDocument } from '../../../../src-main/engine/documents'
import { exportNarratedBook, type NarratedBook } from '../../../../src-main/engine/export/epub-overlay'
import { epubcheckNeeds, faultsOf, hasEpubcheck } from '../../../helpers/epubcheck'
import { narrateBook } from '../../../helpers/narrate-book'
import { entriesOf, overlaysOf } from '../../../helpers/overlay-book'
import { tellBlocks } from '../../../helpers/told-document'
import { bookBytes, chapterXml, navFile, type BookFixture } from '../../../fixtures/epub/books'
import { hummedWav, narratedBook, narratedChapter, parsOfWords } from '../../../fixtures/epub/narrated-book'
import { zipBytes } from '../../../fixtures/archive/zip'

describe('exportNarratedBook', () => {
  let folder = ''
  let silencePath = ''
  const silence = Buffer.from('not looked at: a recording goes in as it is')
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lector-overlay-book-'))
    silencePath = join(folder, 'silence.mp3')
    await writeFile(silencePath, silence)
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  async function write(bytes: Uint8Array): Promise<string> {
    const path = join(folder, 'source.epub')
    await writeFile(path, bytes)
    return path
  }

  const narrate = async (book: BookFixture | Buffer) =>
    narrateBook(await write(Buffer.isBuffer(book) ? book : bookBytes(book)), folder, { silencePath })

  const packageOf = (entries: ReadonlyMap<string, Buffer>): string => String(entries.get('OEBPS/content.opf'))

  const twoChapters: BookFixture = {
    metadata:
      '<dc:identifier id="id">urn:x:1</dc:identifier><dc:title>Two</dc:title><dc:language>en</dc:language><meta property="dcterms:modified">2001-01-01T00:00:00Z</meta>',
    files: [
      navFile('<li><a href="a.xhtml">A</a></li>'),
      { href: 'a.xhtml', data: chapterXml('<h1>One</h1><p>It began. It went on.</p>') },
      { href: 'b.xhtml', data: chapterXml('<p>It ended.</p>') },
      { href: 'x.bin', data: Buffer.from([0, 1, 2, 3, 255]) },
    ],
  }

  test('the package lists overlays, sound and style, and how long each overlay and all of them last', async () => {
    const { entries, sentences } = await narrate(twoChapters)
    const opf = packageOf(entries)
    const overlays = overlaysOf(entries)
    expect(overlays.map(({ textName }) => textName)).toEqual(['OEBPS/a.xhtml', 'OEBPS/b.xhtml'])
    const seconds = (text: string): number =>
      text.split(':').reduce((sum, part) => sum * 60 + Number(part), 0)
    const durations = [...opf.matchAll(/media:duration"( refines="#[\w-]+")?>([^<]*)</g)]
    expect(durations.map(([, refined]) => refined === undefined)).toEqual([false, false, true])
    const [first, second, total] = durations.map(([, , value]) => seconds(value))
    expect(first + second).toBeCloseTo(total, 6)
    const pars = overlays.flatMap((overlay) => overlay.pars)
    expect(pars.reduce((sum, par) => sum + par.endSeconds - par.startSeconds, 0)).toBeCloseTo(total, 6)
    // From the first word to the end of the recording, without a gap.
    pars.slice(1).forEach((par, index) => expect(par.startSeconds).toBeCloseTo(pars[index].endSeconds, 6))
    expect(overlays.flatMap(({ pars: of }) => [...new Set(of.map(({ seq }) => seq))])).toHaveLength(
      sentences.length,
    )
    for (const said of [
      'media:narrator">Silent Voice<',
      'media:active-class">-epub-media-overlay-active<',
      'schema:accessMode">auditory<',
      'schema:accessibilityFeature">synchronizedAudioText<',
      'dcterms:modified">2026-01-02T03:04:05Z<',
      '>Silent Voice</dc:contributor>',
    ])
      expect(opf).toContain(said)
    expect(opf).not.toContain('2001-01-01')
    expect(String(entries.get('OEBPS/a.xhtml'))).toContain('href="narration/style.css"')
    expect(entries.get('OEBPS/narration/1.mp3')).toEqual(silence)
  })

  test('what is not changed is there byte for byte, the type first and as it is', async () => {
    const before = await entriesOf(bookBytes(twoChapters))
    const { entries, path } = await narrate(twoChapters)
    for (const [name, bytes] of before)
      if (!/[ab]\.xhtml$|\.opf$/.test(name)) expect(entries.get(name), name).toEqual(bytes)
    const bytes = await readFile(path)
    expect(bytes.subarray(0, 30).readUInt16LE(8)).toBe(0)
    expect(bytes.subarray(30, 58).toString()).toBe('mimetypeapplication/epub+zip')
  })

  test('the same book and narration make the same bytes', async () => {
    const one = await readFile((await narrate(twoChapters)).path)
    expect(await readFile((await narrate(twoChapters)).path)).toEqual(one)
  })

  test('a narration of the book is replaced with all that is said of it, also a second time', async () => {
    const pars = parsOfWords('The bell rang twice.')
    const audio = { name: 'one.wav', data: hummedWav(pars) }
    const first = await narrate(narratedBook(narratedChapter({ name: 'one', title: 'One', pars, audio })))
    const second = await narrate(await readFile(first.path))
    for (const { entries } of [first, second]) {
      const opf = packageOf(entries)
      expect([...entries.keys()].filter((name) => /wav|one\.smil/.test(name))).toEqual([])
      expect(opf).not.toContain('Ann Reader')
      expect(opf.match(/media:narrator/g)).toHaveLength(1)
      expect(opf.match(/<dc:contributor/g)).toHaveLength(1)
      expect(overlaysOf(entries)).toHaveLength(1)
    }
    expect(second.entries.size).toBe(first.entries.size)
  })

  test('sound that a text names as well stays', async () => {
    const pars = parsOfWords('The bell rang twice.')
    const audio = { name: 'one.wav', data: hummedWav(pars) }
    const player = { href: 'p.xhtml', data: chapterXml('<p>Listen.</p><audio src="one.wav"/>') }
    const { entries } = await narrate(
      narratedBook([...narratedChapter({ name: 'one', pars, audio }), player]),
    )
    expect(entries.get('OEBPS/one.wav')).toEqual(audio.data)
  })

  test('sentences without words are named as a whole', async () => {
    const path = await write(bookBytes(twoChapters))
    const { entries } = await narrateBook(path, folder, { silencePath, isWordless: true })
    expect(String(entries.get('OEBPS/a.xhtml'))).toMatch(
      /<span id="w\d">It began<\/span>|<span id="w\d">It began\.<\/span>/,
    )
  })

  test('a book of EPUB 2 becomes one of EPUB 3, with its contents', async () => {
    const { entries, path } = await narrate(olderBook())
    const opf = packageOf(entries)
    expect(opf).toContain('version="3.0"')
    expect(opf).toMatch(
      /<dc:creator id="([\w-]+)">A\. Author<\/dc:creator>[\s\S]*refines="#\1" property="file-as">Author, A\.</,
    )
    expect(opf).not.toMatch(/opf:(?:role|file-as|event|scheme)=/)
    expect(opf.match(/<dc:date/g)).toHaveLength(1)
    expect(opf).toMatch(/href="narration\/contents\.xhtml"[^>]*properties="nav"/)
    expect(String(entries.get('OEBPS/narration/contents.xhtml'))).toContain(
      '<li><a href="../c.html#two">Part two</a></li>',
    )
    const text = String(entries.get('OEBPS/c.html'))
    expect(text).toContain('<!DOCTYPE html>')
    expect(text).toMatch(/caf&#233;/)
    expect(text).toContain('<div style="text-align: center">')
    expect(text).not.toMatch(/<center|<tt|align=|name="/)
    const again = await openDocument({ source: { kind: 'file', path } })
    expect(again.blocks.map(({ text: said }) => said)).toEqual(['Title', 'At the café, twice.'])
    expect(again.contents.map(({ title }) => title)).toEqual(['Part one', 'Part two'])
  })

  test('obfuscated fonts go with the book, and anything else that is locked is refused', async () => {
    const locked = (method: string, name: string) =>
      `<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container" xmlns:e="http://www.w3.org/2001/04/xmlenc#"><e:EncryptedData><e:EncryptionMethod Algorithm="${method}"/><e:CipherData><e:CipherReference URI="${name}"/></e:CipherData></e:EncryptedData></encryption>`
    const withFont = (method: string): BookFixture => ({
      ...twoChapters,
      entries: [{ name: 'META-INF/encryption.xml', data: locked(method, 'OEBPS/x.bin') }],
    })
    const { entries } = await narrate(withFont('http://www.idpf.org/2008/embedding'))
    expect(packageOf(entries)).toContain('<dc:identifier id="id">urn:x:1</dc:identifier>')
    expect(entries.has('META-INF/encryption.xml')).toBe(true)
    const refused = narrate(withFont('http://www.w3.org/2001/04/xmlenc#aes256-cbc'))
    await expect(refused).rejects.toMatchObject({ code: 'document/encrypted' })
  })

  test.skipIf(!hasEpubcheck)(
    `EPUBCheck finds no fault in books of EPUB 2 and 3 ${epubcheckNeeds}`,
    async () => {
      for (const book of [bookBytes(twoChapters), olderBook()])
        expect(await faultsOf((await narrate(book)).path)).toEqual(new Set())
    },
    120_000,
  )

  async function told(): Promise<NarratedBook & { sentences: RecordedSentence[] }> {
    const sourcePath = await write(bookBytes(twoChapters))
    const document = await openDocument({ source: { kind: 'file', path: sourcePath } })
    const { sentences, seconds } = tellBlocks(document.blocks)
    return {
      ...{ sourcePath, documentId: document.id, sentences, title: 'T', language: 'en', narrator: 'N' },
      modified: new Date(0),
      audio: [{ path: silencePath, mediaType: 'audio/mpeg', seconds, sentences }],
    }
  }

  test('a file that is not what was opened is refused, and nothing is left behind', async () => {
    const book = await told()
    await write(bookBytes({ ...twoChapters, spine: 'id="s"' }))
    const path = join(folder, 'changed.epub')
    const { signal } = new AbortController()
    await expect(exportNarratedBook(path, book, signal)).rejects.toMatchObject({
      code: 'export/source-changed',
    })
    expect((await readdir(folder)).filter((name) => name.startsWith('changed'))).toEqual([])
  })

  test('an export that is stopped, or whose narration fails, leaves nothing behind', async () => {
    const book = await told()
    const path = join(folder, 'stopped.epub')
    const controller = new AbortController()
    async function* broken(): AsyncGenerator<RecordedSentence> {
      yield book.sentences[0]
      controller.abort(new Error('stopped'))
      yield* book.sentences.slice(1)
    }
    const audio = [{ ...book.audio[0], sentences: broken() }]
    await expect(exportNarratedBook(path, { ...book, audio }, controller.signal)).rejects.toThrow('stopped')
    expect((await readdir(folder)).filter((name) => name.startsWith('stopped'))).toEqual([])
  })

  test('several recordings are named where they are heard', async () => {
    const book = await told()
    const half = (from: number, until?: number) => book.sentences.slice(from, until)
    const path = join(folder, 'several.epub')
    const audio = [
      { ...book.audio[0], sentences: half(0, 2) },
      { ...book.audio[0], mediaType: 'audio/mp4' as const, sentences: half(2) },
    ]
    await exportNarratedBook(path, { ...book, audio }, new AbortController().signal)
    const entries = await entriesOf(await readFile(path))
    const heard = overlaysOf(entries).map(({ pars }) => [...new Set(pars.map(({ audioName }) => audioName))])
    expect(heard).toEqual([['OEBPS/narration/1.mp3', 'OEBPS/narration/2.m4a'], ['OEBPS/narration/2.m4a']])
  })
})

/** A book as they were before 2011. */
function olderBook(): Buffer {
  const text = `<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.1//EN" "http://www.w3.org/TR/xhtml11/DTD/xhtml11.dtd">
<html xmlns="http://www.w3.org/1999/xhtml"><head><title>T</title><meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1"/></head><body>
<center><h1>Title</h1></center><p align="right"><a name="two"></a>At the <tt>caf&eacute;</tt>, twice.</p></body></html>`
  const opf = `<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="2.0" unique-identifier="id">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:opf="http://www.idpf.org/2007/opf"><dc:identifier id="id" opf:scheme="URI">urn:x:2</dc:identifier>
<dc:title>Older</dc:title><dc:language>en</dc:language><dc:creator opf:role="aut" opf:file-as="Author, A.">A. Author</dc:creator>
<dc:date opf:event="publication">1999-01-01</dc:date><dc:date opf:event="conversion">2010-01-01</dc:date></metadata>
<manifest><item id="c" href="c.html" media-type="application/xhtml+xml"/><item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/></manifest>
<spine toc="ncx"><itemref idref="c"/></spine></package>`
  const contents = `<?xml version="1.0"?><!DOCTYPE ncx PUBLIC "-//NISO//DTD ncx 2005-1//EN" "http://www.daisy.org/z3986/2005/ncx-2005-1.dtd"><ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1"><head><meta name="dtb:uid" content="urn:x:2"/></head><docTitle><text>Older</text></docTitle><navMap>
<navPoint id="n1" playOrder="1"><navLabel><text>Part one</text></navLabel><content src="c.html"/><navPoint id="n2" playOrder="2"><navLabel><text>Part two</text></navLabel><content src="c.html#two"/></navPoint></navPoint></navMap></ncx>`
  const container =
    '<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="OEBPS/content.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
  return zipBytes([
    { name: 'mimetype', data: 'application/epub+zip', method: 0 },
    { name: 'META-INF/container.xml', data: container },
    { name: 'OEBPS/content.opf', data: opf },
    { name: 'OEBPS/c.html', data: text },
    { name: 'OEBPS/toc.ncx', data: contents },
  ])
}
