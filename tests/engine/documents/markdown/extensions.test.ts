import { describe, expect, test } from 'vitest'
import { readableDocumentSchema, type ReadableDocument } from '../../../../src-main/contract/document'
import { AppError } from '../../../../src-main/contract/errors'
import { memorySource } from '../../../../src-main/engine/documents/byte-source'
import { markdownFormat } from '../../../../src-main/engine/documents/markdown'
import { aliasBomb, everything, longBook, readme } from '../../../fixtures/markdown/files'
import { openWith } from '../../../helpers/open-with'

function open(text: string | Uint8Array): Promise<ReadableDocument> {
  return openWith(markdownFormat, text, 'a_file.md')
}
function shapes({ blocks }: ReadableDocument): unknown[] {
  return blocks.map(({ kind, marker, text }) => [kind, marker ?? '', text])
}
function expectAllCounted(document: ReadableDocument, text: string): void {
  const inBlocks = document.blocks.reduce((sum, block) => sum + block.text.length, 0)
  const outside = document.outside.reduce((sum, { chars }) => sum + chars, 0)
  expect(inBlocks + outside).toBe(text.length)
}

describe('markdownFormat', () => {
  test('tables, notes, tasks, formulas and raw HTML become blocks of their kinds', async () => {
    const document = await open(everything)
    expect(readableDocumentSchema.parse(document)).toEqual(document)
    expect(document).toMatchObject({
      title: 'A Walk: *notes*',
      authors: ['Ada Quill', 'Jon Reed'],
      language: 'en-GB',
    })
    expect(shapes(document)).toEqual([
      ['heading', '', 'The Walk'],
      [
        'paragraph',
        '',
        expect.stringMatching(
          /^It costs \$5 or about \$10, and .+ holds\.1 See this H2O\nand https:\/\/example\.org\.why Again\.1$/,
        ),
      ],
      ['footnote', '1', 'The first note\ngoes on.'],
      ['footnote', '', 'And has a second paragraph.'],
      ['footnote', 'why', 'Because, see3.'],
      ['footnote', '3', 'From a note.'],
      ['formula', '', expect.stringMatching(/\S/)],
      ['table', '', 'Day\tWater'],
      ['table', '', 'Mon\tlow2'],
      ['table', '', 'Tue\thigh'],
      ['footnote', '2', 'In the table.'],
      ['list-item', '☑', 'done'],
      ['list-item', '☐', 'to do'],
      ['list-item', '1.', 'inner'],
      ['footnote', '4', 'Nobody refers to this.'],
      ['paragraph', '', 'More'],
      ['paragraph', '', 'Inside details.'],
      ['paragraph', '', 'Last words.'],
    ])
    expectAllCounted(document, everything)
  })

  test('formulas are said, notes and what is struck out are marked', async () => {
    const { blocks } = await open(everything)
    const [, paragraph] = blocks
    const slices = paragraph.marks.map(({ kind, startChar, endChar }) => [
      kind,
      paragraph.text.slice(startChar, endChar),
    ])
    expect(slices).toContainEqual(['note-reference', '1'])
    expect(slices).toContainEqual(['note-reference', 'why'])
    expect(slices).toContainEqual(['deleted', 'this'])
    expect(slices).toContainEqual(['subscript', '2'])
    expect(slices).toContainEqual(['strong', 'about'])
    const formula = paragraph.marks.find(({ kind }) => kind === 'formula')
    expect(formula).toMatchObject({ words: expect.stringMatching(/squared/) })
    const display = blocks.find(({ kind }) => kind === 'formula')
    expect(display?.marks).toMatchObject([{ kind: 'formula', startChar: 0, endChar: display?.text.length }])
  })

  test('what is folded away is beside the text, wherever its tags stand', async () => {
    const text =
      'Before.\n\n<details>\n<summary>Log</summary>\n\nA *long* log.\n\n- of lines\n\n</details>\n\nBetween.\n\n' +
      '<details open>\n\nShown.\n\n<details><summary>More</summary>Hidden.</details>\n\n</details>\n\nBehind.\n'
    const { blocks } = await open(text)
    expect(blocks.filter(({ matter }) => matter === 'aside').map((block) => block.text)).toEqual([
      'A long log.',
      'of lines',
      'Hidden.',
    ])
    expect(blocks).toHaveLength(9)
  })

  const asides = async (text: string) =>
    (await open(text)).blocks.filter(({ matter }) => matter === 'aside').map((block) => block.text)
  const rest = 'And much more of the text stands here, so that what is folded is the smaller part of it.'

  test('a fold ends where its tag does: at the end of a line, or before a text on its line', async () => {
    expect(await asides(`<details>\n\nFolded.\n\nSo is this.</details>\n\n${rest}\n`)).toEqual([
      'Folded.',
      'So is this.',
    ])
    expect(await asides(`<details>\n\nFolded.\n\n</details>\nBehind it.\n\n${rest}\n`)).toEqual(['Folded.'])
    expect(await asides(`<details>\n\n- one\n- two</details>\n\n${rest}\n`)).toEqual(['one', 'two'])
  })

  test('tags that a comment or code speaks of fold nothing', async () => {
    expect(await asides(`<!-- put logs into <details> -->\n\n${rest}\n`)).toEqual([])
    const log = '<details>\n\nA log.\n\n</details>\n'
    expect(await asides(`Put logs into \`<details>\`.\n\n${rest}\n\n${log}`)).toEqual(['A log.'])
    expect(await asides(`\`\`\`html\n<details>\n\`\`\`\n\n${rest}\n\n${log}`)).toEqual(['A log.'])
  })

  test('a hundred thousand heads of folds that never end take no time', async () => {
    const text = `${rest}\n\n<details>${'<summary>'.repeat(100_000)}</details>\n`
    const startedAt = performance.now()
    await open(text)
    expect(performance.now() - startedAt).toBeLessThan(20_000)
  })

  test('where most of a file is folded away it is the text, as in a web page', async () => {
    const answer = 'A long answer, which is what the file was opened for, and not to be passed over.'
    const question = `<details>\n<summary>Why?</summary>\n\n${answer}\n\n</details>\n\n`
    expect(await asides(`# Questions\n\n${question}${question}`)).toEqual([])
    expect(await asides(`# Questions\n\n<details><summary>Why?</summary>${answer}</details>\n`)).toEqual([])
    // Its end is forgotten.
    expect(await asides(`# Questions\n\n<details>\n<summary>Why?</summary>\n\n${answer}\n`)).toEqual([])
  })

  describe('what of a file is folded away is counted as the parser reads it', () => {
    const log = '<details>\n\nA log.\n\n</details>\n'
    test.each([
      ['a fence in a list', '1. Write:\n\n    ```html\n    <details>\n    ```\n'],
      ['a fence in a quotation', '> ```html\n> <details>\n> ```\n'],
      ['an indented line', 'So:\n\n    <details>\n'],
      ['a code span over two lines', 'Put `logs into\na <details> each` here.\n'],
      ['a code span that holds backticks', 'Put logs into `` `<details>` ``.\n'],
      ['an escape', 'Put logs into \\<details>.\n'],
    ])('a tag in %s folds nothing', async (_, code) => {
      expect(await asides(`${code}\n${rest}\n\n${rest}\n\n${log}`)).toEqual(['A log.'])
    })

    const answer = 'A long answer, which is what the file was opened for, and not to be passed over.'
    const question = `<details>\n<summary>Why?</summary>\n\n${answer}\n\n</details>\n\n`
    test.each([
      ['a code span of three backticks', '```npm start``` begins it.\n'],
      ['a comment', '<!--\n```\n-->\n'],
      ['raw HTML', '<div>\n```\n</div>\n'],
      ['a fence in what a fence holds', '```md\n```html\n<b>\n```\n'],
      ['an item that ends before its fence', '- So:\n\n  ```\n  npm start\n'],
    ])('%s begins no code that hides the folds after it', async (_, code) => {
      expect(await asides(`# Questions\n\n${code}\n${question}${question}`)).toEqual([])
    })

    test('code that is folded away is folded as words are', async () => {
      const code = `So:\n\n\`\`\`js\n${'start(the, engine)\n'.repeat(9)}\`\`\``
      const text = `# Questions\n\n${rest}\n\n<details>\n<summary>Why?</summary>\n\n${code}\n\n</details>\n`
      expect(await asides(text)).toEqual([])
    })
  })

  test('the rows of a table know their cells and the heads of their columns', async () => {
    const rows = (await open(everything)).blocks.filter(({ kind }) => kind === 'table')
    expect(rows.map(({ row }) => row)).toEqual([
      {
        table: 0,
        isHeader: true,
        cells: [
          { startChar: 0, endChar: 3 },
          { startChar: 4, endChar: 9 },
        ],
      },
      {
        table: 0,
        isHeader: false,
        cells: [
          { startChar: 0, endChar: 3, header: 'Day' },
          { startChar: 4, endChar: 8, header: 'Water' },
        ],
      },
      {
        table: 0,
        isHeader: false,
        cells: [
          { startChar: 0, endChar: 3, header: 'Day' },
          { startChar: 4, endChar: 8, header: 'Water' },
        ],
      },
    ])
  })

  test('a README gives its pictures’ words, its table and no mark-up', async () => {
    const document = await open(readme)
    expect(shapes(document)).toEqual([
      ['image-alternative', '', 'A ferry'],
      ['image-alternative', '', 'Build'],
      ['table', '', 'Name\tUse'],
      ['table', '', 'rope\tto pull'],
      ['paragraph', '', 'Press Ctrl or read on.\nDone.'],
    ])
    expect(document.blocks.at(-1)?.marks).toEqual([
      { kind: 'code', startChar: 6, endChar: 10 },
      { kind: 'link', startChar: 14, endChar: 21, href: 'https://example.org/x' },
    ])
    expectAllCounted(document, readme)
  })

  test.each([
    ['---\nlang: [en]\ntitle: >\n  folded\n---\nWords.', 'folded', [], 'en'],
    ['---\ntitle: Part One: The Sea\nauthor: "A; B"\n---\nWords.', 'Part One: The Sea', ['A; B'], undefined],
    ['---\ntitle: x\nauthors:\n  - A\n  - {name: B}\n  - [C]\n---\nWords.', 'x', ['A', 'B'], undefined],
    ['+++\ntitle = "T"\nauthors = ["A, B", \'C\']\nlanguage = "de"\n+++\nWords.', 'T', ['A, B', 'C'], 'de'],
    ['---\ntitle: 2020\nlang: not a tag\n---\nWords.', '2020', [], undefined],
    [aliasBomb, 'Safe', [], undefined],
    [`---\ntitle: x\na: ${'['.repeat(20_000)}\n---\nWords.`, 'x', [], undefined],
    [`---\ntitle: x\na: ${'&a '.repeat(15_000)}\n---\nWords.`, 'x', [], undefined],
  ])('front matter %j', async (text, title, authors, language) => {
    const document = await open(text)
    expect(document.title).toBe(title)
    expect(document.authors).toEqual(authors)
    expect(document.language).toBe(language)
    expect(document.blocks.map((block) => block.text)).toEqual(['Words.'])
  })

  test('prices are no formulas', async () => {
    for (const text of ['From $5 to $10.', 'It is $ 5 and 6 $.', 'US$20 and $30 each', 'a $5$ b'])
      expect((await open(text)).blocks[0].text.replace(/\$?5\$? b/, '5 b')).toBe(text.replace('$5$', '5'))
  })

  test('a long book comes in pieces that know the definitions at its end', async () => {
    const text = longBook(60)
    const { pieces, head } = await markdownFormat.open(
      memorySource('book.md', Buffer.from(text)),
      {},
      new AbortController().signal,
    )
    expect(head.title).toBe('Chapter 1')
    const document: Pick<ReadableDocument, 'blocks' | 'contents' | 'outside'> = {
      blocks: [],
      contents: [],
      outside: [],
    }
    let count = 0
    for await (const piece of pieces) {
      count += 1
      document.blocks.push(...piece.blocks)
      document.contents.push(...piece.contents)
      document.outside.push(...piece.outside)
    }
    expect(count).toBeGreaterThan(4)
    expect(document.contents).toHaveLength(60)
    for (const { title, startBlock } of document.contents)
      expect(document.blocks[startBlock].text).toBe(title)
    const notes = document.blocks.filter(({ kind }) => kind === 'footnote')
    expect(notes.map((note) => note.text)).toEqual(
      Array.from({ length: 60 }, (_, index) => `Note ${index + 1}.`),
    )
    for (const note of notes)
      expect(text.slice(note.source.startChar, note.source.endChar)).toContain(note.text)
    expect(document.blocks.filter(({ text: shown }) => shown.includes('['))).toEqual([])
    const inBlocks = document.blocks.reduce((sum, block) => sum + block.text.length, 0)
    expect(inBlocks + document.outside.reduce((sum, { chars }) => sum + chars, 0)).toBe(text.length)
  })

  test('a paragraph with more delimiters than anybody writes is read as it is typed', async () => {
    const flood = '*a_ '.repeat(20_000)
    const { blocks } = await open(`Some *words*.\n\n${flood}\n\nMore *words*.`)
    expect(blocks.map(({ text, marks }) => [text, marks.length])).toEqual([
      ['Some words.', 1],
      [flood.trim(), 0],
      ['More words.', 1],
    ])
  })

  test.each([
    ['emphasis', '*a_ '],
    ['strong emphasis', '**a __b '],
    ['closing brackets', ']'],
    ['empty links', ']('],
    ['links', '[a](b '],
    ['pictures', '![a '],
    ['underlined headings', 'a\n=\n'],
    ['lazy quotations', '> a\nb\n'],
    ['lazy lists', '- a\nb\n'],
    ['formulas', '$a '],
    ['code', '``a` '],
    ['strikethrough', '~~a ~'],
    ['notes', '[^a] '],
    ['definitions', '[^a]: b\n'],
    ['inline tags', 'a <b> <i> '],
    ['tags', '<a b="'],
    ['details', '<details>\n\n'],
    ['comments', 'a <!-- '],
    ['table rows', '|a|b|\n|-|-|\n'],
  ])('a flood of %s takes no more than seconds', async (_, part) => {
    const start = performance.now()
    const text = part.repeat(Math.ceil(20_000 / part.length))
    const document = await open(text).catch((error: unknown) => error)
    if (document instanceof Error) expect(document).toBeInstanceOf(AppError)
    expect(performance.now() - start).toBeLessThan(30_000)
  })

  test('cancelling between pieces stops with the reason', async () => {
    const abort = new AbortController()
    const { pieces } = await markdownFormat.open(
      memorySource('a.md', Buffer.from(longBook(40))),
      {},
      abort.signal,
    )
    const reason = new Error('closed')
    const reading = (async () => {
      for await (const piece of pieces) if (piece.blocks.length > 0) abort.abort(reason)
    })()
    await expect(reading).rejects.toBe(reason)
  })

  test('whatever happens to the bytes, a document or a failure comes out', async () => {
    const originals = [everything, readme, aliasBomb, longBook(2)].map((text) => Buffer.from(text))
    let seed = 17
    const next = (below: number): number => (seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31) % below
    const spice = Buffer.from('*_[](){}<>`~$|#-\n\n &;!^"\'\\:')
    for (let mutant = 0; mutant < 200; mutant += 1) {
      const bytes = Buffer.from(originals[mutant % originals.length])
      for (let change = 0; change <= next(20); change += 1)
        bytes[next(bytes.length)] = next(3) === 0 ? next(256) : spice[next(spice.length)]
      const result = await open(bytes).catch((error: unknown) => error)
      if (result instanceof Error) expect(result).toBeInstanceOf(AppError)
      else expect(readableDocumentSchema.safeParse(result).success).toBe(true)
    }
  })
})
