import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { appendPiece, emptyPiece, type DocumentPiece } from '@contract/document'
import { maxPieceBlocks, maxPieceChars } from '@contract/limits'
import { splitPiece } from '../../src-main/document-host/split-piece'

function pieceOf(lengths: readonly number[], firstBlock: number): DocumentPiece {
  return {
    parts: [{ kind: 'file', label: '' }],
    blocks: lengths.map((length, index) => ({
      kind: 'paragraph',
      text: String(index % 10).repeat(length),
      marks: [],
      source: { part: 0, startChar: 0, endChar: length, exact: false },
    })),
    contents: lengths.map((_, index) => ({ title: `${index}`, level: 1, startBlock: firstBlock + index })),
    outside: [{ rule: 'markup', chars: 7 }],
    warnings: [{ code: 'damaged', count: 2 }],
    overlays: lengths.map((_, index) => ({
      block: firstBlock + index,
      startChar: 0,
      endChar: 0,
      audio: 'a',
      startSeconds: 0,
    })),
  }
}

describe('splitPiece', () => {
  test('a small piece stays as it is', () => {
    const piece = pieceOf([10, 20], 5)
    expect(splitPiece(piece, 5)).toEqual([piece])
    expect(splitPiece(emptyPiece(), 0)).toEqual([emptyPiece()])
  })

  test('the parts are bounded, and together they are the piece', () => {
    const length = fc.oneof(fc.nat(200), fc.nat(maxPieceChars * 2))
    fc.assert(
      fc.property(fc.array(length, { maxLength: 60 }), fc.nat(1_000), (lengths, firstBlock) => {
        const piece = pieceOf(lengths, firstBlock)
        const parts = splitPiece(piece, firstBlock)
        const whole = emptyPiece()
        let blocks = firstBlock
        for (const part of parts) {
          appendPiece(whole, part)
          blocks += part.blocks.length
          // Nothing names a block that has not come.
          for (const { startBlock } of part.contents) expect(startBlock).toBeLessThan(blocks)
          const chars = part.blocks.reduce((sum, { text }) => sum + text.length, 0)
          expect(chars <= maxPieceChars || part.blocks.length === 1).toBe(true)
        }
        expect(whole).toEqual(piece)
      }),
      { seed: 7, numRuns: 100 },
    )
  })

  test('many tiny blocks are many messages', () => {
    const parts = splitPiece(pieceOf(new Array<number>(maxPieceBlocks * 2 + 1).fill(1), 0), 0)
    expect(parts.map(({ blocks }) => blocks.length)).toEqual([maxPieceBlocks, maxPieceBlocks, 1])
  })
})
