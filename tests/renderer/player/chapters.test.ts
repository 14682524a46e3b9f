import { describe, expect, test } from 'vitest'
import { chapterStart } from '../../../src-renderer/player/chapters'

const contents = [3, 10, 10, 24].map((block) => ({ block, title: `At ${block}`, depth: 1 }))

describe('chapterStart', () => {
  test.each([
    [0, 1, 3],
    [3, 1, 10],
    [5, 2, 24],
    [24, 1, null],
    [30, -1, 24],
    [24, -1, 10],
    [11, -1, 10],
    [3, -1, null],
    [0, -1, null],
  ])('from block %i, %i chapters on is block %s', (block, step, expected) => {
    expect(chapterStart(contents, block, step)).toBe(expected)
  })

  test('a document without contents has no chapter', () => {
    expect(chapterStart([], 4, 1)).toBeNull()
    expect(chapterStart([], 4, -1)).toBeNull()
  })
})
