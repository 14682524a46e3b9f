import { describe, expect, test } from 'vitest'
import type { PlacedStretch } from '@contract/page-places'
import { litBoxes } from '../../../src-renderer/page-view/lit-boxes'

const borders = Array.from({ length: 31 }, (_, at) => 500 + 50 * at)
const line: PlacedStretch = { startChar: 0, page: 2, turn: 0, baseline: 1000, size: 100, borders }
const heard = { sentence: { startChar: 0, endChar: 30 }, word: { startChar: 10, endChar: 14 } }
const counts = (units: 'both' | 'word' | 'sentence' | 'off', style: 'background' | 'text' = 'background') => {
  const { sentence, word } = litBoxes({ units, style }, [line], heard)
  return [sentence.length, word.length]
}

describe('litBoxes', () => {
  test('marks what is to be marked', () => {
    expect(counts('both')).toEqual([1, 1])
    expect(counts('word')).toEqual([0, 1])
    expect(counts('sentence')).toEqual([1, 0])
    expect(counts('off')).toEqual([0, 0])
  })

  test('gives letters that take a colour one colour: the sentence leaves out its word', () => {
    expect(counts('both', 'text')).toEqual([2, 1])
    expect(counts('sentence', 'text')).toEqual([1, 0])
  })

  test('marks the sentence alone between two words', () => {
    const { sentence, word } = litBoxes({ units: 'both', style: 'background' }, [line], {
      ...heard,
      word: null,
    })
    expect([sentence.length, word.length]).toEqual([1, 0])
  })
})
