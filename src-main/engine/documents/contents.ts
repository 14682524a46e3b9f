import type { Block, ContentsEntry } from '@contract/document'

/**
 * The headings among some blocks as lines of a table of contents: what a document without one of its own is given.
 * @param startBlock number of the first of these blocks in the document
 */
export function contentsOfHeadings(blocks: readonly Block[], startBlock: number): ContentsEntry[] {
  return blocks.flatMap((block, index) => {
    const title = block.text.replace(/\s+/gu, ' ').trim()
    if (block.kind !== 'heading' || block.matter !== undefined || title === '') return []
    return [{ title, level: block.level ?? 1, startBlock: startBlock + index }]
  })
}
