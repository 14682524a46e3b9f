import { describe, expect, test } from 'vitest'
import { wordsIn, wordStart } from '../../../src-renderer/reader/word-start'

describe('wordStart', () => {
  const text = 'The night’s lamp, and tomorrow.'

  test('every character of a word leads to its first', () => {
    for (let char = 4; char < 11; char++) expect(wordStart(text, char)).toBe(4)
  })

  test('between words the place itself is kept', () => {
    expect(wordStart(text, 16)).toBe(16)
    expect(wordStart(text, text.length)).toBe(text.length)
    expect(wordStart('', 0)).toBe(0)
  })

  test('a word far into a long text is found as well', () => {
    const long = `${'x '.repeat(5_000)}needle`
    expect(wordStart(long, long.length - 2)).toBe(long.length - 6)
  })
})

describe('wordsIn', () => {
  const text = 'The night’s lamp, and tomorrow.'
  const words = (startChar: number, endChar: number) => {
    const range = wordsIn(text, { startChar, endChar })
    return range && text.slice(range.startChar, range.endChar)
  }

  test('words that are only touched are taken whole, white space at the ends is not', () => {
    expect(words(6, 13)).toBe('night’s lamp')
    expect(words(3, 12)).toBe('night’s')
    expect(words(4, 17)).toBe('night’s lamp,')
  })

  test('a caret is in its word', () => {
    expect(words(6, 6)).toBe('night’s')
    expect(words(4, 4)).toBe('night’s')
  })

  test('there is none in white space, and none in nothing', () => {
    expect(words(3, 4)).toBeNull()
    expect(words(3, 3)).toBeNull()
    expect(wordsIn('', { startChar: 0, endChar: 0 })).toBeNull()
    expect(wordsIn('ab', { startChar: 2, endChar: 2 })).toBeNull()
  })
})
