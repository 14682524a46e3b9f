import type { Block } from './document'
import type { PauseSettings } from './settings'

/**
 * Headings down to this level begin a chapter: books number parts 1 and chapters 2, or chapters 1, and the title of an
 * article leaves its sections 2. The block alone says so, because a document is read while more of it comes.
 */
const chapterLevel = 2

/** What lies between two pieces of text, and is paused for. */
export const pauseKinds = ['sentence', 'paragraph', 'heading', 'listItem', 'chapter'] as const
export type PauseKind = (typeof pauseKinds)[number]

/**
 * What the pause between two sentences that follow each other is chosen by, whoever says them.
 * @param previous number of the block of the first one, and `next` of the second's
 * @param blocks   the document's, up to that one at least
 */
export function pauseKind(previous: number, next: number, blocks: readonly Block[]): PauseKind {
  if (previous === next) return 'sentence'
  const before = blocks[previous]
  const after = blocks[next]
  // A heading that is not read itself parts what stands around it all the same.
  const between = blocks.slice(previous + 1, next + 1)
  if (before.kind !== 'heading' && between.some(opensChapter)) return 'chapter'
  if (before.kind === 'heading' || between.some(({ kind }) => kind === 'heading')) return 'heading'
  return before.kind === 'list-item' && after.kind === 'list-item' ? 'listItem' : 'paragraph'
}

function opensChapter({ kind, level = 1, matter }: Block): boolean {
  return kind === 'heading' && matter === undefined && level <= chapterLevel
}

/** What is set for a kind of pause, at speed 1. */
export function pauseMilliseconds(kind: PauseKind, pauses: PauseSettings): number {
  switch (kind) {
    case 'sentence':
      return pauses.sentenceMilliseconds
    case 'paragraph':
      return pauses.paragraphMilliseconds
    case 'heading':
      return pauses.headingMilliseconds
    case 'listItem':
      return pauses.listItemMilliseconds
    case 'chapter':
      return pauses.chapterMilliseconds
  }
}
