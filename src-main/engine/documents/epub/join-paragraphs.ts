import type { Block, CharacterCount, OverlayClip } from '@contract/document'

/** Shorter ones are lines of something: titles, signatures, verses. */
const minOpenChars = 40
const openEnd = /[\p{L}\p{M},]$/u
const continues = /^\p{Ll}/u

/** Whether a file's last block ends in the middle of a sentence: converters cut books by pages and by size. */
export function isOpenEnded(block: Block | undefined): block is Block {
  return (
    block?.kind === 'paragraph' &&
    block.matter === undefined &&
    block.text.length >= minOpenChars &&
    openEnd.test(block.text.slice(-2))
  )
}

/** Whether a file begins in the middle of the sentence in which the one before it ends. */
export function isContinuation(before: Block | undefined, first: Block | undefined): boolean {
  if (!isOpenEnded(before) || first?.kind !== 'paragraph' || first.matter !== undefined) return false
  return first.language === before.language && continues.test(first.text)
}

/** What a file gives, as far as it changes when its first block becomes the end of another. */
export interface JoinedFile {
  readonly blocks: Block[]
  readonly overlays: OverlayClip[]
  readonly outside: CharacterCount[]
}

/**
 * Puts a file's first block behind the last one of the file before. The block keeps the place it began at.
 * @param before changed in place
 * @param startBlock number in the book of the file's first block
 * @param blocksBetween how many blocks stand between the two
 */
export function joinOnto(
  before: Block,
  file: JoinedFile,
  startBlock: number,
  blocksBetween: number,
): JoinedFile {
  const [first, ...blocks] = file.blocks
  const shift = before.text.length + 1
  before.text += ` ${first.text}`
  for (const mark of first.marks)
    before.marks.push({ ...mark, startChar: mark.startChar + shift, endChar: mark.endChar + shift })
  before.source = { ...before.source, exact: false }
  const overlays = file.overlays.map((clip) => {
    const isFirst = clip.block === startBlock
    const by = isFirst ? shift : 0
    const block = clip.block - 1 - (isFirst ? blocksBetween : 0)
    const until = clip.until ? { until: { ...clip.until, block: clip.until.block - 1 } } : {}
    return { ...clip, block, startChar: clip.startChar + by, endChar: clip.endChar + by, ...until }
  })
  // The space between them was markup.
  const outside = file.outside.map((count) =>
    count.rule === 'markup' ? { ...count, chars: count.chars - 1 } : count,
  )
  return { blocks, overlays, outside }
}
