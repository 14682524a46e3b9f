import { describe, expect, test } from 'vitest'
import { AppError } from '../../../../src-main/contract/errors'
import { readableDocumentSchema, type ReadableDocument } from '../../../../src-main/contract/document'
import { memorySource } from '../../../../src-main/engine/documents/byte-source'
import { htmlFormat } from '../../../../src-main/engine/documents/html'
import { openWith } from '../../../helpers/open-with'
import {
  articlePage,
  brokenPage,
  cyrillicPage,
  emptyPage,
  hostilePage,
  hugePage,
  tinyPage,
} from '../../../fixtures/html/pages'
import { numbersFrom } from '../../../fixtures/html/pieces'

const detect = (content: string | Uint8Array, fileName = 'x'): boolean | Promise<boolean> =>
  htmlFormat.detect(memorySource(fileName, typeof content === 'string' ? Buffer.from(content) : content))
const texts = ({ blocks }: ReadableDocument): string[] => blocks.map(({ text }) => text)
const accounted = ({ blocks, outside }: ReadableDocument): number =>
  blocks.reduce((sum, { text }) => sum + text.length, 0) + outside.reduce((sum, { chars }) => sum + chars, 0)

describe('htmlFormat.detect', () => {
  test.each([
    ['<!DOCTYPE html><p>x', 'x.txt'],
    ['\ufeff <!-- saved from url=(0014)about:internet -->\n<html>', 'x'],
    ['<?xml version="1.0"?>\n<!-- a --><!-- b -->\n<!DOCTYPE html PUBLIC "x"><html/>', 'x.xml'],
    ['<div class="a">fragment</div>', 'part.htm'],
    ['plain first, then <b>tags</b>', 'notes.html'],
  ])('takes %s', async (content, fileName) => {
    expect(await detect(content, fileName)).toBe(true)
  })

  test('takes a page in UTF-16', async () => {
    expect(await detect(Buffer.from('\ufeff<!doctype html><p>x', 'utf16le'))).toBe(true)
  })

  test.each([
    ['a < b and c > d', 'x.html'],
    ['<b>x</b> in a text', 'x.txt'],
    ['<rss><channel/></rss>', 'feed.xml'],
    ['%PDF-1.7 <html>', 'x'],
    [`comments without an end ${'<!--'.repeat(10)}`, 'x'],
  ])('leaves %s', async (content, fileName) => {
    expect(await detect(content, fileName)).toBe(false)
  })
})

describe('htmlFormat.detect of what is no text', () => {
  test('leaves an archive that is called a page, and a beginning that never ends', async () => {
    expect(await detect(Buffer.from('PK\x03\x04\0\0\0\0\0\0<html>\0\0\0\0'), 'x.html')).toBe(false)
    expect(await detect('<!--'.repeat(20_000))).toBe(false)
  })
})

describe('htmlFormat.open', () => {
  test('gives the article of a page under its own heading, and says what the page says of it', async () => {
    const document = await openWith(htmlFormat, articlePage, 'harbour.html')
    expect(document).toMatchObject({
      title: 'The Old Harbour',
      authors: ['Ada Quay'],
      language: 'en-GB',
      encoding: { name: 'UTF-8' },
      format: 'html',
    })
    expect(document.blocks[0]).toMatchObject({ kind: 'heading', level: 1, text: 'The Old Harbour' })
    expect(document.contents.map(({ title, level }) => [title, level])).toEqual([
      ['The Old Harbour', 1],
      ['Nets', 2],
    ])
    expect(texts(document).filter((text) => text.startsWith('Paragraph number'))).toHaveLength(12)
    expect(document.blocks.find(({ kind }) => kind === 'footnote')).toMatchObject({
      marker: '1.',
      text: 'By most people.',
    })
    const all = texts(document).join('\n')
    for (const words of [
      'Coast News',
      'Home',
      'Most read',
      'BUY NOW',
      'never read',
      'Skip to',
      'rights reserved',
      '↩',
    ])
      expect(all).not.toContain(words)
    expect(document.outside.map(({ rule }) => rule)).toContain('page around the article')
    expect(accounted(document)).toBe(articlePage.length)
  })

  test('gives all of a page when asked, its navigation as furniture', async () => {
    const document = await openWith(htmlFormat, articlePage, 'harbour.html', { wholePage: true })
    expect(document.blocks.filter(({ kind }) => kind === 'furniture').map(({ text }) => text)).toEqual([
      'Home',
      'Sea',
    ])
    expect(texts(document)).toContain('© Coast News. All rights reserved.')
    expect(texts(document).join('\n')).not.toContain('BUY NOW')
    expect(accounted(document)).toBe(articlePage.length)
  })

  test('blocks are ranges of the file as it was decoded', async () => {
    const { blocks } = await openWith(htmlFormat, articlePage, 'harbour.html')
    const exact = blocks.filter(({ source }) => source.exact)
    expect(exact.length).toBeGreaterThan(10)
    for (const { text, source } of exact)
      expect(articlePage.slice(source.startChar, source.endChar)).toBe(text)
  })

  test('a page that is no article is read whole', async () => {
    expect(texts(await openWith(htmlFormat, tinyPage, 'x.html'))).toEqual(['One sentence.'])
    const list = `<html><body>${'<ul><li>Short one</li><li>Short two</li></ul>'.repeat(20)}</body></html>`
    expect(texts(await openWith(htmlFormat, list, 'x.html'))).toHaveLength(40)
  })

  test('a page with nothing on it has no blocks', async () => {
    expect((await openWith(htmlFormat, emptyPage, 'x.html')).blocks).toEqual([])
    await expect(openWith(htmlFormat, ' \n ', 'x.html')).rejects.toMatchObject({ code: 'document/empty' })
  })

  test('a torn page gives what is there, in the order a browser shows it', async () => {
    expect(texts(await openWith(htmlFormat, brokenPage, 'x.html'))).toEqual([
      'First bold',
      'Second',
      'Third',
      'Last words',
    ])
  })

  test('nothing of what a page does or hides is in its text, and links that do something lead nowhere', async () => {
    const document = await openWith(htmlFormat, hostilePage, 'x.html')
    expect(document.title).toBe('<b onload=x()>Title</b>')
    expect(texts(document).join('\n')).not.toMatch(/SCRIPTED|NO SCRIPT|FRAMED|OBJECT|FOREIGN|HIDDEN|TEMPLATE/)
    expect(texts(document)).toContain('A sentence that is safe.')
    expect(texts(document)).toContain('Another safe sentence.')
    expect(document.blocks.flatMap(({ marks }) => marks)).toContainEqual(
      expect.objectContaining({ kind: 'link' }),
    )
    expect(JSON.stringify(document)).not.toMatch(/javascript:|127\.0\.0\.1/)
    expect(accounted(document)).toBe(hostilePage.length)
  })

  test('a page is decoded as it says, unless its bytes say better', async () => {
    const document = await openWith(htmlFormat, cyrillicPage(), 'x.html')
    expect(texts(document)).toEqual(['Гавань.'])
    expect(document.encoding).toEqual({ name: 'windows-1251', isGuess: false })
    const mislabelled = '<meta charset="iso-8859-1"><p>Käse – Гавань</p>'
    expect(texts(await openWith(htmlFormat, mislabelled, 'x.html'))).toEqual(['Käse – Гавань'])
    const unknown = '<meta charset="no-such-thing"><p>words</p>'
    expect(texts(await openWith(htmlFormat, unknown, 'x.html'))).toEqual(['words'])
  })

  test.each([
    ['<title>Sea - Site</title><h1>Site</h1><h1>Sea</h1><p>x', 'Sea'],
    ['<title>Sea</title><meta property="og:title" content="The Sea"><p>x', 'The Sea'],
    ['<h1>Only <i>a</i> heading</h1><p>x', 'Only a heading'],
    ['<p>x', 'name of file'],
    ['<title>Well-kept - boats</title><p>x', 'Well-kept - boats'],
  ])('finds the title in %s', async (page, title) => {
    expect((await openWith(htmlFormat, page, 'name_of_file.html')).title).toBe(title)
  })

  test('a book of Project Gutenberg is whole, and its licence is no part of it', async () => {
    const book = `<html><body><p>The Project Gutenberg EBook of X, by Y</p><p>*** START OF THIS PROJECT GUTENBERG EBOOK X ***</p><p>Produced by Z</p>${'<p>Text of the book, with commas, and more of it.</p>'.repeat(30)}<p>End of the Project Gutenberg EBook of X, by Y</p><p>Donations.</p></body></html>`
    const { blocks } = await openWith(htmlFormat, book, 'x.html')
    expect(blocks).toHaveLength(35)
    expect(
      blocks.map(({ matter }) => matter).flatMap((matter, index) => (matter === 'licence' ? [index] : [])),
    ).toEqual([0, 1, 2, 33, 34])
  })

  test('a long page comes in pieces whose blocks are numbered through', async () => {
    const page = `<html><body>${'<h2>Head</h2><p>words and more of them, a line of it</p>'.repeat(2_000)}</body></html>`
    const { pieces } = await htmlFormat.open(
      memorySource('x.html', Buffer.from(page)),
      { wholePage: true },
      new AbortController().signal,
    )
    let blocks = 0
    let count = 0
    for await (const piece of pieces) {
      expect(piece.blocks.reduce((sum, { text }) => sum + text.length, 0)).toBeLessThan(21_000)
      for (const { startBlock } of piece.contents)
        expect(piece.blocks[startBlock - blocks].kind).toBe('heading')
      blocks += piece.blocks.length
      count += 1
    }
    expect([blocks, count > 3]).toEqual([4_000, true])
  })

  test('a page of more elements than an article is searched in is read whole, soon', async () => {
    const start = performance.now()
    const { blocks } = await openWith(htmlFormat, hugePage(100_000), 'x.html')
    expect(blocks).toHaveLength(50_000)
    expect(performance.now() - start).toBeLessThan(30_000)
  })

  test('a cancelled reading ends with the reason', async () => {
    const controller = new AbortController()
    controller.abort(new Error('enough'))
    await expect(openWith(htmlFormat, articlePage, 'x.html', {}, controller.signal)).rejects.toThrow('enough')
  })

  test('a page that nests beyond measure is refused by name', async () => {
    await expect(openWith(htmlFormat, `<html>${'<div>'.repeat(50_000)}x`, 'x.html')).rejects.toMatchObject({
      code: 'document/corrupt',
      details: { format: 'html', reason: 'nesting' },
    })
  })

  test.each([1, 2, 3])(
    'mutated pages are documents, or refused by an error that people can read (seed %i)',
    async (seed) => {
      const pages = [articlePage, hostilePage, brokenPage].map((page) => Buffer.from(page))
      const next = numbersFrom(seed)
      for (let run = 0; run < 100; run += 1) {
        const bytes = Buffer.from(pages[next(pages.length)])
        for (let flips = 1 + next(30); flips > 0; flips -= 1)
          bytes[next(bytes.length)] = next(4) === 0 ? 0x3c : next(256)
        const mutant = bytes.subarray(0, next(5) === 0 ? next(bytes.length) : bytes.length)
        try {
          readableDocumentSchema.parse(
            await openWith(htmlFormat, mutant, 'x.html', { wholePage: run % 2 === 0 }),
          )
        } catch (error) {
          expect(error).toBeInstanceOf(AppError)
        }
      }
    },
  )
})
