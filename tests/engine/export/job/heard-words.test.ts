import { describe, expect, test } from 'vitest'
import { beginsWithWords, isSameWords } from '../../../../src-main/engine/export/job/heard-words'

describe('isSameWords', () => {
  test.each([
    ['CHAPTER I. — Loomings', 'Chapter I\nloomings'],
    ['Don’t', "don't"],
    ['Chapter 1', 'Chapter１'],
    ['Über', 'U\u0308BER'],
  ])('%s is heard as %s', (one, other) => {
    expect(isSameWords(one, other)).toBe(true)
  })

  test('other words are not', () => {
    expect(isSameWords('Chapter 1', 'Chapter 2')).toBe(false)
    expect(isSameWords('Loomings', 'Loomings again')).toBe(false)
  })
})

describe('beginsWithWords', () => {
  test.each([
    ['Chapter 1: Loomings. Call me Ishmael.', 'CHAPTER 1 — LOOMINGS'],
    ['Loomings', 'Loomings'],
    ['anything', '—'],
  ])('"%s" says "%s" first', (text, beginning) => {
    expect(beginsWithWords(text, beginning)).toBe(true)
  })

  test.each([
    ['It was so.', 'I'],
    ['Chapter 10', 'Chapter 1'],
    ['The Loomings', 'Loomings'],
    ['Loom', 'Loomings'],
    ['', 'Loomings'],
  ])('"%s" does not say "%s" first', (text, beginning) => {
    expect(beginsWithWords(text, beginning)).toBe(false)
  })
})
