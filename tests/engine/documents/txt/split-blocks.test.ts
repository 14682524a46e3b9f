import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { splitTextIntoBlocks } from '../../../../src-main/engine/documents/txt/split-blocks'

const texts = (source: string): string[] => splitTextIntoBlocks(source).map((block) => block.text)
const kinds = (source: string): string[] => splitTextIntoBlocks(source).map((block) => block.kind)
const longLine = 'The ferry had not crossed since Tuesday. '.repeat(6).trim()

describe('splitTextIntoBlocks', () => {
  test('blank lines separate paragraphs, line ends inside stay', () => {
    expect(texts('One\ntwo.\n\n \t\n  Three.\n')).toEqual(['One\ntwo.', 'Three.'])
  })

  test('carriage returns of either kind work the same, and ranges still fit', () => {
    for (const end of ['\r\n', '\r']) {
      const source = ['One', 'two.', '', 'Three.'].join(end)
      const blocks = splitTextIntoBlocks(source)
      expect(blocks.map((block) => block.text.replace(/\s+/g, ' '))).toEqual(['One two.', 'Three.'])
      expect(blocks[0].text).not.toContain('\r')
      expect(blocks[1].source).toEqual({
        part: 0,
        startChar: source.indexOf('Three'),
        endChar: source.length,
        exact: true,
      })
    }
  })

  test('long lines are paragraphs each, short ones among them as well', () => {
    expect(texts(`${longLine}\n“Yes.”\n“No.”\n${longLine}`)).toEqual([longLine, '“Yes.”', '“No.”', longLine])
  })

  test('a hard-wrapped paragraph among long lines stays one', () => {
    const wrapped = Array.from(
      { length: 5 },
      () => 'a line that reaches for the margin, as its neighbours do',
    ).join('\n')
    expect(texts(`${longLine}\n\n${wrapped}\n\n${longLine}`)).toEqual([longLine, wrapped, longLine])
  })

  test('indented first lines begin paragraphs', () => {
    expect(texts('   One and\nmore.\n   Two and\nmore.\nAnd more.')).toEqual([
      'One and\nmore.',
      'Two and\nmore.\nAnd more.',
    ])
    expect(texts('　広い門\nの下には。\n　雨が。')).toEqual(['広い門\nの下には。', '雨が。'])
  })

  test('a list is a block an item, whose marker is no part of its text', () => {
    const blocks = splitTextIntoBlocks('- one\n  and more\n- two\n\n9. Ten\n10. Eleven\n\n* Star')
    expect(blocks.map(({ kind, marker, text }) => [kind, marker, text])).toEqual([
      ['list-item', '-', 'one\n  and more'],
      ['list-item', '-', 'two'],
      ['list-item', '9.', 'Ten'],
      ['list-item', '10.', 'Eleven'],
      ['list-item', '*', 'Star'],
    ])
  })

  test('speech after a dash and a year at the beginning of a line are no lists', () => {
    expect(texts('- Come here!\n- I will not.')).toEqual(['- Come here!\n- I will not.'])
    expect(texts('It was\n1984. The clocks struck.')).toEqual(['It was\n1984. The clocks struck.'])
  })

  test('a double-spaced file is joined again', () => {
    const line = 'words that run up to the margin and then go on below'
    const paragraph = Array.from({ length: 12 }, () => line)
    const source = [...paragraph, 'end.', '', ...paragraph, 'end.'].join('\n\n')
    expect(texts(source).map((text) => text.replace(/\s+/g, ' '))).toEqual(
      Array.from({ length: 2 }, () => [...paragraph, 'end.'].join(' ')),
    )
  })

  test('headings, their titles, rules and underlined headings are recognised', () => {
    const source =
      'PART ONE\n\nCHAPTER II\nThe Letter\n\nIt began.\n\n* * *\n\nTitle\n=====\n\nChapter 3\nIt was late, and the bell rang.\n'
    const blocks = splitTextIntoBlocks(source)
    expect(blocks.map(({ kind, level, text }) => [kind, level, text])).toEqual([
      ['heading', 1, 'PART ONE'],
      ['heading', 2, 'CHAPTER II\nThe Letter'],
      ['paragraph', undefined, 'It began.'],
      ['furniture', undefined, '* * *'],
      ['heading', 2, 'Title'],
      ['furniture', undefined, '====='],
      ['heading', 2, 'Chapter 3'],
      ['paragraph', undefined, 'It was late, and the bell rang.'],
    ])
  })

  test('a list of chapters is one paragraph, and a text in capitals has no headings', () => {
    expect(kinds('CHAPTER I\nCHAPTER II\nCHAPTER III')).toEqual(['paragraph'])
    expect(kinds('STOP AT ONCE\n\nARRIVING MONDAY')).toEqual(['paragraph', 'paragraph'])
  })

  test('white space alone gives no blocks', () => {
    expect(splitTextIntoBlocks(' \r\n\t\f\u2029 ')).toEqual([])
  })

  test.each([
    ['two million characters on one line', 'word and more. '.repeat(140_000), 1],
    ['a word of 2.4 million characters', 'a'.repeat(2_400_000), 1],
    ['ten million line ends', `${'\n'.repeat(10_000_000)}x`, 1],
    ['half a million headings in a row', 'CHAPTER I\n'.repeat(500_000), 20],
  ])('%s take no more than seconds', (_, source, blocks) => {
    const start = performance.now()
    expect(splitTextIntoBlocks(source)).toHaveLength(blocks)
    // Ten times what a slow machine takes; quadratic behaviour would need minutes.
    expect(performance.now() - start).toBeLessThan(20_000)
  })

  test('blocks are slices in order that hold every visible character exactly once', () => {
    const parts = fc.constantFrom(
      ...[
        '\n',
        '\n\n',
        '\r\n',
        '\r',
        ' ',
        '\t',
        '   ',
        '　',
        'CHAPTER I',
        'word',
        'A line.',
        '- item',
        '* * *',
      ],
      ...['=====', 'TITLE LINE', '\0', '\u202e', '\ud83d', '🙂', '\u2029', '\x1b[1m', longLine, '羅生門'],
    )
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 60 }), (chosen) => {
        const source = chosen.join('')
        const blocks = splitTextIntoBlocks(source)
        let at = 0
        for (const { text, marker = '', source: range } of blocks) {
          expect(range.startChar).toBeGreaterThanOrEqual(at)
          const between = source.slice(at, range.startChar).trimEnd()
          expect(between.endsWith(marker)).toBe(true)
          expect(between.slice(0, between.length - marker.length)).toMatch(
            /^[\s\0-\x1f\u202e\ud800-\udfff[1m]*$/,
          )
          const slice = source.slice(range.startChar, range.endChar)
          expect(text.length).toBe(slice.length)
          expect(text === slice).toBe(range.exact)
          for (let char = 0; char < text.length; char += 1)
            if (/\S/.test(text[char])) expect(text[char]).toBe(slice[char])
          expect(text).toBe(text.trim())
          at = range.endChar
        }
        expect(
          blocks
            .map(({ marker = '', text }) => marker + text)
            .join('')
            .replace(/\s/g, ''),
        ).toBe(visible(source))
      }),
      { seed: 22, numRuns: 400 },
    )
  })
})

/** What there is to see, by another road than the code's: controls, colour codes and half surrogates out, then white space. */
function visible(source: string): string {
  return Array.from(source.replaceAll('\x1b[1m', ''))
    .filter((character) => !/^(?:[\s\0-\x1f\u202e]|[\ud800-\udfff])$/.test(character))
    .join('')
}
