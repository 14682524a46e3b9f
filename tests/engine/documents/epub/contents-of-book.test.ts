import { describe, expect, test } from 'vitest'
import type { ReadableDocument } from '../../../../src-main/contract/document'
import { epubFormat } from '../../../../src-main/engine/documents/epub'
import {
  bookBytes,
  chapterXml,
  navFile,
  navPoint,
  ncxFile,
  type BookFixture,
} from '../../../fixtures/epub/books'
import { openWith } from '../../../helpers/open-with'

const open = (book: BookFixture): Promise<ReadableDocument> =>
  openWith(epubFormat, bookBytes(book), 'book.epub')
const paragraph = (text: string): string => chapterXml(`<p>${text}</p>`)

describe('the contents of a book', () => {
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
})
