import type { PronunciationEntry } from '@contract/pronunciation'
import type { Translate } from '@contract/strings/translator'
import { foldText } from '../find/fold-cursor'
import { sayText } from '../pronunciation/entry-draft'

/** Whether an entry has what is searched for, in its text or in what is said, whatever the capitals and accents. */
export function matchesSearch(t: Translate, entry: PronunciationEntry, query: string): boolean {
  const wanted = foldText(query, false).trim()
  return (
    wanted === '' ||
    foldText(entry.text, false).includes(wanted) ||
    foldText(sayText(t, entry.say), false).includes(wanted)
  )
}
