import type { Block } from './document'
import { isPlaced, type PronunciationEntry } from './pronunciation'

/**
 * Entries for a text that is made of blocks of a document and of others: those for single places go where their block is,
 * and are left out where it is not.
 * @param read the very blocks of `blocks`, in any order
 */
export function placedAmong(
  entries: readonly PronunciationEntry[],
  blocks: readonly Block[],
  read: readonly Block[],
): PronunciationEntry[] {
  return entries.flatMap((entry) => {
    const kept = isPlaced(entry) ? blocks.at(entry.place.block) : undefined
    // What is not where it was kept is looked for by its text, wherever that is.
    if (!isPlaced(entry) || !kept) return [entry]
    const block = read.indexOf(kept)
    return block === -1 ? [] : [{ ...entry, place: { ...entry.place, block } }]
  })
}
