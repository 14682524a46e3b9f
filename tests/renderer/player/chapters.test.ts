import { describe, expect, test } from 'vitest'
import { chapterOf, chapterStart, entrySpans } from '../../../src-renderer/player/chapters'

const line = (block: number, depth: number) => ({ block, depth, title: '' })
const lines = [line(2, 1), line(4, 2), line(6, 2), line(9, 1)]

describe('chapterOf', () => {
  test('is from the line of the contents before a block to the next', () => {
    expect(chapterOf(0, lines, 12)).toEqual({ fromBlock: 0, untilBlock: 2 })
    expect(chapterOf(5, lines, 12)).toEqual({ fromBlock: 4, untilBlock: 6 })
    expect(chapterOf(11, lines, 12)).toEqual({ fromBlock: 9, untilBlock: 12 })
  })

  test('is the whole document when it has no contents', () => {
    expect(chapterOf(3, [], 12)).toEqual({ fromBlock: 0, untilBlock: 12 })
    expect(chapterOf(0, [], 0)).toEqual({ fromBlock: 0, untilBlock: 0 })
  })
})

describe('entrySpans', () => {
  test('a line covers what is inside of it', () => {
    expect(entrySpans(lines, 12)).toEqual([
      { fromBlock: 2, untilBlock: 9 },
      { fromBlock: 4, untilBlock: 6 },
      { fromBlock: 6, untilBlock: 9 },
      { fromBlock: 9, untilBlock: 12 },
    ])
  })

  test('no line is shorter than nothing, whatever the order of the lines', () => {
    for (const { fromBlock, untilBlock } of entrySpans([line(9, 1), line(2, 1)], 12))
      expect(untilBlock).toBeGreaterThanOrEqual(fromBlock)
  })
})

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
