import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Block } from '@contract/document'
import { cutIntoPieces, planSections } from '../../../src-renderer/reader/block-pieces'
import { paragraph, tableRow } from './documents'

describe('cutIntoPieces', () => {
  test('a text of usual length is one piece, and so is an empty one', () => {
    expect(cutIntoPieces(3, 'One sentence.')).toEqual([{ block: 3, startChar: 0, endChar: 13 }])
    expect(cutIntoPieces(3, '')).toEqual([{ block: 3, startChar: 0, endChar: 0 }])
  })

  test('a long text is cut after a sentence', () => {
    const text = 'A short sentence. '.repeat(20)
    for (const piece of cutIntoPieces(0, text, 100).slice(0, -1))
      expect(text.slice(piece.startChar, piece.endChar)).toMatch(/\. $/u)
  })

  test('pieces join without gap or overlap, are short enough, and no character is cut in two', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 400 }),
        fc.integer({ min: 2, max: 60 }),
        (text, max) => {
          const pieces = cutIntoPieces(0, text, max)
          expect(pieces.map((piece) => text.slice(piece.startChar, piece.endChar)).join('')).toBe(text)
          let end = 0
          for (const piece of pieces) {
            expect(piece.startChar).toBe(end)
            expect(piece.endChar - piece.startChar).toBeLessThanOrEqual(max)
            expect(() => encodeURIComponent(text.slice(piece.startChar, piece.endChar))).not.toThrow()
            end = piece.endChar
          }
        },
      ),
      { seed: 5 },
    )
  })

  test('two megabytes without any white space are cut quickly', () => {
    const text = 'a'.repeat(2_000_000)
    const startedAt = performance.now()
    const pieces = cutIntoPieces(0, text)
    expect(performance.now() - startedAt).toBeLessThan(2_000)
    expect(pieces.at(-1)?.endChar).toBe(text.length)
  })
})

describe('planSections', () => {
  test('holds every block in order, in sections of bounded size', () => {
    const blocks = Array.from({ length: 500 }, (_, index) => paragraph('word '.repeat(index % 300)))
    const sections = planSections(blocks)
    const order = sections.flatMap((section) => section.pieces.map((piece) => piece.block))
    expect([...new Set(order)]).toEqual(blocks.map((_, index) => index))
    for (const section of sections) {
      expect(section.pieces.length).toBeLessThanOrEqual(48)
      expect(section.chars).toBeLessThanOrEqual(8_000)
    }
  })

  test('a table stands alone, and what follows is planned from any block on', () => {
    const blocks = [
      paragraph('Before.'),
      tableRow(0, ['a', 'b']),
      tableRow(0, ['c', 'd']),
      tableRow(1, ['e']),
    ]
    const plan = (from: number) =>
      planSections(blocks, from).map(({ table, pieces }) => [table, pieces.map(({ block }) => block)])
    expect(plan(0)).toEqual([
      [null, [0]],
      [0, [1, 2]],
      [1, [3]],
    ])
    expect(plan(2)).toEqual([
      [0, [2]],
      [1, [3]],
    ])
  })

  test('pictures between the rows of a table stand in it; those before and behind it do not', () => {
    const image = { name: 'gear.png', width: 100, height: 50 }
    const picture: Block = { ...paragraph(''), kind: 'wordless-picture', image }
    const described: Block = { ...paragraph('A gear.'), kind: 'image-alternative', image }
    const row = (table: number) => tableRow(table, ['a', 'b'])
    const blocks = [
      picture,
      row(0),
      picture,
      described,
      row(0),
      picture,
      row(1),
      picture,
      paragraph('After.'),
    ]
    expect(
      planSections(blocks).map(({ table, pieces }) => [table, pieces.map(({ block }) => block)]),
    ).toEqual([
      [null, [0]],
      [0, [1, 2, 3, 4]],
      [null, [5]],
      [1, [6]],
      [null, [7, 8]],
    ])
  })

  test('an empty document has no sections', () => {
    expect(planSections([])).toEqual([])
  })
})
