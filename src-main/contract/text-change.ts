import { z } from 'zod'
import { blockSchema, type Block, type TextPosition } from './document'

/**
 * Some blocks of a document in place of others. Of the texts of either, joined by one character each, as many characters
 * at the beginning and at the end are the same text as before: places in those stay where they are.
 */
export const textChangeSchema = z.object({
  fromBlock: z.number().int().nonnegative(),
  removedBlocks: z.number().int().nonnegative(),
  blocks: z.array(blockSchema),
  keptStartChars: z.number().int().nonnegative(),
  keptEndChars: z.number().int().nonnegative(),
})
export type TextChange = z.infer<typeof textChangeSchema>

type Texts = readonly Pick<Block, 'text'>[]

/** Which way a place goes that lies where something was put in: with what stands before it, or with what stands after. */
export type Lean = 'before' | 'after'

/** Where a place of the text before a change is after it. One whose text is gone is where that text was. */
export type MovePosition = (position: TextPosition, lean?: Lean) => TextPosition

/** @param before the blocks as they were */
export function movedBy(change: TextChange, before: Texts): MovePosition {
  const { fromBlock, removedBlocks, keptStartChars, keptEndChars } = change
  const removed = before.slice(fromBlock, fromBlock + removedBlocks).map(({ text }) => text.length)
  const put = change.blocks.map(({ text }) => text.length)
  const shift = put.length - removed.length
  const [removedChars, putChars] = [joinedChars(removed), joinedChars(put)]
  return ({ block, char }, lean = 'before') => {
    if (block < fromBlock) return { block, char }
    if (block >= fromBlock + removedBlocks) return { block: block + shift, char }
    const offset = joinedChars(removed.slice(0, block - fromBlock)) + (block > fromBlock ? 1 : 0) + char
    const isAtStart = offset <= keptStartChars
    const isAtEnd = offset >= removedChars - keptEndChars
    const fromEnd = putChars - (removedChars - offset)
    const moved = isAtEnd && (lean === 'after' || !isAtStart) ? fromEnd : Math.min(offset, keptStartChars)
    return placeIn(put, fromBlock, moved)
  }
}

/**
 * Where words are after a change: before or behind what was put in beside them, wherever they stand now. Where they stand
 * no more, the place is kept at which they would come back.
 * @param blocks as they are now
 */
export function moveWords(
  words: string,
  from: TextPosition,
  move: MovePosition,
  blocks: Texts,
): TextPosition {
  const [behind, before] = [move(from, 'after'), move(from, 'before')]
  const isThere = ({ block, char }: TextPosition): boolean =>
    blocks[block]?.text.startsWith(words, char) ?? false
  return isThere(behind) ? behind : before
}

/** The blocks with a change made. */
export function withChange<T>(
  blocks: readonly T[],
  change: Omit<TextChange, 'blocks'> & { blocks: readonly T[] },
): T[] {
  const { fromBlock, removedBlocks } = change
  return [...blocks.slice(0, fromBlock), ...change.blocks, ...blocks.slice(fromBlock + removedBlocks)]
}

/** The change that takes another back. @param before the blocks as they were before it */
export function inverseOf(change: TextChange, before: readonly Block[]): TextChange {
  const { fromBlock, removedBlocks, blocks } = change
  return {
    ...change,
    removedBlocks: blocks.length,
    blocks: before.slice(fromBlock, fromBlock + removedBlocks),
  }
}

function placeIn(lengths: readonly number[], fromBlock: number, offset: number): TextPosition {
  let rest = offset
  for (const [index, length] of lengths.entries()) {
    if (rest <= length || index === lengths.length - 1)
      return { block: fromBlock + index, char: Math.min(rest, length) }
    rest -= length + 1
  }
  return { block: fromBlock, char: 0 }
}

/** Of texts joined by one character. */
function joinedChars(lengths: readonly number[]): number {
  return lengths.reduce((sum, length, index) => sum + length + (index > 0 ? 1 : 0), 0)
}
