import type { Block } from '@contract/document'

/** Lines of a printed table of contents that miss what the others are known by (a page's number, say) stand in small groups. */
const maxGap = 5
const maxLineChars = 120

/**
 * A table of contents is one thing: short lines between its lines belong to it, though they look like text.
 * @param blocks in reading order; those between two of matter 'contents' are given it
 */
export function closeContents(blocks: readonly Block[]): void {
  let last = -1
  blocks.forEach((block, index) => {
    if (block.matter !== 'contents') return
    const between = blocks.slice(last + 1, index)
    if (last !== -1 && between.length <= maxGap && between.every(canBeLine))
      for (const line of between) line.matter = 'contents'
    last = index
  })
}

function canBeLine({ kind, matter, text }: Block): boolean {
  return matter === undefined && (kind === 'paragraph' || kind === 'list-item') && text.length <= maxLineChars
}
