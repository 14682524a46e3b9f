import type { Block } from '@contract/document'

/** A line of the table of contents. */
export interface ContentsEntry {
  readonly block: number
  readonly title: string
  /** 1 for the outermost headings the document uses. */
  readonly depth: number
}

/** The headings of a document, indented from the outermost level it uses. */
export function contentsOf(blocks: readonly Block[]): ContentsEntry[] {
  const headings = blocks.flatMap((block, index) =>
    block.kind === 'heading' && block.text.trim() !== ''
      ? [{ block: index, title: block.text.replace(/\s+/gu, ' ').trim(), level: block.level ?? 1 }]
      : [],
  )
  const outermost = headings.reduce((level, heading) => Math.min(level, heading.level), Infinity)
  return headings.map(({ block, title, level }) => ({ block, title, depth: level - outermost + 1 }))
}

/** Index of the entry a block belongs to: the last heading at or before it; -1 before the first. */
export function entryAt(entries: readonly ContentsEntry[], block: number): number {
  let low = 0
  let high = entries.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((entries[middle]?.block ?? Infinity) <= block) low = middle + 1
    else high = middle
  }
  return low - 1
}
