import type { PronunciationEntry } from '@contract/pronunciation'

/**
 * The abbreviations that a dictionary knows: words of it that end with a period. Like those of the languages they stand
 * without their last period and without white space between their parts; with a capital first, too, where an entry does
 * not tell capitals from small letters.
 */
export function abbreviationsOf(entries: readonly PronunciationEntry[]): ReadonlySet<string> {
  const found = new Set<string>()
  for (const { text, match, matchCase } of entries) {
    if (match !== 'word' || !/\p{L}\.\s*$/u.test(text)) continue
    const word = text.replace(/\s+/g, '').slice(0, -1)
    found.add(word)
    if (!matchCase) found.add(word.slice(0, 1).toUpperCase() + word.slice(1))
  }
  return found
}
