import { describe, expect, test } from 'vitest'
import type { ReadableDocument } from '../../../../src-main/contract/document'
import { epubFormat } from '../../../../src-main/engine/documents/epub'
import { bookBytes, chapterXml, navFile, type BookFixture } from '../../../fixtures/epub/books'
import { openWith } from '../../../helpers/open-with'

const open = (book: BookFixture): Promise<ReadableDocument> =>
  openWith(epubFormat, bookBytes(book), 'book.epub')

describe('paragraphs over the border of two files', () => {
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
    const mark = document.blocks[1].marks.find(({ kind }) => kind === 'emphasis')
    expect(whole.slice(mark?.startChar, mark?.endChar)).toBe('continues')
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
})
