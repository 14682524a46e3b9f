import { describe, expect, test } from 'vitest'
import { readableDocumentSchema } from '../../../../src-main/contract/document'
import { memorySource } from '../../../../src-main/engine/documents/byte-source'
import { epubFormat } from '../../../../src-main/engine/documents/epub'
import { bookBytes, chapterXml, tinyBook, typicalBook, type BookFixture } from '../../../fixtures/epub/books'
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
