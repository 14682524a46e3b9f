import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { accountFor } from '../../../src-main/engine/text/account'
import type { SpokenText } from '../../../src-main/engine/text/spoken-text'
import { tokensOf } from '../../../src-main/engine/text/tokens'
import { spokenAsWritten } from '../../helpers/letter-front-end'

const wordsOnly = (text: string): SpokenText => ({
  sentences: [spokenAsWritten(text, /[a-z]+/g)],
  silences: [],
})
const told = (text: string, spoken: SpokenText): string[] =>
  accountFor(text, spoken).map((account) => {
    const written = text.slice(account.startChar, account.endChar)
    return `${written}: ${account.kind === 'silent' ? account.rule : account.kind}`
  })

describe('accountFor', () => {
  test('white space, punctuation and what has no shape need no reason', () => {
    expect(told('so, “it\u00ad” \u200bis', wordsOnly('so, “it\u00ad” \u200bis'))).toEqual([
      'so: spoken',
      ',: punctuation',
      ' : white space',
      '“: punctuation',
      'it: spoken',
      '\u00ad: invisible character',
      '”: punctuation',
      ' : white space',
      '\u200b: invisible character',
      'is: spoken',
    ])
  })

  test('letters, digits, signs and marks with a name need one', () => {
    const unheard = ['é', '7', '€', '☃', '😀', '&', '%', '#', '/', '*']
    for (const character of unheard)
      expect(told(`a ${character}`, wordsOnly(`a ${character}`)).at(-1)).toBe(`${character}: unaccounted`)
  })

  test('a silence says which rule it comes of', () => {
    const spoken = { ...wordsOnly('so *'), silences: [{ startChar: 3, endChar: 4, rule: 'ornament' }] }
    expect(told('so *', spoken)).toEqual(['so: spoken', ' : white space', '*: ornament'])
  })

  test('covers every character once, in order', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        let position = 0
        for (const { startChar, endChar } of accountFor(text, wordsOnly(text))) {
          expect(startChar).toBe(position)
          expect(endChar).toBeGreaterThan(startChar)
          position = endChar
        }
        expect(position).toBe(text.length)
      }),
      { seed: 21, numRuns: 500 },
    )
  })
})

describe('tokensOf', () => {
  test('gives words with their sounds, and what is silent between them with none', () => {
    expect(tokensOf('so, it', wordsOnly('so, it'))).toEqual([
      { text: 'so', startChar: 0, endChar: 2, spoken: 'so', phonemes: 'so' },
      { text: ',', startChar: 2, endChar: 3, spoken: null, phonemes: '' },
      { text: 'it', startChar: 4, endChar: 6, spoken: 'it', phonemes: 'it' },
    ])
  })

  test('a word that was cut in two for the model is one token', () => {
    const word = { startChar: 0, endChar: 4, spoken: 'long' }
    const sentence = { startChar: 0, endChar: 4 }
    const spoken: SpokenText = {
      sentences: [
        { ...sentence, phonemes: 'lo', words: [{ ...word, phonemeStart: 0, phonemeEnd: 2 }] },
        { ...sentence, phonemes: 'ng', words: [{ ...word, phonemeStart: 0, phonemeEnd: 2 }] },
      ],
      silences: [],
    }
    expect(tokensOf('long', spoken)).toEqual([
      { text: 'long', startChar: 0, endChar: 4, spoken: 'long', phonemes: 'long' },
    ])
  })
})
