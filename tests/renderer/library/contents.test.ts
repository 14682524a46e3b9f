import { describe, expect, test } from 'vitest'
import { contentsLines, entryAt } from '../../../src-renderer/library/contents'

describe('contentsLines', () => {
  test('lines are indented from the outermost level in use', () => {
    expect(
      contentsLines([
        { startBlock: 0, title: 'One', level: 2 },
        { startBlock: 2, title: 'One a', level: 3 },
      ]),
    ).toEqual([
      { block: 0, title: 'One', depth: 1 },
      { block: 2, title: 'One a', depth: 2 },
    ])
  })

  test('a document without contents has no lines', () => {
    expect(contentsLines([])).toEqual([])
  })
})

describe('entryAt', () => {
  const entries = [2, 5, 9].map((block) => ({ block, title: String(block), depth: 1 }))

  test('finds the heading a block stands under', () => {
    expect([0, 2, 4, 5, 8, 9, 1_000].map((block) => entryAt(entries, block))).toEqual([-1, 0, 0, 1, 1, 2, 2])
  })

  test('finds nothing without headings', () => {
    expect(entryAt([], 3)).toBe(-1)
  })

  test('of lines that are not in the order of the text the one that begins last counts', () => {
    const lines = contentsLines([
      { title: 'Index', level: 1, startBlock: 90 },
      { title: 'One', level: 1, startBlock: 5 },
      { title: 'Two', level: 1, startBlock: 40 },
      { title: 'Two, again', level: 1, startBlock: 40 },
    ])
    expect([4, 5, 39, 41, 95].map((block) => entryAt(lines, block))).toEqual([-1, 1, 1, 3, 0])
  })
})
