import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { columnsOf, writingOf } from '@contract/writing'
import { openDocument } from '../../../src-main/engine/documents'
import { bookBytes, type BookFixture } from '../../fixtures/epub/books'

let directory: string
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'lector-writing-'))
})
afterAll(() => rm(directory, { recursive: true, force: true }))

async function opened(name: string, bytes: string | Uint8Array) {
  const path = join(directory, name)
  await writeFile(path, bytes)
  return openDocument({ source: { kind: 'file', path } })
}

interface Said {
  readonly language?: string
  readonly css?: string
  readonly html?: string
  readonly spine?: string
  readonly metadata?: string
}
const text = '一日の事でございます。'.repeat(20)
function book({ language = 'ja', css = '', html = '', spine = '', metadata = '' }: Said): BookFixture {
  const page = (attributes: string, body: string) =>
    `<html xmlns="http://www.w3.org/1999/xhtml"${attributes}><head><link rel="stylesheet" href="book.css"/></head><body>${body}</body></html>`
  return {
    metadata: `<dc:title>雲</dc:title>${language === '' ? '' : `<dc:language>${language}</dc:language>`}${metadata}`,
    spine,
    files: [
      { href: 'cover.xhtml', data: page(' class="hltr"', '<p>表紙</p>') },
      { href: 'one.xhtml', data: page(html, `<p>${text}</p>`) },
      { href: 'book.css', data: css, mediaType: 'text/css' },
    ],
  }
}
const classes =
  '.vrtl { -webkit-writing-mode: vertical-rl; -epub-writing-mode: vertical-rl } .hltr { writing-mode: horizontal-tb }'
const fromRight = ' page-progression-direction="rtl"'

describe('how a book is written', () => {
  test.each<[string, Said, string | undefined]>([
    ['its text’s class', { css: classes, html: ' class="vrtl"' }, 'vertical-rl'],
    ['its body', { css: 'body { writing-mode: tb-rl }' }, 'vertical-rl'],
    [
      'Mongolian, to the right',
      { language: 'mn-Mong', css: 'html { writing-mode: vertical-lr }' },
      'vertical-lr',
    ],
    ['the side its pages are turned to', { spine: fromRight }, 'vertical-rl'],
    [
      'what its package says',
      { metadata: '<meta name="primary-writing-mode" content="vertical-rl"/>' },
      'vertical-rl',
    ],
    [
      'lines, though its pages are turned to the right',
      { css: 'html { writing-mode: horizontal-tb }', spine: fromRight },
      undefined,
    ],
    ['nothing said', {}, undefined],
    [
      'no language, but the side its pages are turned to',
      { language: '', spine: fromRight, css: 'body { writing-mode: vertical-rl }' },
      'vertical-rl',
    ],
    ['no language, and nothing else', { language: '' }, undefined],
    ['Arabic from the right', { language: 'ar', spine: fromRight }, undefined],
    ['a style in a comment', { css: '/* body { writing-mode: vertical-rl } */' }, undefined],
    ['a style that is none', { css: 'body { writing-mode: sideways-up }' }, undefined],
    ['a style for paper', { css: '@media print { body { writing-mode: vertical-rl } }' }, undefined],
  ])('%s', async (_name, said, writing) => {
    expect((await opened('book.epub', bookBytes(book(said)))).writing).toBe(writing)
  })

  test('numbers that stand upright are marked, and nothing longer', async () => {
    const { blocks } = await opened(
      'upright.html',
      '<html lang="ja"><style>body { writing-mode: vertical-rl } .tcy { text-combine-upright: all }</style><body><p>昭和<span class="tcy">12</span>年<span class="tcy">12345</span>月</p></body></html>',
    )
    expect(blocks[0]?.marks).toEqual([{ kind: 'upright', startChar: 2, endChar: 4 }])
  })

  test('a flood of style rules changes nothing and ends', async () => {
    const css = 'body > '.repeat(30_000) + '{ writing-mode: vertical-rl }' + 'writing-mode:'.repeat(30_000)
    expect((await opened('flood.epub', bookBytes(book({ css })))).writing).toBeUndefined()
  })
})

describe('how a page of the web is written', () => {
  test.each([
    ['<html lang="ja"><style>html { writing-mode: vertical-rl }</style>', 'vertical-rl'],
    ['<html><body style="writing-mode: vertical-lr">', 'vertical-lr'],
    ['<html><body><main style="-webkit-writing-mode:vertical-rl">', 'vertical-rl'],
    ['<html><body>', undefined],
  ])('%s', async (begin, writing) => {
    expect((await opened('page.html', `<!doctype html>${begin}<p>${text}</p>`)).writing).toBe(writing)
  })
})

describe('writingOf', () => {
  test('a choice comes before what the document says, where its language knows columns', () => {
    expect(writingOf({ language: 'ja' }, undefined)).toBe('horizontal-tb')
    expect(writingOf({ language: 'ja' }, 'vertical')).toBe('vertical-rl')
    expect(writingOf({ language: 'mn-Mong' }, 'vertical')).toBe('vertical-lr')
    expect(writingOf({ language: 'ja', writing: 'vertical-rl' }, undefined)).toBe('vertical-rl')
    expect(writingOf({ language: 'ja', writing: 'vertical-rl' }, 'horizontal')).toBe('horizontal-tb')
    expect(writingOf({ language: 'en' }, 'vertical')).toBe('horizontal-tb')
    expect(columnsOf({ language: 'zh-TW' })).toBe('vertical-rl')
    expect(columnsOf({ language: 'not a tag' })).toBeNull()
    expect(columnsOf({})).toBeNull()
  })
})
