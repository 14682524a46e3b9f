import { describe, expect, test } from 'vitest'
import { PageBlocks } from '../../../src-renderer/page-view/page-blocks'

const onPage = (part: number) => ({ source: { part, startChar: 0, endChar: 9, exact: false } })

describe('PageBlocks', () => {
  test('knows the blocks that can be on a page: those that begin there, and on the three pages before', () => {
    const blocks = new PageBlocks([0, 5, 7, 8, 7, 4].map(onPage))
    expect(blocks.near(7)).toEqual([1, 2, 4, 5])
    expect(blocks.near(0)).toEqual([0])
    expect(blocks.near(20)).toEqual([])
  })

  test('knows the first block from a page on', () => {
    const blocks = new PageBlocks([0, 5, 7].map(onPage))
    expect(blocks.firstFrom(1)).toBe(1)
    expect(blocks.firstFrom(7)).toBe(2)
    expect(blocks.firstFrom(8)).toBeNull()
  })

  test('knows what a document has grown by', () => {
    const own = [0].map(onPage)
    const blocks = new PageBlocks(own)
    expect(blocks.near(1)).toEqual([0])
    own.push(onPage(1))
    expect(blocks.near(1)).toEqual([0, 1])
  })
})
