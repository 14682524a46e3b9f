import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cutIntoPieces, planSections, textRuns } from '../../../src-renderer/reader/block-pieces'
import { paragraph } from './documents'

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

  test('an empty document has no sections', () => {
    expect(planSections([])).toEqual([])
  })
})

describe('textRuns', () => {
  test('overlapping marks give runs that know all their marks', () => {
    const runs = textRuns(
      [
        { kind: 'emphasis', startChar: 0, endChar: 6 },
        { kind: 'strong', startChar: 4, endChar: 10 },
      ],
      0,
      12,
    )
    expect(runs).toEqual([
      { startChar: 0, endChar: 4, kinds: ['emphasis'] },
      { startChar: 4, endChar: 6, kinds: ['strong', 'emphasis'] },
      { startChar: 6, endChar: 10, kinds: ['strong'] },
      { startChar: 10, endChar: 12, kinds: [] },
    ])
  })

  test('marks that are empty or outside change nothing', () => {
    const marks = [
      { kind: 'code' as const, startChar: 5, endChar: 5 },
      { kind: 'link' as const, startChar: 90, endChar: 99 },
    ]
    expect(textRuns(marks, 0, 8)).toEqual([{ startChar: 0, endChar: 8, kinds: [] }])
  })
})
