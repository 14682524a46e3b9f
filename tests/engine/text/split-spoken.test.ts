import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { halveSpoken, splitSpoken } from '../../../src-main/engine/text/split-spoken'
import type { SpokenSentence } from '../../../src-main/engine/text/spoken-text'
import { spokenAsWritten } from '../../helpers/letter-front-end'

/** Words said as they are written, parted by spaces; a comma belongs to no word. */
const spoken = (text: string): SpokenSentence => spokenAsWritten(text, /[^\s,.]+/g)
const texts = fc
  .array(fc.tuple(fc.stringMatching(/^[a-z]{1,12}$/), fc.constantFrom('', '', ',', '.')), {
    minLength: 1,
    maxLength: 60,
  })
  .map((words) => words.map(([word, mark]) => word + mark).join(' '))
const said = ({ phonemes, words }: SpokenSentence): string[] =>
  words.map(({ phonemeStart, phonemeEnd }) => phonemes.slice(phonemeStart, phonemeEnd))

describe('halveSpoken', () => {
  test('parts a sentence at the clause end nearest its middle', () => {
    const [first, second] = halveSpoken(spoken('one two three four, five six')) ?? []
    expect(first?.phonemes).toBe('one two three four,')
    expect(second?.phonemes).toBe('five six')
    expect(second?.startChar).toBe(20)
  })

  test('parts it at the word nearest its middle where there is no clause', () => {
    expect(halveSpoken(spoken('aaaa bbbb cccc dddd'))?.map(({ phonemes }) => phonemes)).toEqual([
      'aaaa bbbb',
      'cccc dddd',
    ])
  })

  test('cannot part a single word', () => {
    expect(halveSpoken(spoken('floccinaucinihilipilification'))).toBeNull()
  })

  test('keeps every word, in order and with its place, for any sentence', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const whole = spoken(text)
        const halves = halveSpoken(whole)
        if (!halves) {
          expect(whole.words).toHaveLength(1)
          return
        }
        expect(halves.flatMap(said)).toEqual(said(whole))
        expect(halves.flatMap(({ words }) => words.map(({ startChar }) => startChar))).toEqual(
          whole.words.map(({ startChar }) => startChar),
        )
        for (const half of halves) expect(half.words.length).toBeGreaterThan(0)
      }),
      { seed: 21, numRuns: 500 },
    )
  })
})

describe('splitSpoken', () => {
  test('leaves alone what fits', () => {
    const sentence = spoken('one two')
    expect(splitSpoken(sentence, 7)).toEqual([sentence])
  })

  test('cuts at clauses, else between words, else inside a word that is then in both', () => {
    const parts = splitSpoken(spoken(`one two three, four five ${'x'.repeat(30)} six`), 20)
    expect(parts.map(({ phonemes }) => phonemes)).toEqual([
      'one two three,',
      'four five',
      'x'.repeat(20),
      `${'x'.repeat(10)} six`,
    ])
    expect(parts[2].words[0]).toMatchObject({ startChar: 25, endChar: 55 })
    expect(parts[3].words[0]).toMatchObject({ startChar: 25, endChar: 55 })
  })

  test('no part is too long and no sound is lost, for any sentence', () => {
    fc.assert(
      fc.property(texts, fc.integer({ min: 4, max: 80 }), (text, maxPhonemes) => {
        const parts = splitSpoken(spoken(text), maxPhonemes)
        for (const { phonemes } of parts) expect(phonemes.length).toBeLessThanOrEqual(maxPhonemes)
        const letters = (sounds: string): string => sounds.replace(/[^a-z]/g, '')
        expect(parts.map(({ phonemes }) => letters(phonemes)).join('')).toBe(letters(text))
      }),
      { seed: 22, numRuns: 500 },
    )
  })
})
