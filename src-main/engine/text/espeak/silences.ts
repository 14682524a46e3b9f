import { matchesOf } from '../matches'
import { outsideWords } from '../outside-words'
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
  const silences: Silence[] = [...ruled]
  for (const { 0: match, index } of matchesOf(cluster, source)) {
    const rule = unaccountable.test(firstCharacter(match)) ? null : ruleOf(match, unreadable)
    if (rule !== null) silences.push({ startChar: index, endChar: index + match.length, rule })
  }
  return joined(
    outsideWords(silences, sentences).filter(({ startChar, endChar }) =>
      something.test(source.slice(startChar, endChar)),
    ),
  )
}

/** Neighbours by the same rule as one. */
function joined(silences: readonly Silence[]): Silence[] {
  const result: Silence[] = []
  for (const silence of silences) {
    const last = result.at(-1)
    if (last?.rule === silence.rule && last.endChar === silence.startChar) last.endChar = silence.endChar
    else result.push({ ...silence })
  }
  return result
}

function ruleOf(character: string, unreadable: RegExp | null): string | null {
  if (isOrnament(character)) return 'ornament'
  if (symbol.test(character)) return 'symbol without a name'
  return unreadable?.test(character) ? 'other script' : null
}

function firstCharacter(match: string): string {
  return String.fromCodePoint(match.codePointAt(0) ?? 0)
}
