import { describe, expect, test } from 'vitest'
import type { ReadableDocument } from '../../../../src-main/contract/document'
import { epubFormat } from '../../../../src-main/engine/documents/epub'
import { bookBytes, chapterXml, type BookFixture } from '../../../fixtures/epub/books'
import { openWith } from '../../../helpers/open-with'

const open = (book: BookFixture): Promise<ReadableDocument> =>
  openWith(epubFormat, bookBytes(book), 'book.epub')
const paragraph = (text: string): string => chapterXml(`<p>${text}</p>`)

describe('the matters of files', () => {
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

  test('headings that lead back to the contents are none', async () => {
    const headings = Array.from({ length: 6 }, (_, index) => `<h2><a href="toc.xhtml">${index}</a></h2>`)
    const document = await open({
      files: [
        { href: 'a.xhtml', data: chapterXml(headings.join('')) },
        { href: 'toc.xhtml', data: paragraph('Text.') },
      ],
    })
    expect(document.blocks.map(({ matter }) => matter)).toEqual(Array(7).fill(undefined))
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
})
