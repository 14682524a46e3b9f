import { describe, expect, test } from 'vitest'
import { wordStart } from '../../../src-renderer/reader/word-start'

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
