import type { Block, CharacterCount } from '@contract/document'

/**
 * Counts the characters of a source that no block's text holds: white space and markup between blocks, and the markup
 * inside those whose text is no slice of the source.
 * @param sourceStart where the source begins in the text that the blocks' ranges count in
 */
export function countOutside(
  source: string,
  blocks: readonly Block[],
  sourceStart: number,
): CharacterCount[] {
  let whiteSpace = 0
  let markup = 0
  const count = (startChar: number, endChar: number): void => {
    const blank = source.slice(startChar - sourceStart, endChar - sourceStart).replace(/\S+/g, '').length
    whiteSpace += blank
    markup += Math.max(0, endChar - startChar - blank)
  }
  let from = sourceStart
  // The picture in a paragraph is a block inside another one's range.
  const inOrder = blocks.map(({ source: range }) => range).sort((a, b) => a.startChar - b.startChar)
  for (const { startChar, endChar } of inOrder) {
    count(from, Math.max(from, startChar))
    from = Math.max(from, endChar)
  }
  count(from, sourceStart + source.length)
  for (const { text, source: range } of blocks)
    if (!range.exact) markup += Math.max(0, range.endChar - range.startChar - text.length)
  return [
    { rule: 'white space', chars: whiteSpace },
    { rule: 'markup', chars: markup },
  ].filter(({ chars }) => chars > 0)
}
