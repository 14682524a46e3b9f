import { describe, expect, test } from 'vitest'
import type { Block } from '@contract/document'
import { countOutside } from '../../../src-main/engine/documents/outside'

const block = (text: string, startChar: number, endChar: number, exact = true): Block => ({
  kind: 'paragraph',
  text,
  marks: [],
  source: { part: 0, startChar, endChar, exact },
})

describe('countOutside', () => {
  test('tells white space from markup between blocks', () => {
    expect(countOutside('# One\n\ntwo\n', [block('One', 2, 5), block('two', 7, 10)], 0)).toEqual([
      { rule: 'white space', chars: 4 },
      { rule: 'markup', chars: 1 },
    ])
  })

  test('markup inside a block is what its text is shorter by', () => {
    expect(countOutside('*one*', [block('one', 0, 5, false)], 0)).toEqual([{ rule: 'markup', chars: 2 }])
    expect(countOutside('&lt;', [block('<', 0, 4, false), block('picture', 1, 3, false)], 0)).toEqual([
      { rule: 'markup', chars: 3 },
    ])
  })

  test('a source may begin anywhere in the text that the ranges count in', () => {
    expect(countOutside('# One\n', [block('One', 102, 105)], 100)).toEqual([
      { rule: 'white space', chars: 2 },
      { rule: 'markup', chars: 1 },
    ])
  })

  test('a text that is all in blocks has nothing outside', () => {
    expect(countOutside('one', [block('one', 0, 3)], 0)).toEqual([])
  })
})
