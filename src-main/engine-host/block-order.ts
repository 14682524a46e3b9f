import type { TextPosition } from '@contract/document'
import type { SpokenDocument } from '../engine'

/** The blocks there are, from where somebody reads to the end, then those before. */
export function* inReadingOrder(
  { blocks }: SpokenDocument,
  from: TextPosition,
): Generator<number, void, void> {
  const first = Math.min(from.block, blocks.length)
  for (let block = first; block < blocks.length; block++) yield block
  for (let block = 0; block < first; block++) yield block
}

/**
 * As `inReadingOrder`, and while the document is still growing, those that come.
 * @throws the signal's reason
 */
export async function* blocksAsTheyCome(
  document: SpokenDocument,
  from: TextPosition,
  signal: AbortSignal,
): AsyncGenerator<number, void, void> {
  let seen = document.blocks.length
  yield* inReadingOrder(document, from)
  for (;;) {
    for (; seen < document.blocks.length; seen++) yield seen
    if (!(await document.growsBeyond(seen, signal))) return
  }
}
