import { describe, expect, test } from 'vitest'
import { appendPiece, emptyPiece, type Block } from '../../../../src-main/contract/document'
import { memorySource } from '../../../../src-main/engine/documents/byte-source'
import { epubFormat } from '../../../../src-main/engine/documents/epub'
import { traceBook } from '../../../../src-main/engine/documents/epub/trace-book'
import type { TracedFile } from '../../../../src-main/engine/documents/epub/traced-file'
import { bookBytes, chapterXml, typicalBook, type BookFixture } from '../../../fixtures/epub/books'

const { signal } = new AbortController()

async function read(book: BookFixture): Promise<{ blocks: Block[]; files: TracedFile[] }> {
  const source = memorySource('book.epub', bookBytes(book))
  const whole = emptyPiece()
  for await (const piece of (await epubFormat.open(source, {}, signal)).pieces) appendPiece(whole, piece)
  const files: TracedFile[] = []
  for await (const file of traceBook(source, signal)) files.push(file)
  return { blocks: whole.blocks, files }
}

/** What origins say that a block's text is: their texts without white space, or the markup that it stands for. */
function writtenIn({ texts, source }: TracedFile): { block: number; said: string; written: string }[] {
  return texts.map(({ block, startChar, endChar, origins }) => ({
    block,
    said: `${startChar}-${endChar}`,
    written: origins
      .map(({ written, skippedChars = 0 }) =>
        'text' in written
          ? written.text.replace(/\s+/g, '').slice(skippedChars)
          : `{${source.slice(written.startChar, written.endChar)}}`,
      )
      .join('|'),
  }))
}

describe('traceBook', () => {
  test('every block is traced to the texts it was gathered from, by its number in the book', async () => {
    const { blocks, files } = await read(typicalBook)
    const traced = files.flatMap((file) => file.texts)
    expect(traced.map(({ block }) => block)).toEqual(blocks.map((_, index) => index))
    expect(traced.map(({ endChar }) => endChar)).toEqual(blocks.map(({ text }) => text.length))
    const picture = blocks.findIndex(({ kind }) => kind === 'image-alternative')
    expect(traced[picture].origins).toEqual([])
    for (const file of files)
      for (const { block, written } of writtenIn(file))
        if (block !== picture)
          expect(written.replaceAll('|', '')).toBe(blocks[block].text.replace(/\s+/g, ''))
  })

  test('ruby, hidden text, references, quotation marks and note numbers leave what was written', async () => {
    const body =
      '<p>A  <ruby>漢<rt>かん</rt></ruby><span hidden="">not</span> &amp; <q>so</q>.</p>' +
      '<section epub:type="footnotes"><aside epub:type="footnote"><p>3. The note</p></aside></section>'
    const { blocks, files } = await read({ files: [{ href: 'c.xhtml', data: chapterXml(body) }] })
    expect(blocks.map(({ text }) => text)).toEqual(['A 漢 & “so”.', 'The note'])
    expect(writtenIn(files[0]).map(({ written }) => written)).toEqual(['A|漢|&|{}|so|{}|.', 'Thenote'])
    expect(files[0].texts[1].origins[0]).toMatchObject({ startChar: 0, endChar: 8, skippedChars: 2 })
  })

  test('a text behind a comment begins behind it', async () => {
    const { files } = await read({
      files: [{ href: 'c.xhtml', data: chapterXml('<p>an<!-- x -->other</p>') }],
    })
    const [{ source, texts }] = files
    expect(texts[0].origins.map(({ written }) => source.slice(written.startChar, written.endChar))).toEqual([
      'an',
      'other',
    ])
  })

  test('a file that goes on with the sentence of the one before is traced to the same block', async () => {
    const long = 'This is a paragraph that ends in the middle of a sentence, which a page'
    const { blocks, files } = await read({
      files: [
        { href: 'a.xhtml', data: chapterXml(`<p>${long}</p>`) },
        { href: 'b.xhtml', data: chapterXml('<p>break has torn apart.</p><p>Next.</p>') },
      ],
    })
    expect(blocks.map(({ text }) => text)).toEqual([`${long} break has torn apart.`, 'Next.'])
    const shift = long.length + 1
    expect(files.flatMap((file) => writtenIn(file)).map(({ block, said }) => [block, said])).toEqual([
      [0, `0-${long.length}`],
      [0, `${shift}-${shift + 21}`],
      [1, '0-5'],
    ])
  })
})
