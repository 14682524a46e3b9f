import { setImmediate as breathe } from 'node:timers/promises'
import type { EntryProblem } from '@contract/entry-problems'
import type { PronunciationEntry } from '@contract/pronunciation'
import {
  checkEntry,
  createPronounce,
  inScript,
  PlacedPronunciations,
  SpokenDocument,
  type Pronounce,
} from '../engine'

/** The engine host speaks while it counts: it is back with its ports after this long. */
const sliceMilliseconds = 8

/**
 * How a document's entries, and those of its own lexicons, are said. One that cannot be used (it came from a file that
 * somebody edited) is left out: the others hold, and reading goes on.
 */
export function pronounceWith(
  entries: readonly PronunciationEntry[],
  lexicons?: readonly PronunciationEntry[],
): Pronounce {
  return createPronounce({ entries: entries.filter((entry) => checkEntry(entry) === null), lexicons })
}

/** What an entry would do. */
export interface Examined {
  /** Null: it can be used. */
  readonly problem: EntryProblem | null
  /** How many sentences would be said differently. */
  readonly sentences: number
}

/**
 * Says what is wrong with an entry, or counts the sentences it changes. Sentences are only looked for in blocks in
 * which the entry matches at all, so that a whole book takes as long as one search through its text.
 * @param document null: the entry is only checked
 * @throws the signal's reason
 */
export async function examineEntry(
  entry: PronunciationEntry,
  document: SpokenDocument | null,
  signal: AbortSignal,
): Promise<Examined> {
  const problem = checkEntry(entry)
  if (problem) return { problem, sentences: 0 }
  const pronounce = createPronounce({ entries: [entry] })
  const blocks = document?.blocks ?? []
  const places = new PlacedPronunciations(pronounce.placed ?? [], blocks, true)
  let sentences = 0
  let breathedAt = performance.now()
  for (const [index, block] of blocks.entries()) {
    if (performance.now() - breathedAt > sliceMilliseconds) {
      await breathe()
      signal.throwIfAborted()
      breathedAt = performance.now()
    }
    const placed = places.of(index)
    const whole = { startChar: 0, endChar: block.text.length }
    if (placed.length === 0 && pronounce(block, whole).length === 0) continue
    const spoken = document?.readingOf(index)
    for (const { script, said } of spoken?.sentences ?? [])
      if (spoken && pronounce(spoken.asBlock(script), said, inScript(script, placed)).length > 0)
        sentences += 1
  }
  return { problem: null, sentences }
}
