import { matchesOf } from '../matches'
import type { TextRange } from '../sentences'
import type { Silence, SpokenSentence } from '../spoken-text'
import { isOrnament } from './readable-text'

/** What need not be accounted for: white space, punctuation, invisible characters, marks on nothing. */
const unaccountable = /[\s\p{P}\p{C}\p{Z}\p{M}]/u
const something = /[^\s\p{P}\p{C}\p{Z}\p{M}]/u
/** One letter with its marks, or any one character. */
const cluster = /\P{M}\p{M}*|\p{M}+/gu
const symbol = /^\p{S}/u

/**
 * All that is not heard of a text, and why: what a rule left out, runs of which nothing was heard, and what was folded
 * away before espeak saw the text (ornaments, scripts that its language has no sounds for). Letters and digits that are
 * in no word for another reason are left open: that would be a mistake.
 * @param ruled in any order; what is in a word after all, or only punctuation, is passed over
 * @param unreadable characters that the language has no sounds for
 */
export function silencesOf(
  source: string,
  sentences: readonly SpokenSentence[],
  ruled: readonly Silence[],
  unreadable: RegExp | null,
): Silence[] {
  const isHeard = new Uint8Array(source.length)
  for (const { words } of sentences)
    for (const { startChar, endChar } of words) isHeard.fill(1, startChar, endChar)
  const silences: Silence[] = []
  for (const { rule, ...range } of ruled) {
    for (const part of unheardParts(range, isHeard)) {
      if (!something.test(source.slice(part.startChar, part.endChar))) continue
      silences.push({ ...part, rule })
      isHeard.fill(1, part.startChar, part.endChar)
    }
  }
  let last: Silence | undefined
  for (const { 0: match, index } of matchesOf(cluster, source)) {
    if (isHeard[index] === 1 || unaccountable.test(firstCharacter(match))) continue
    const rule = ruleOf(match, unreadable)
    if (rule === null) continue
    const endChar = index + match.length
    if (last !== undefined && last.rule === rule && last.endChar === index) last.endChar = endChar
    else silences.push((last = { startChar: index, endChar, rule }))
  }
  return silences.sort((a, b) => a.startChar - b.startChar)
}

function ruleOf(character: string, unreadable: RegExp | null): string | null {
  if (isOrnament(character)) return 'ornament'
  if (symbol.test(character)) return 'symbol without a name'
  return unreadable?.test(character) ? 'other script' : null
}

function firstCharacter(match: string): string {
  return String.fromCodePoint(match.codePointAt(0) ?? 0)
}

function unheardParts({ startChar, endChar }: TextRange, isHeard: Uint8Array): TextRange[] {
  const parts: TextRange[] = []
  for (let start = startChar; start < endChar;) {
    if (isHeard[start] === 1) {
      start++
      continue
    }
    let end = start
    while (end < endChar && isHeard[end] === 0) end++
    parts.push({ startChar: start, endChar: end })
    start = end
  }
  return parts
}
