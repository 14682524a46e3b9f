import { describe, expect, test } from 'vitest'
import { contentsOf, entryAt } from '../../../src-renderer/library/contents'
import { heading, paragraph } from '../reader/documents'

describe('contentsOf', () => {
  test('lists headings, indented from the outermost level in use', () => {
    expect(contentsOf([heading('One', 2), paragraph('Text'), heading('One\na', 3), heading(' ', 2)])).toEqual(
      [
        { block: 0, title: 'One', depth: 1 },
        { block: 2, title: 'One a', depth: 2 },
      ],
    )
  })

  test('a document without headings has no contents', () => {
    expect(contentsOf([paragraph('Text')])).toEqual([])
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
})
