import { describe, expect, test } from 'vitest'
import { readableDocumentSchema } from '../../../../src-main/contract/document'
import { memorySource } from '../../../../src-main/engine/documents/byte-source'
import { epubFormat } from '../../../../src-main/engine/documents/epub'
import {
  bookBytes,
  chapterXml,
  navFile,
  navPoint,
  ncxFile,
  tinyBook,
  typicalBook,
  type BookFixture,
} from '../../../fixtures/epub/books'
import { openWith } from '../../../helpers/open-with'

async function open(book: BookFixture, fileName = 'a-file.epub') {
  const document = await openWith(epubFormat, bookBytes(book), fileName)
  return readableDocumentSchema.parse(document)
}

const paragraph = (text: string): string => chapterXml(`<p>${text}</p>`)

describe('epubFormat', () => {
  test('recognises a book by what it holds, whatever it is called', async () => {
    expect(await epubFormat.detect(memorySource('book.docx', bookBytes(tinyBook)))).toBe(true)
    expect(await epubFormat.detect(memorySource('book.epub', Buffer.from('Once upon a time.')))).toBe(false)
  })

  test('reads the smallest book', async () => {
    const document = await open(tinyBook)
    expect(document).toMatchObject({
      title: 'A Book',
      authors: ['A. Author'],
      language: 'en',
      format: 'epub',
    })
    expect(document.blocks.map(({ kind, text }) => [kind, text])).toEqual([['paragraph', 'One sentence.']])
    expect(document.parts).toEqual([{ kind: 'section', label: 'OEBPS/c1.xhtml' }])
    expect(document.warnings).toEqual([])
  })

  test('reads a usual book: its order, its contents, and what is left aside', async () => {
    const document = await open(typicalBook)
    expect(document).toMatchObject({ title: 'The Typical Book', authors: ['Ann Author'], language: 'en-GB' })
    expect(document.cover?.mediaType).toBe('image/png')
    expect(document.blocks.map(({ kind, matter, text }) => [matter ?? '', kind, text])).toEqual([
      ['aside', 'image-alternative', 'A ship at sea in a storm'],
      ['imprint', 'paragraph', 'Printed in 2026.'],
      ['', 'heading', 'One'],
      ['', 'paragraph', 'It began.1'],
      ['', 'heading', 'Second'],
      ['', 'paragraph', 'It went on.'],
      ['', 'heading', 'Two'],
      ['', 'paragraph', 'It ended.'],
      ['', 'footnote', 'A note.'],
    ])
    expect(document.contents).toEqual([
      { title: 'One', level: 1, startBlock: 2 },
      { title: 'One, second', level: 2, startBlock: 4 },
      { title: 'Two', level: 1, startBlock: 6 },
    ])
    expect(document.blocks[3].marks).toEqual([{ kind: 'note-reference', startChar: 9, endChar: 10 }])
  })

  test('the head is there before any chapter is read', async () => {
    const source = memorySource('a.epub', bookBytes(typicalBook))
    const { head, pieces } = await epubFormat.open(source, {}, new AbortController().signal)
    expect(head.title).toBe('The Typical Book')
    const sizes: number[] = []
    for await (const piece of pieces) sizes.push(piece.blocks.length)
    expect(sizes[0]).toBe(6)
  })

  test('a long book comes in pieces, whose numbers count from its beginning', async () => {
    const files = Array.from({ length: 30 }, (_, index) => ({
      href: `c${index}.xhtml`,
      data: chapterXml(`<h1>Chapter ${index}</h1><p>${'Some words of it. '.repeat(400)}</p>`),
    }))
    const source = memorySource('a.epub', bookBytes({ files }))
    const { pieces } = await epubFormat.open(source, {}, new AbortController().signal)
    const starts: number[] = []
    let blocks = 0
    let count = 0
    for await (const piece of pieces) {
      count++
      for (const { startBlock } of piece.contents) starts.push(startBlock)
      blocks += piece.blocks.length
      if (count === 1) expect(blocks).toBe(2)
    }
    expect(count).toBeGreaterThan(8)
    expect(starts).toEqual(Array.from({ length: 30 }, (_, index) => index * 2))
  })

  test('an EPUB 2 has its contents in the NCX, by the elements they name', async () => {
    const document = await open({
      spine: 'toc="ncx"',
      files: [
        ncxFile(
          navPoint('Part', 'a.html#p', navPoint('I', 'a.html#i') + navPoint('II', 'b.html')) +
            navPoint('Lost', 'z.html'),
        ),
        {
          href: 'a.html',
          data: chapterXml('<p>Before.</p><h1 id="p">Part</h1><h2><a id="i"/>I</h2><p>x</p>'),
        },
        { href: 'b.html', data: chapterXml('<h2>II</h2>') },
      ],
    })
    expect(document.contents).toEqual([
      { title: 'Part', level: 1, startBlock: 1 },
      { title: 'I', level: 2, startBlock: 2 },
      { title: 'II', level: 2, startBlock: 4 },
    ])
  })

  test('a line of the contents that leads nowhere stands over those below it', async () => {
    const document = await open({
      files: [
        navFile(
          '<li><span>Part <b>One</b></span><ol><li><a href="b.xhtml">I</a></li></ol></li><li><a href="a.xhtml">A</a></li>',
        ),
        { href: 'a.xhtml', data: paragraph('a') },
        { href: 'b.xhtml', data: paragraph('b') },
      ],
    })
    expect(document.contents).toEqual([
      { title: 'A', level: 1, startBlock: 0 },
      { title: 'Part One', level: 1, startBlock: 1 },
      { title: 'I', level: 2, startBlock: 1 },
    ])
  })

  test('what begins at the very end of a file begins with the next', async () => {
    const document = await open({
      files: [
        navFile('<li><a href="a.xhtml">A</a></li><li><a href="a.xhtml#end">B</a></li>'),
        { href: 'a.xhtml', data: chapterXml('<p>a</p><a id="end"></a>') },
        { href: 'b.xhtml', data: paragraph('b') },
      ],
    })
    expect(document.contents.map(({ startBlock }) => startBlock)).toEqual([0, 1])
  })

  test('without contents of its own a book has its headings', async () => {
    const document = await open({
      files: [{ href: 'a.xhtml', data: chapterXml('<h1>A</h1><p>x</p><h2>B</h2>') }],
    })
    expect(document.contents.map(({ title, level }) => [title, level])).toEqual([
      ['A', 1],
      ['B', 2],
    ])
  })

  test('a page of links is a table of contents, marked as one or not', async () => {
    const lines = Array.from(
      { length: 6 },
      (_, index) => `<p><a href="c.xhtml#c${index}">Chapter ${index}</a></p>`,
    )
    const document = await open({
      files: [
        { href: 'toc.xhtml', data: chapterXml(`<h1>Chapters</h1>${lines.join('')}`) },
        { href: 'c.xhtml', data: paragraph('See <a href="toc.xhtml">there</a>.') },
      ],
    })
    expect(document.blocks.map(({ matter }) => matter)).toEqual([
      ...Array<string>(7).fill('contents'),
      undefined,
    ])
  })

  test('notes that nothing calls notes are known by the raised numbers that lead to them', async () => {
    const note = (number: number): string =>
      `<p class="p7"><a id="x${number}" href="a.html#r${number}">${number}</a>. Said ${number} times.</p>`
    const document = await open({
      files: [
        {
          href: 'a.html',
          data: chapterXml(
            '<p id="r0">1 is a number.</p><p>Text<a id="r1" href="n.html#x1"><sup>1</sup></a> and<sup><a id="r2" href="n.html#x2">2</a></sup> <a href="n.html#title">more</a>.</p>',
          ),
        },
        {
          href: 'n.html',
          data: chapterXml(`<h2 id="title">Notes</h2>${note(1)}${note(2)}<p>3. Not one.</p>`),
        },
      ],
    })
    expect(document.blocks.map(({ kind }) => kind)).toEqual([
      ...['paragraph', 'paragraph', 'heading', 'footnote', 'footnote', 'paragraph'],
    ])
    expect(document.blocks[1].marks.filter(({ kind }) => kind === 'note-reference')).toHaveLength(2)
  })

  const open1 = 'This paragraph goes on for some time until its page ends and then'
  const pages: BookFixture['files'] = [
    { href: 'a.xhtml', data: chapterXml(`<h1>A</h1><p>${open1}</p>`) },
    {
      href: 'b.xhtml',
      id: 'b',
      attributes: 'media-overlay="o"',
      data: chapterXml('<p><i id="s">continues</i> on the next.</p><h2 id="h">B</h2><p id="t">End.</p>'),
    },
    {
      href: 'o.smil',
      id: 'o',
      data: '<smil><body><par><text src="b.xhtml#s"/><audio src="m.mp3"/></par><par><text src="b.xhtml#t"/><audio src="m.mp3"/></par></body></smil>',
    },
    { href: 'm.mp3', data: 'x' },
  ]

  test('a sentence that a page cuts goes on in one paragraph', async () => {
    const nav = navFile('<li><a href="a.xhtml">A</a></li><li><a href="b.xhtml#h">B</a></li>')
    const document = await open({ files: [nav, ...pages] })
    const whole = `${open1} continues on the next.`
    expect(document.blocks.map(({ text }) => text)).toEqual(['A', whole, 'B', 'End.'])
    expect(document.contents.map(({ startBlock }) => startBlock)).toEqual([0, 2])
    const [mark] = document.blocks[1].marks
    expect(whole.slice(mark.startChar, mark.endChar)).toBe('continues')
    expect(document.overlays.map(({ block, startChar }) => [block, startChar])).toEqual([
      [1, open1.length + 1],
      [3, 0],
    ])
  })

  test('a file that the contents lead to begins something, however it reads', async () => {
    const nav = navFile('<li><a href="a.xhtml">A</a></li><li><a href="b.xhtml">B</a></li>')
    const document = await open({ files: [nav, ...pages] })
    expect(document.blocks).toHaveLength(5)
    expect(document.contents.map(({ startBlock }) => startBlock)).toEqual([0, 2])
  })

  test('the guide of EPUB 2 says what files are', async () => {
    const document = await open({
      guide:
        '<guide><reference type="toc" href="t.html"/><reference type="cover" href="cover.html"/><reference type="text" href="c.html"/><reference type="copyright-page" href="i.html"/></guide>',
      files: [
        { href: 'cover.html', data: chapterXml('<img src="c.jpg" alt="A fine picture"/>') },
        { href: 'c.jpg', data: Buffer.from('\xff\xd8\xff\xe0', 'latin1') },
        { href: 't.html', data: paragraph('One, two') },
        { href: 'i.html', data: paragraph('All rights') },
        { href: 'c.html', data: paragraph('Text') },
      ],
    })
    expect(document.blocks.map(({ matter }) => matter)).toEqual(['aside', 'contents', 'imprint', undefined])
    expect(document.cover?.mediaType).toBe('image/jpeg')
  })

  test('names are found through escapes, letters of another case and other compositions', async () => {
    const document = await open({
      files: [
        { href: 'Text/caf%C3%A9%20one.xhtml', data: paragraph('One.') },
        { href: 'Two.XHTML', mediaType: 'application/xhtml+xml', spine: '', data: paragraph('Two.') },
      ],
    })
    expect(document.blocks.map(({ text }) => text)).toEqual(['One.', 'Two.'])
    expect(document.warnings).toEqual([])
  })

  test('files that are missing are counted, and the rest is read', async () => {
    const document = await open({
      metadata: '<dc:title>T</dc:title>',
      files: [
        { href: 'a.xhtml', data: paragraph('a') },
        { href: 'https:a.mp3', data: '' },
        { href: 'lost.xhtml', isAbsent: true },
        { href: '../../lost.css', isAbsent: true },
        { href: 'lost.mp3', isAbsent: true },
      ],
    })
    expect(document.blocks.map(({ text }) => text)).toEqual(['a'])
    // What is on the web, or outside the archive, was never in it.
    expect(document.warnings).toEqual([{ code: 'parts-missing', count: 2 }])
  })

  test('a damaged chapter is left out and counted', async () => {
    const bytes = bookBytes({
      files: [
        { href: 'a.xhtml', data: paragraph('First.') },
        { href: 'b.xhtml', data: paragraph('Second. '.repeat(50)) },
      ],
    })
    const at = bytes.indexOf('OEBPS/b.xhtml') + 'OEBPS/b.xhtml'.length
    bytes.fill(0xff, at, at + 20)
    const document = await openWith(epubFormat, bytes, 'x')
    expect(document.blocks.map(({ text }) => text)).toEqual(['First.'])
    expect(document.warnings).toEqual([{ code: 'damaged', count: 1 }])
  })

  test('what style sheets hide is not read', async () => {
    const document = await open({
      files: [
        { href: 's.css', data: '.gone { display: none }' },
        {
          href: 'a.xhtml',
          data: chapterXml(
            '<p>Seen.</p><p class="gone">Unseen.</p>',
            '<link rel="stylesheet" href="s.css"/>',
          ),
        },
      ],
    })
    expect(document.blocks.map(({ text }) => text)).toEqual(['Seen.'])
  })

  test('lexicons of the book’s language are handed on with the head', async () => {
    const lexicon = (language: string, word: string): string =>
      `<?xml version="1.0"?><lexicon version="1.0" xmlns="http://www.w3.org/2005/01/pronunciation-lexicon" alphabet="ipa" xml:lang="${language}"><lexeme><grapheme>${word}</grapheme><phoneme>wɜːd</phoneme></lexeme></lexicon>`
    const document = await open({
      files: [
        ...(tinyBook.files ?? []),
        { href: 'en.pls', data: lexicon('en-US', 'word') },
        { href: 'fr.pls', data: lexicon('fr', 'mot') },
        { href: 'broken.pls', data: '<lexicon' },
      ],
    })
    expect(document.lexicons?.map(({ text }) => text)).toEqual(['word'])
    expect(document.warnings).toEqual([{ code: 'damaged', count: 1 }])
  })

  test('recordings are kept as clips of the text they read', async () => {
    const smil = `<smil xmlns="http://www.w3.org/ns/SMIL" version="3.0"><body><seq>
      <par><text src="a.xhtml#s1"/><audio src="a.mp3" clipBegin="0:00:01.5" clipEnd="2.25s"/></par>
      <par><text src="a.xhtml#s2"/><audio src="a.mp3" clipBegin="2250ms"/></par>
      <par><text src="a.xhtml#none"/><audio src="a.mp3"/></par>
      <par><text src="a.xhtml#s2"/><audio src="missing.mp3"/></par></seq></body></smil>`
    const document = await open({
      files: [
        {
          href: 'a.xhtml',
          id: 'a',
          attributes: 'media-overlay="o"',
          data: chapterXml(
            '<h1>T</h1><p><span id="s1">One  <b>sentence</b>.</span> <span id="s2">And two.</span> Unread.</p>',
          ),
        },
        { href: 'a.smil', id: 'o', data: smil },
        { href: 'a.mp3', data: 'x' },
      ],
    })
    const audio = 'OEBPS/a.mp3'
    expect(document.overlays).toEqual([
      { block: 1, startChar: 0, endChar: 13, audio, startSeconds: 1.5, endSeconds: 2.25 },
      { block: 1, startChar: 14, endChar: 22, audio, startSeconds: 2.25 },
    ])
  })

  test('a book without a title is called after its file', async () => {
    expect((await open({ ...tinyBook, metadata: '' }, 'My_book.epub')).title).toBe('My book')
  })

  test('a fallback is read where the spine holds what nobody knows', async () => {
    const document = await open({
      files: [
        { href: 'a.bin', id: 'a', spine: '', attributes: 'fallback="b"', data: 'x' },
        { href: 'b.xhtml', id: 'b', spine: false, data: paragraph('Readable.') },
      ],
    })
    expect(document.blocks.map(({ text }) => text)).toEqual(['Readable.'])
  })

  test('the page of rights and printers is an imprint, marked as one or not', async () => {
    const document = await open({
      files: [
        {
          href: 'p.xhtml',
          data: chapterXml(
            '<p>Copyright © 2026 A. Author</p><p>All rights reserved.</p><p>ISBN 978-0-00-000000-0</p>',
          ),
        },
        { href: 'a.xhtml', data: paragraph('The copyright was hers, and the publisher knew it.') },
      ],
    })
    expect(document.blocks.map(({ matter }) => matter)).toEqual(['imprint', 'imprint', 'imprint', undefined])
  })

  test('an index is looked up, not read', async () => {
    const document = await open({
      files: [
        { href: 'a.xhtml', data: paragraph('Text.') },
        { href: 'i.xhtml', data: chapterXml('<section epub:type="index"><p>whale, 12, 34</p></section>') },
      ],
    })
    expect(document.blocks.map(({ matter }) => matter)).toEqual([undefined, 'contents'])
  })

  test('a drawing in the spine gives its description, else its words', async () => {
    const svg = (inside: string): string => `<svg xmlns="http://www.w3.org/2000/svg">${inside}</svg>`
    const drawing = { mediaType: 'image/svg+xml', spine: '' }
    const document = await open({
      files: [
        {
          ...drawing,
          href: 'a.svg',
          data: svg('<title>A map</title><desc>Of the island.</desc><text>N</text>'),
        },
        { ...drawing, href: 'b.svg', data: svg('<g><text>Words in</text><text>a drawing</text></g>') },
        { href: 'c.xhtml', data: paragraph('Text.') },
      ],
    })
    expect(document.blocks.map(({ kind, text }) => [kind, text])).toEqual([
      ['image-alternative', 'A map. Of the island.'],
      ['image-alternative', 'Words in a drawing'],
      ['paragraph', 'Text.'],
    ])
  })

  test('the licence of Project Gutenberg is its own matter, in whichever files it is', async () => {
    const document = await open({
      files: [
        {
          href: 'a.xhtml',
          data: chapterXml(
            '<p>The Project Gutenberg eBook of A Book</p><p>*** START OF THE PROJECT GUTENBERG EBOOK A BOOK ***</p><h1>A Book</h1><p>Text.</p>',
          ),
        },
        {
          href: 'b.xhtml',
          data: chapterXml('<h2>End</h2><p>*** END OF THE PROJECT GUTENBERG EBOOK A BOOK ***</p>'),
        },
        { href: 'c.xhtml', data: paragraph('Section 1. General Terms.') },
      ],
    })
    expect(document.blocks.filter(({ matter }) => matter === undefined).map(({ text }) => text)).toEqual([
      'A Book',
      'Text.',
    ])
    expect(document.blocks.filter(({ matter }) => matter === 'licence')).toHaveLength(5)
  })

  test('stops when it is cancelled', async () => {
    const controller = new AbortController()
    const files = Array.from({ length: 5 }, (_, index) => ({
      href: `${index}.xhtml`,
      data: paragraph('word '.repeat(9000)),
    }))
    const source = memorySource('a', bookBytes({ files }))
    const { pieces } = await epubFormat.open(source, {}, controller.signal)
    const readAll = async (): Promise<void> => {
      for await (const piece of pieces) if (piece.blocks.length > 0) controller.abort(new Error('enough'))
    }
    await expect(readAll()).rejects.toThrow('enough')
  })
})
