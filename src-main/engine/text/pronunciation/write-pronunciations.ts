import type { PronunciationEntry } from '@contract/pronunciation'
import { writeJson } from './json-entries'
import { canHold, writePls } from './pls'
import { writeCsv } from './table-entries'

export type PronunciationFormat = 'json' | 'csv' | 'pls'

/**
 * A dictionary as a file's text, for `readPronunciations` to read. JSON holds everything, CSV all but single
 * places; a PLS lexicon holds whole words in any case, and neither silence nor scope.
 * @returns the text, and the entries that the format has no way to say
 */
export function writePronunciations(
  entries: readonly PronunciationEntry[],
  format: PronunciationFormat,
): { text: string; leftOut: PronunciationEntry[] } {
  if (format === 'json') return { text: writeJson(entries), leftOut: [] }
  const isHeld = format === 'csv' ? ({ scope }: PronunciationEntry) => scope !== 'here' : canHold
  const held = entries.filter(isHeld)
  return {
    text: format === 'csv' ? writeCsv(held) : writePls(held),
    leftOut: entries.filter((entry) => !isHeld(entry)),
  }
}
