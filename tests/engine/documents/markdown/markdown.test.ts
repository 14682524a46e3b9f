import fc from 'fast-check'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { ReadableDocument } from '../../../../src-main/contract/document'
import { markdownFormat } from '../../../../src-main/engine/documents/markdown'
import { openWith } from '../../../helpers/open-with'

const fixture = readFileSync(join(import.meta.dirname, '../../../fixtures/documents/typical.md'), 'utf8')

function open(text: string): Promise<ReadableDocument> {
  return openWith(markdownFormat, text, 'a_file.md')
}
async function shown(text: string): Promise<string[]> {
  return (await open(text)).blocks.map((block) => block.text)
}

describe('markdownFormat', () => {
  test('a typical file comes out as what is read, without its mark-up', async () => {
    const document = await open(fixture)
    expect(document).toMatchObject({ title: 'A Short Guide', language: 'en-GB', format: 'markdown' })
    expect(document.blocks.map(({ kind, level, marker, text }) => [kind, level, marker, text])).toEqual([
      ['heading', 1, undefined, 'Welcome'],
      [
        'paragraph',
        undefined,
        undefined,
        'A paragraph with emphasis, strong words, code and a link.\nIt goes on & on.',
      ],
      ['heading', 2, undefined, 'Second heading'],
      ['list-item', 1, '1.', 'First step'],
      ['list-item', 1, '2.', 'Second step'],
      ['list-item', 2, '•', 'a detail'],
      ['quote', undefined, undefined, 'A quotation with weight.'],
      ['code', undefined, undefined, 'const answer = 42'],
      ['image-alternative', undefined, undefined, 'A lamp on a table'],
      ['paragraph', undefined, undefined, 'Raw text\non two lines'],
      ['paragraph', undefined, undefined, 'The end.'],
    ])
    const marks = document.blocks[1].marks.map(({ kind, startChar, endChar }) => [
      kind,
      document.blocks[1].text.slice(startChar, endChar),
    ])
    expect(marks).toEqual([
      ['emphasis', 'emphasis'],
      ['strong', 'strong words'],
      ['code', 'code'],
      ['link', 'link'],
    ])
  })

  test('a link to a word’s phonemes says how it sounds; one that leads somewhere stays a link', async () => {
    const { blocks } = await open(
      '*[Misaki](/mɪsˈɑki/)*’s [docs](/docs/), [á](/a/á/), [b](<//ə/>), [c](/ə/ "c").',
    )
    expect(blocks[0].text).toBe('Misaki’s docs, á, b, c.')
    expect(blocks[0].marks).toEqual([
      { kind: 'emphasis', startChar: 0, endChar: 6 },
      { kind: 'phonemes', startChar: 0, endChar: 6, phonemes: 'mɪsˈɑki' },
      { kind: 'link', startChar: 9, endChar: 13 },
      { kind: 'link', startChar: 15, endChar: 16 },
      { kind: 'link', startChar: 18, endChar: 19 },
      { kind: 'phonemes', startChar: 21, endChar: 22, phonemes: 'ə' },
    ])
  })

  test('source ranges are the nodes’ own in the whole file, past the front matter', async () => {
    const { blocks } = await open(fixture)
    const slices = blocks.map(({ source }) => fixture.slice(source.startChar, source.endChar))
    expect(slices[0]).toBe('# Welcome')
    expect(blocks[0].source.exact).toBe(false)
    expect(slices.at(-1)).toBe('The end.')
    expect(blocks.at(-1)?.source.exact).toBe(true)
  })

  test('the first main heading is the title, else the file name', async () => {
    expect((await open('## Small\n\n# Great *one*\n')).title).toBe('Great one')
    expect((await open('Words.')).title).toBe('a file')
  })

  test('carriage returns do not shift ranges', async () => {
    const text = '# A\r\n\r\nOne\r\ntwo.\r\n\r\nThree.'
    const { blocks } = await open(text)
    expect(blocks.map((block) => block.text)).toEqual(['A', 'One\ntwo.', 'Three.'])
    expect(text.slice(blocks[2].source.startChar, blocks[2].source.endChar)).toBe('Three.')
  })

  test('front matter needs an end and fields', async () => {
    expect(await shown('---\ntitle: x\nWords.')).not.toEqual([])
    expect(await shown('---\n\nWords.\n\n---\n\nMore.')).toEqual(['Words.', 'More.'])
    expect(await shown('+++\ntitle = "x"\n+++\nWords.')).toEqual(['Words.'])
  })

  test('tables, footnotes and task lists come out as their text', async () => {
    const all = (await shown('| a | b |\n|---|---|\n| c | d |\n\nWord[^1].\n\n[^1]: The note here.\n')).join(
      ' ',
    )
    for (const word of ['a', 'b', 'c', 'd', 'Word', 'The note here.']) expect(all).toContain(word)
  })

  test('code within a list, a quote within a list and an empty item keep their places', async () => {
    const { blocks } = await open('- ```\n  x\n  ```\n-\n- one\n\n  two\n  > three\n')
    expect(blocks.map(({ kind, marker, text }) => [kind, marker, text])).toEqual([
      ['code', undefined, 'x'],
      ['list-item', '•', 'one'],
      ['list-item', undefined, 'two'],
      ['quote', undefined, 'three'],
    ])
  })

  test('script and style are never text, whether in a block, across blank lines or in a line', async () => {
    expect(await shown('<div>\n<script>\na()\n\nb()\n</script>\n</div>\n\nSafe.')).toEqual(['Safe.'])
    expect(await shown('<style>\n\np {}\n</style>\nSafe.')).toEqual(['Safe.'])
    expect(await shown('One <script>a()</script> two.')).toEqual(['One  two.'])
  })

  test('writing about a tag hides nothing', async () => {
    expect(await shown('Use the <script> tag.\n\nAnd more.')).toEqual(['Use the  tag.', 'And more.'])
  })

  test('raw HTML gives its headings, paragraphs, images and references, no attributes or comments', async () => {
    const html =
      '<!-- note -->\n<h2 title="a>b">Big <i>one</i></h2><p>A &amp; B&#8212;&#x43;&unknown;</p><img src=x alt="An &quot;alt&quot;"><ul><li>1 < 2<li>two</ul>'
    const { blocks } = await open(html)
    expect(blocks.map(({ kind, level, text }) => [kind, level, text])).toEqual([
      ['heading', 2, 'Big one'],
      ['paragraph', undefined, 'A & B—C&unknown;'],
      ['image-alternative', undefined, 'An "alt"'],
      ['list-item', 1, '1 < 2'],
      ['list-item', 1, 'two'],
    ])
  })

  test('controls are masked, also those written as references', async () => {
    expect(await shown('a\x07b&#x202e;c&#7;d `e\0f`\n\n<p>g&#8238;h</p>')).toEqual(['a b c d e f', 'g h'])
  })

  test.each([
    ['nothing but a comment', '<!-- a -->'],
    ['nothing but a definition', '[a]: https://example.org'],
    ['an unclosed script', '<script>\nx'],
    ['an unclosed comment', '<!-- x'],
    ['an unclosed tag', '<div title="x'],
  ])('%s gives no blocks', async (_, text) => {
    expect(await shown(text)).toEqual([])
  })

  test.each([
    ['quotes', '>'.repeat(100_000) + 'a'],
    ['lists', '- '.repeat(100_000) + 'a'],
    ['lists line by line', Array.from({ length: 120 }, (_, i) => ' '.repeat(2 * i) + '- a').join('\n')],
    ['emphasis', '*a '.repeat(300) + 'b*'.repeat(300)],
  ])('deeply nested %s are refused, not a stack overflow', async (_, text) => {
    await expect(open(text)).rejects.toMatchObject({
      code: 'document/corrupt',
      details: { reason: 'nesting' },
    })
  })

  test.each([
    ['two million characters on one line', 'word and more. '.repeat(140_000)],
    ['a word of 2.4 million characters', 'a'.repeat(2_400_000)],
    ['a hundred thousand open tags', '<div '.repeat(100_000)],
    ['many tags that hide nothing', '<script>\n\n<div><style>\n\n'.repeat(2_000)],
    ['brackets', '['.repeat(8_000)],
    ['front matter without an end', `---\na: b\n${'\n---x'.repeat(20_000)}`],
  ])('%s take no more than seconds', async (_, text) => {
    const start = performance.now()
    await open(text)
    expect(performance.now() - start).toBeLessThan(30_000)
  })

  test('whatever is written, marks lie within their text and no control is left', async () => {
    const parts = fc.constantFrom(
      ...[
        '*',
        '**',
        '_',
        '`',
        '[a](b)',
        '![c](d)',
        '# ',
        '> ',
        '- ',
        '1. ',
        '\n',
        '\n\n',
        '  \n',
        '<b>',
        '</b>',
      ],
      ...[
        '<script>',
        '</script>',
        '<br>',
        '&amp;',
        '&#7;',
        '\0',
        '\u202e',
        '\r\n',
        '    ',
        '---\n',
        'word',
        ' ',
        '🙂',
      ],
    )
    await fc.assert(
      fc.asyncProperty(fc.array(parts, { maxLength: 40 }), async (chosen) => {
        const text = chosen.join('')
        if (!/\S/.test(text)) return
        // The mark settles the encoding: what is tested here is the parser.
        for (const block of (await open(`\ufeff${text}`)).blocks) {
          expect(block.text).toMatch(/\S/)
          expect(block.text).not.toMatch(/[\0-\x08\v-\x1f\x7f-\x9f\u202a-\u202e]/)
          const { startChar, endChar, exact } = block.source
          if (exact) expect(text.slice(startChar, endChar)).toBe(block.text)
          for (const mark of block.marks) {
            expect(mark.startChar).toBeLessThan(mark.endChar)
            expect(mark.endChar).toBeLessThanOrEqual(block.text.length)
          }
        }
      }),
      { seed: 23, numRuns: 400 },
    )
  })
})
