import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findQuotes } from '../../../src-main/engine/text/quotes'

const quotesOf = (text: string, language: string | null = 'en'): string[] =>
  findQuotes(text, language).quotes.map(({ startChar, endChar }) => text.slice(startChar, endChar))

describe('findQuotes', () => {
  test.each([
    ['en', 'He said, “I see,” and “so do I.”', ['“I see,”', '“so do I.”']],
    ['en', '“She said ‘no’ twice,” he said.', ['“She said ‘no’ twice,”']],
    ['en', '‘I see,’ said the boys’ father. ‘It’s Tom’s.’', ['‘I see,’', '‘It’s Tom’s.’']],
    ['en', '‘The boys’ room is goin’ home,’ she said.', ['‘The boys’ room is goin’ home,’']],
    ['en', 'The ’90s weren’t “over”, o’clock.', ['“over”']],
    ['en', 'A "straight" one, and 6" of rain.', ['"straight"']],
    ['en', 'He said ("quietly") nothing.', ['"quietly"']],
    ['de', '„Ich sehe“, sagte er, „auch ‚das‘.“', ['„Ich sehe“', '„auch ‚das‘.“']],
    ['de', '»Ja«, sagte sie.', ['»Ja«']],
    ['fr', '« Bonjour », dit-il. «\u00a0Bien\u00a0»', ['« Bonjour »', '«\u00a0Bien\u00a0»']],
    ['pl', '„Tak” – powiedział.', ['„Tak”']],
    ['sv', '”Ja”, sade hon, »nej».', ['”Ja”', '»nej»']],
    ['ja', '彼は「はい『うん』」と言った。', ['「はい『うん』」']],
    ['ru', '«Да», — сказал он.', ['«Да»']],
    [null, 'No language: “yes”.', ['“yes”']],
  ])('%s: %s', (language, text, expected) => {
    expect(quotesOf(text, language)).toEqual(expected)
  })

  test('a mark without its counterpart is no quote, and hides none', () => {
    expect(quotesOf('He “said “yes” and went.')).toEqual([])
    expect(findQuotes('He “said “yes” and went.', 'en').open).toMatchObject({
      startChar: 3,
      inside: [{ startChar: 9 }],
    })
    expect(findQuotes('rock ‘n’ roll and “yes”', 'en').open).toMatchObject({
      inside: [{ startChar: 18, endChar: 23 }],
    })
  })

  test('quotes lie in the text, in order, apart from each other, whatever the text', () => {
    const marks = fc.constantFrom(
      '“',
      '”',
      '‘',
      '’',
      '"',
      '«',
      '»',
      '„',
      '「',
      '」',
      ' ',
      'a',
      '.',
      's',
      '\n',
    )
    fc.assert(
      fc.property(
        fc.array(marks, { maxLength: 60 }),
        fc.constantFrom('en', 'de', 'fr', 'sv', null),
        (parts, language) => {
          const text = parts.join('')
          const { quotes, open } = findQuotes(text, language)
          let end = 0
          for (const quote of quotes) {
            expect(quote.startChar).toBeGreaterThanOrEqual(end)
            expect(quote.endChar).toBeGreaterThan(quote.startChar + 1)
            end = quote.endChar
          }
          expect(end).toBeLessThanOrEqual(text.length)
          if (open) expect(open.startChar).toBeGreaterThanOrEqual(end)
        },
      ),
      { seed: 11, numRuns: 500 },
    )
  })

  test('a flood of marks takes linear time', () => {
    for (const flood of ['“', '”', '"', '‘ ', '« ', '“a ', ' "a" ']) {
      const startedAt = performance.now()
      findQuotes(flood.repeat(100_000), 'en')
      expect(performance.now() - startedAt).toBeLessThan(3_000)
    }
  })
})
