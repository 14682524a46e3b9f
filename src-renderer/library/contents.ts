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

/** Index of the line a block belongs to: the last one that begins at or before it; -1 before the first. */
export function entryAt(entries: readonly ContentsLine[], block: number): number {
  let low = 0
  let high = entries.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((entries[middle]?.block ?? Infinity) <= block) low = middle + 1
    else high = middle
  }
  return low - 1
}
