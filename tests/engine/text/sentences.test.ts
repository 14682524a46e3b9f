import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { maxSentenceChars } from '@contract/limits'
import { splitSentences } from '../../../src-main/engine/text/sentences'

const sentencesOf = (text: string): string[] =>
  splitSentences(text).map(({ startChar, endChar }) => text.slice(startChar, endChar))

describe('splitSentences', () => {
  const cases: [behaviour: string, sentences: string[]][] = [
    ['titles do not end a sentence', ['He met Dr. Smith.', 'Mr. and Mrs. Jones came to St. Louis.']],
    ['initials do not end a sentence', ['J. K. Rowling met George W. Bush.', 'They talked.']],
    ['a pronoun at the end is no initial', ['It was he and I.', 'Then we left.']],
    [
      'half days end a sentence before a name only',
      ['It shut at 7 p.m. on Monday.', 'He left at 8 a.m.', 'John stayed.'],
    ],
    [
      'countries end a sentence only before a usual opener',
      ['The U.S. Army left the U.S.', 'Then it returned.'],
    ],
    ['an address ends a sentence', ['She lived at 12 Elm St.', 'It was dark.']],
    ['an abbreviation that counts needs a number', ['No. 5 was first; no.', 'It was not.']],
    ['references stay whole', ['See vol. 3, pp. 12-15, fig. 4.', 'It shows more.']],
    ['decimals and dotted numbers stay whole', ['Pi is 3.14 and more.', 'Version 2.0.1 is out.']],
    ['an ellipsis before lower case goes on', ['Wait... what?', 'And then … nothing.']],
    ['quotes before lower case go on', ['“Stop!” he cried.', '“Why?” she asked.']],
    [
      'closing quotes and brackets stay with their sentence',
      ['(He left.)', 'She said “No.”', 'He said "Yes."', 'End.'],
    ],
    ['enumerators go with what they count', ['1. Introduction to it.', '2. More of it.']],
    ['examples and explanations go on', ['Use fruit, e.g. Apples, i.e. Food.', 'Done.']],
  ]
  test.each(cases)('%s', (_behaviour, sentences) => {
    expect(sentencesOf(sentences.join(' '))).toEqual(sentences)
  })

  test('a line end is white space, an empty line ends a sentence', () => {
    expect(sentencesOf('A line\nbroken softly. Another\r\n\r\nheading\n\n  body')).toEqual([
      'A line\nbroken softly.',
      'Another',
      'heading',
      'body',
    ])
  })

  test('white space alone has no sentences', () => {
    expect(splitSentences('')).toEqual([])
    expect(splitSentences(' \n\n\t\u00a0 ')).toEqual([])
  })

  test('a sentence longer than the limit is cut at a clause, and never above the limit', () => {
    const clause = 'and it went on and on without any end in sight, '
    const text = clause.repeat(100)
    for (const sentence of sentencesOf(text)) {
      expect(sentence.length).toBeLessThanOrEqual(maxSentenceChars)
      expect(sentence.endsWith(',')).toBe(true)
    }
  })

  test('surrogate pairs are not cut in two', () => {
    for (const sentence of sentencesOf('x' + '𝒳'.repeat(3_000))) expect(sentence).not.toMatch(/\p{Cs}/u)
  })

  test('the ranges cover all that is not white space, in order, for any text', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '. ',
        '? ',
        '”',
        '\n',
        '\n\n',
        '\u00a0',
        'Dr. ',
        'U.S. ',
        '3.14',
        '… ',
        '😀',
        '\ud800',
        ' "',
        ') ',
        'z. B. ',
        '3. ',
        '[1] ',
        '」「',
        '。',
        '\n- ',
        ' » ',
        'Yahoo! ',
        '— ',
      ),
      fc.string({ maxLength: 6, unit: 'grapheme' }),
      fc.lorem({ maxCount: 5 }),
    )
    const languages = fc.constantFrom('en', 'de', 'fr', 'ru', 'zh', 'ja', 'ar', 'th', 'xx')
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), languages, (pieces, language) => {
        const text = pieces.join('')
        let covered = ''
        let position = 0
        for (const { startChar, endChar } of splitSentences(text, language)) {
          expect(startChar).toBeGreaterThanOrEqual(position)
          expect(endChar).toBeGreaterThan(startChar)
          expect(text.slice(position, startChar).trim()).toBe('')
          const sentence = text.slice(startChar, endChar)
          expect(sentence).toBe(sentence.trim())
          covered += sentence.replace(/\s/g, '')
          position = endChar
        }
        expect(covered).toBe(text.replace(/\s/g, ''))
      }),
      { seed: 11, numRuns: 300 },
    )
  })

  test.each([
    ['a single line of two megabytes', 'He said nothing more. '.repeat(95_000)],
    ['a word of 2.4 million letters', 'a'.repeat(2_400_000)],
    ['a hundred thousand quotes', '"'.repeat(100_000)],
    ['half a million lone periods', '. '.repeat(500_000)],
    ['abbreviations of many parts', 'z. B. '.repeat(100_000)],
    ['notes', '.[1]'.repeat(100_000)],
    ['quotes that no white space parts', '。」「'.repeat(100_000)],
    ['items of a list', '.\n- '.repeat(100_000)],
    ['ellipses', '… '.repeat(200_000)],
    ['marks without letters', '\u0301'.repeat(1_000_000)],
    ['Thai without spaces', 'วันนี้อากาศดีมาก'.repeat(20_000)],
    ['a million empty lines', '\n'.repeat(1_000_000)],
  ])('%s takes seconds at most', (_name, text) => {
    const startMilliseconds = performance.now()
    splitSentences(text, 'de')
    expect(performance.now() - startMilliseconds).toBeLessThan(20_000)
  })
})
