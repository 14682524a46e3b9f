import type { Block } from '@contract/document'
import type { TextOrigin } from '../markup/text-origins'
import type { MarkupElement } from '../markup/tree'
import type { Chapter } from './read-chapter'

/** A block's text, or the end of one that a file goes on with, and where in the file it was written. */
export interface TracedText {
  /** Number of the block in the book. */
  readonly block: number
  /** Range of the block's text that the file holds. */
  readonly startChar: number
  readonly endChar: number
  /** In order; ranges are of the block's text. Empty for a text that stands for an element: a picture, a formula. */
  readonly origins: readonly TextOrigin[]
  /** Where it all stands in the file. */
  readonly source: Pick<Block['source'], 'startChar' | 'endChar'>
}

/** A file of a book, and where in it the text of the book's blocks was written. */
export interface TracedFile {
  /** Its name in the archive. */
  readonly name: string
  /** What it was decoded to, in which ranges count, and its tree. */
  readonly source: string
  readonly root: MarkupElement
  /** In the order of reading. */
  readonly texts: readonly TracedText[]
}

/**
 * @param startBlock number in the book that the file's first block has, unless it goes on with one
 * @param joined     what the first block goes on with, and how many blocks stand behind that; null: it does not
 * @returns null for a file that holds no text
 */
export function tracedFile(
  name: string,
  { blocks, trace }: Pick<Chapter, 'blocks' | 'trace'>,
  startBlock: number,
  joined: { readonly before: Block; readonly picturesBehind: number } | null,
): TracedFile | null {
  if (trace === undefined) return null
  const texts = blocks.map((block, index): TracedText => {
    const isJoined = joined !== null && index === 0
    // A space stands between the two.
    const shift = isJoined ? joined.before.text.length + 1 : 0
    const origins = trace.origins.get(block) ?? []
    return {
      block: isJoined
        ? startBlock - 1 - joined.picturesBehind
        : startBlock + index - (joined === null ? 0 : 1),
      startChar: shift,
      endChar: shift + block.text.length,
      origins: origins.map((origin) => ({
        ...origin,
        startChar: origin.startChar + shift,
        endChar: origin.endChar + shift,
      })),
      source: block.source,
    }
  })
  return { name, source: trace.source, root: trace.root, texts }
}
