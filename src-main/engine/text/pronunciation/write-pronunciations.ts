import type { PronunciationEntry } from '@contract/pronunciation'
import { writeJson } from './json-entries'
import { canHold, writePls } from './pls'
import { writeCsv } from './table-entries'

export type PronunciationFormat = 'json' | 'csv' | 'pls'

/**
 * A dictionary as a file's text, for `readPronunciations` to read. JSON and CSV hold everything; a PLS lexicon holds
 * whole words in any case, and neither silence nor scope.
 * @returns the text, and the entries that the format has no way to say
 */
export function writePronunciations(
  entries: readonly PronunciationEntry[],
  format: PronunciationFormat,
): { text: string; leftOut: PronunciationEntry[] } {
  if (format === 'json') return { text: writeJson(entries), leftOut: [] }
  if (format === 'csv') return { text: writeCsv(entries), leftOut: [] }
  return {
    text: writePls(entries.filter(canHold)),
    leftOut: entries.filter((entry) => !canHold(entry)),
  }
}
