import type { Block, TextPosition } from '@contract/document'
import { excerptChars, type KeptPlace } from '@contract/kept-place'

/** Text shorter than this, in characters, stands in many places: it is not looked for. */
const minNeedleChars = 12

type Blocks = readonly Pick<Block, 'text'>[]

/** A place as it is kept: with the text around it. */
export function placeAt(blocks: Blocks, { block, char }: TextPosition): KeptPlace {
  const text = blocks[block]?.text ?? ''
  return {
    block,
    char,
    before: text.slice(Math.max(0, char - excerptChars), char),
    after: text.slice(char, char + excerptChars),
  }
}

/** Where a kept place is when the text is what it was; null when it is not, or has not come yet. */
export function samePlace(blocks: Blocks, { block, char, before, after }: KeptPlace): TextPosition | null {
  const text = blocks[block]?.text
  const isSame =
    text !== undefined &&
    char >= before.length &&
    text.startsWith(before, char - before.length) &&
    text.startsWith(after, char)
  return isSame ? { block, char } : null
}

/**
 * Finds a kept place by the text around it, nearest to where it was: by all of that text, else by what stands behind the
 * place, else by what stands before it. Null when none of it is there.
 */
export function findPlace(blocks: Blocks, place: KeptPlace): TextPosition | null {
  const { before, after } = place
  return (
    samePlace(blocks, place) ??
    nearest(blocks, place.block, before + after, before.length) ??
    nearest(blocks, place.block, after, 0) ??
    nearest(blocks, place.block, before, before.length)
  )
}

/** @param offset of the place in what is looked for */
function nearest(blocks: Blocks, around: number, needle: string, offset: number): TextPosition | null {
  if (needle.trim().length < minNeedleChars) return null
  const middle = Math.min(around, blocks.length - 1)
  const inBlock = (block: number): TextPosition | null => {
    const at = blocks[block]?.text.indexOf(needle) ?? -1
    return at === -1 ? null : { block, char: at + offset }
  }
  for (let step = 0; step < Math.max(middle + 1, blocks.length - middle); step++) {
    const found = inBlock(middle + step) ?? (step === 0 ? null : inBlock(middle - step))
    if (found) return found
  }
  return null
}
