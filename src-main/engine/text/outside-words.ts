import type { Silence, SpokenSentence } from './spoken-text'

/**
 * What of silences lies in no word, in order and apart. Where several signs are printed without a space ("0{!0") one
 * word may stand for all of them, also for those that alone are silent.
 */
export function outsideWords(silences: readonly Silence[], sentences: readonly SpokenSentence[]): Silence[] {
  const words = sentences.flatMap((sentence) => sentence.words)
  const outside: Silence[] = []
  let next = 0
  let from = 0
  for (const { startChar, endChar, rule } of [...silences].sort((a, b) => a.startChar - b.startChar)) {
    from = Math.max(from, startChar)
    while (from < endChar) {
      while (next < words.length && words[next].endChar <= from) next++
      const wordStart = next < words.length ? words[next].startChar : Infinity
      const to = Math.min(endChar, wordStart)
      if (to > from) outside.push({ startChar: from, endChar: to, rule })
      from = wordStart < endChar ? words[next].endChar : endChar
    }
  }
  return outside
}
