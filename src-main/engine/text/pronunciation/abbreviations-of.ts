import type { PronunciationEntry } from '@contract/pronunciation'
import type { OwnAbbreviations } from '../abbreviations'

/** The abbreviations that a dictionary knows: words of it that end with a period. */
export function abbreviationsOf(entries: readonly PronunciationEntry[]): OwnAbbreviations {
  const anyCase = new Set<string>()
  const exactCase = new Set<string>()
  for (const { text, match, matchCase } of entries) {
    if (match !== 'word' || !/\p{L}\.\s*$/u.test(text)) continue
    const word = text.replace(/\s+/g, '').slice(0, -1)
    if (matchCase) exactCase.add(word)
    else anyCase.add(word.toLowerCase())
  }
  return { anyCase, exactCase }
}
