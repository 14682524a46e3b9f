import type { PronunciationEntry } from '@contract/pronunciation'
import type { Translate } from '@contract/strings/translator'
import { sayText } from '../pronunciation/entry-draft'

/** Whether an entry has what is searched for, in its text or in what is said, whatever the capitals and accents. */
export function matchesSearch(t: Translate, entry: PronunciationEntry, query: string): boolean {
  const wanted = plain(query.trim())
  return wanted === '' || plain(entry.text).includes(wanted) || plain(sayText(t, entry.say)).includes(wanted)
}

function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
}
