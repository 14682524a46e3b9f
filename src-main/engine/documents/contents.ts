import type { Block, ContentsEntry } from '@contract/document'

/**
 * The headings among some blocks as lines of a table of contents: what a document without one of its own is given.
 * @param startBlock number of the first of these blocks in the document
 */
export function contentsOfHeadings(blocks: readonly Block[], startBlock: number): ContentsEntry[] {
  return blocks.flatMap((block, index) => {
    if (block.kind !== 'heading' || block.matter !== undefined) return []
    const title = titleOf(block)
    return title === '' ? [] : [{ title, level: block.level ?? 1, startBlock: startBlock + index }]
  })
}

/** A heading with its number, and without the numbers of its notes. */
function titleOf({ text, marker, marks }: Block): string {
  let shown = ''
  let from = 0
  for (const { kind, startChar, endChar } of [...marks].sort((a, b) => a.startChar - b.startChar)) {
    if ((kind !== 'note-reference' && kind !== 'page-number') || startChar < from) continue
    shown += text.slice(from, startChar)
    from = endChar
  }
  const words = (shown + text.slice(from)).replace(/\s+/gu, ' ').trim()
  return marker === undefined || words === '' ? words : `${marker} ${words}`
}
