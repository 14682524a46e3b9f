import { describe, expect, test } from 'vitest'
import { inLines, inOneLine, utf8Within } from '../../../../src-main/engine/export/encoded/tag-text'

describe('inOneLine', () => {
  test('what would break a line or end a text becomes a space; other writing stays', () => {
    expect(inOneLine(' a\r\nb\0\tc\u2028d ')).toBe('a b c d')
    expect(inOneLine('第一章 — 🎧')).toBe('第一章 — 🎧')
  })

  test('half a character is replaced', () => {
    expect(inOneLine('a\ud83c')).toBe('a\ufffd')
  })
})

describe('inLines', () => {
  test('keeps lines, however they ended', () => {
    expect(inLines('a\r\nb\rc\n\0d\n')).toBe('a\nb\nc\n d')
  })
})

describe('utf8Within', () => {
  test('cuts between characters', () => {
    expect(utf8Within('aé🎧', 7).toString()).toBe('aé🎧')
    expect(utf8Within('aé🎧', 6).toString()).toBe('aé')
    expect(utf8Within('aé🎧', 2).toString()).toBe('a')
    expect(utf8Within('🎧', 3).toString()).toBe('')
  })
})
