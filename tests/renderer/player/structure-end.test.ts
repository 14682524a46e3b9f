import { describe, expect, test } from 'vitest'
import type { Block } from '@contract/document'
import { structureEnd } from '../../../src-renderer/player/structure-end'
import { paragraph } from '../reader/documents'

const of = (kind: Block['kind'], more: Partial<Block> = {}): Block => ({ ...paragraph(kind), kind, ...more })
const row = (table: number): Block => of('table', { row: { table, isHeader: false, cells: [] } })

describe('structureEnd', () => {
  test('a table is left for what follows its last row, also for another table', () => {
    const blocks = [paragraph('a'), row(0), row(0), row(0), row(1), paragraph('b')]
    expect(structureEnd(blocks, 1)).toBe(4)
    expect(structureEnd(blocks, 3)).toBe(4)
    expect(structureEnd(blocks, 4)).toBe(5)
  })

  test('a list is left with the lists inside of it, over the number of a page', () => {
    const blocks = [
      of('list-item', { level: 1 }),
      of('list-item', { level: 2 }),
      of('page-number'),
      of('list-item', { level: 1 }),
      of('page-number'),
      paragraph('after'),
    ]
    expect(structureEnd(blocks, 0)).toBe(4)
    expect(structureEnd(blocks, 3)).toBe(4)
  })

  test('a picture in an item or a cell parts no list and no table; one behind it is what follows', () => {
    const list = [of('list-item'), of('wordless-picture'), of('list-item'), of('image-alternative')]
    expect(structureEnd([...list, of('list-item'), paragraph('after')], 0)).toBe(5)
    expect(structureEnd([...list, paragraph('after')], 0)).toBe(3)
    expect(structureEnd([row(0), of('wordless-picture'), row(0), row(1)], 0)).toBe(3)
  })

  test.each(['quote', 'code', 'footnote'] as const)('a run of %s is left as one', (kind) => {
    expect(structureEnd([of(kind), of(kind), paragraph('after')], 0)).toBe(2)
  })

  test('a table of contents is left, whatever it is made of', () => {
    const matter = 'contents' as const
    const blocks = [of('heading', { matter }), of('list-item', { matter }), of('list-item')]
    expect(structureEnd(blocks, 0)).toBe(2)
  })

  test('there is nothing to leave in plain text, and nowhere to go at the end', () => {
    expect(structureEnd([paragraph('a'), paragraph('b')], 0)).toBeNull()
    expect(structureEnd([paragraph('a'), of('quote')], 1)).toBeNull()
    expect(structureEnd([], 0)).toBeNull()
  })
})
