import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDocument } from '../../../../src-main/engine/documents'
import { narrateBook, wordsOf, type NarratedOutcome } from '../../../helpers/narrate-book'
import { ffmpegNeeds, hasFfmpeg, writeSilence } from '../../../helpers/told-document'
import { bookBytes, chapterXml, navFile, type BookFile } from '../../../fixtures/epub/books'

const textName = 'OEBPS/c.xhtml'
/** Without white space, and without the marks that stand for a `q`. */
const squeezed = (text: string): string => text.replace(/[\s“”]+/g, '')

describe.skipIf(!hasFfmpeg)(`exportNarratedBook, word by word ${ffmpegNeeds}`, () => {
  let folder = ''
  let silencePath = ''
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lector-overlay-words-'))
    silencePath = join(folder, 'silence.mp3')
    writeSilence(silencePath, 60)
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  async function narrate(data: string, more: readonly BookFile[] = []): Promise<NarratedOutcome> {
    const path = join(folder, 'book.epub')
    const files = [navFile('<li><a href="c.xhtml">One</a></li>'), { href: 'c.xhtml', data }, ...more]
    await writeFile(path, bookBytes({ files }))
    return narrateBook(path, folder, { silencePath })
  }

  /** What is marked, each with what was said there. */
  function marked({ entries, sentences, document }: NarratedOutcome): [marked: string, said: string][] {
    const said = sentences.flatMap(({ block, words }) =>
      words.map(([start, end]) => document.blocks[block].text.slice(start, end)),
    )
    const words = wordsOf(entries)
    expect(words).toHaveLength(said.length)
    return words.map(({ text }, index) => [squeezed(text), squeezed(said[index])])
  }

  /** The body as it is written in the outcome. */
  function bodyOf({ entries }: NarratedOutcome): string {
    return /<body[^>]*>([\s\S]*)<\/body>/.exec(String(entries.get(textName)))?.[1] ?? ''
  }

  test('words become spans, and all else stays as it is written', async () => {
    const outcome = await narrate(
      chapterXml("<!-- a note --><p  class='x'>One &amp; t&#119;o, <em>th&#x72;ee</em>.</p>\n<hr />"),
    )
    expect(bodyOf(outcome)).toBe(
      '<!-- a note --><p id="w4"  class=\'x\'><span id="w1">One</span> &amp; <span id="w2">t&#119;o,</span> <span id="w3"><em>th&#x72;ee</em>.</span></p>\n<hr />',
    )
  })

  test.each([
    ['all that an element holds, and more', '<b>O</b>nce', '<span id="w1"><b>O</b>nce</span>'],
    ['several elements', 'un<i>believ</i><b>able</b>', '<span id="w1">un<i>believ</i><b>able</b></span>'],
    ['a comment', 'an<!-- x -->other', '<span id="w1">an<!-- x -->other</span>'],
    [
      'all of some ruby',
      '<ruby>漢<rt>かん</rt>字<rt>じ</rt></ruby>',
      '<span id="w1"><ruby>漢<rt>かん</rt>字<rt>じ</rt></ruby></span>',
    ],
    [
      'a part of an element and more',
      '<i>the un</i>broken',
      '<i><span id="w1">the</span> <span id="w3">un</span></i><span id="w3-2">broken</span>',
    ],
    [
      'a section of characters',
      '<![CDATA[so < it]]>',
      '<![CDATA[]]><span id="w1"><![CDATA[so]]></span><![CDATA[ < ]]><span id="w3"><![CDATA[it]]></span><![CDATA[]]>',
    ],
    ['a time that holds text alone', '<time>June 1921</time>', '<time id="w1">June 1921</time>'],
  ])('a word of %s', async (_, body, expected) => {
    const written = bodyOf(await narrate(chapterXml(`<p id="p">${body} end</p>`)))
    const ids = [...expected.matchAll(/id="(w\d+)/g)].map(([, id]) => id)
    const found = [...written.matchAll(/id="(w\d+)"/g)].map(([, id]) => id)
    // Numbers depend on what else needs one.
    const renumbered = expected.replace(/id="(w\d+)/g, (__, id: string) => `id="${found[ids.indexOf(id)]}`)
    const unnumbered = (text: string): string => text.replace(/id="w\d+/g, 'id="w')
    expect(unnumbered(written)).toContain(unnumbered(renumbered))
  })

  test('ids of the book stay, and new ones are none of them', async () => {
    const outcome = await narrate(chapterXml('<p id="w1">One <b id="w-1">two</b>.</p>'))
    expect(bodyOf(outcome)).toBe(
      '<p id="w1"><span id="w--1">One</span> <span id="w--2"><b id="w-1">two</b>.</span></p>',
    )
  })

  test('a text in another encoding, with a prefix for its elements, is marked in UTF-8', async () => {
    const source =
      '<?xml version="1.0" encoding="iso-8859-1"?><h:html xmlns:h="http://www.w3.org/1999/xhtml"><h:head><h:title>t</h:title></h:head><h:body><h:p>caf\u00e9</h:p></h:body></h:html>'
    const path = join(folder, 'latin.epub')
    await writeFile(path, bookBytes({ files: [{ href: 'c.xhtml', data: Buffer.from(source, 'latin1') }] }))
    const text = String((await narrateBook(path, folder, { silencePath })).entries.get(textName))
    expect(text).toContain('encoding="utf-8"')
    expect(text).toMatch(/<h:p id="w\d"><h:span id="w\d">caf\u00e9<\/h:span><\/h:p>/)
    expect(text).toContain('<h:link rel="stylesheet"')
  })

  test('random mark-up around random words: every word is marked, and nothing else is changed', async () => {
    const word = fc.constantFrom(
      'one',
      'tw&#111;',
      'caf&#233;',
      'R&amp;D',
      'fünf',
      '漢字',
      'a-b',
      'x<!--c-->y',
      '😀k',
    )
    const space = fc.constantFrom(' ', '\n  ', '&#160;', '', ', ')
    const { tree } = fc.letrec<{ tree: string; node: string }>((tie) => ({
      node: fc.oneof(
        { maxDepth: 4 },
        fc.tuple(word, space).map((parts) => parts.join('')),
        fc
          .tuple(fc.constantFrom('b', 'i', 'em', 'u', 'small', 'a', 'sup'), tie('tree'), space)
          .map(([name, inner, after]) => `<${name}>${inner}</${name}>${after}`),
        fc.tuple(word, word).map(([base, reading]) => `<ruby>${base}<rt>${reading}</rt></ruby>`),
        fc.constantFrom(
          '<br/>',
          '<i hidden="">not</i>',
          '<![CDATA[raw <b> text]]>',
          '<q>said</q>',
          '<!-- c -->',
        ),
      ),
      tree: fc.array(tie('node'), { minLength: 1, maxLength: 6 }).map((nodes) => nodes.join('')),
    }))
    await fc.assert(
      fc.asyncProperty(fc.array(tree, { minLength: 1, maxLength: 5 }), async (paragraphs) => {
        const source = chapterXml(`<p>Begin.</p>${paragraphs.map((inner) => `<p>${inner}</p>`).join('\n')}`)
        const outcome = await narrate(source)
        for (const [text, said] of marked(outcome)) expect(said.startsWith(text) && text !== '').toBe(true)
        const restored = String(outcome.entries.get(textName))
          .replace(/<link [^>]*narration[^>]*>/, '')
          .replace(/\]\]><\/?span(?: id="[\w-]+")?><!\[CDATA\[/g, '')
          .replace(/<\/?span(?: id="[\w-]+")?>/g, '')
          .replace(/(<\w+) id="w-*\d+"/g, '$1')
        expect(restored).toBe(source)
        const again = await openDocument({ source: { kind: 'file', path: outcome.path } })
        expect(again.blocks.map(({ text }) => text)).toEqual(outcome.document.blocks.map(({ text }) => text))
      }),
      { numRuns: 25, seed: 7 },
    )
  })
})
