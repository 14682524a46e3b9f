import type { ContentsEntry } from '@contract/document'

/** A line of the table of contents as it is shown. */
export interface ContentsLine {
  readonly block: number
  readonly title: string
  /** 1 for the outermost level the document uses. */
  readonly depth: number
}

/** A document's contents, indented from the outermost level it uses. */
export function contentsLines(entries: readonly ContentsEntry[]): ContentsLine[] {
  const outermost = entries.reduce((least, { level }) => Math.min(least, level), Infinity)
  return entries.map(({ startBlock, title, level }) => ({
    block: startBlock,
    title,
    depth: level - outermost + 1,
  }))
}

/**
 * Index of the line a block belongs to: of those that begin at or before it the one that begins last; -1 before the
 * first. Bookmarks of a document need not stand in the order of its text.
 */
export function entryAt(entries: readonly ContentsLine[], block: number): number {
  let found = -1
  for (const [index, entry] of entries.entries())
    if (entry.block <= block && entry.block >= (entries[found]?.block ?? 0)) found = index
  return found
}
