import { matchesOf } from '../matches'
import type { TextRange } from '../sentences'

/** What stands between white space: a printed word with its punctuation. `core` is the word alone. */
export interface Run extends TextRange {
  core: TextRange
  /** Whether it has a letter or digit, and should be heard. */
  isSpeakable: boolean
}

const spaced = /\S+/g
/** Scripts that put no space between words: there the places of espeak's words are the borders. */
const spaceless =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u
/** Not part of a word at its edges; %, &, @, # and § are said. */
const edge = /[^\p{L}\p{M}\p{N}\p{S}%&@#§]/u
const digit = /\d/
const letterOrDigit = /[\p{L}\p{N}]/u

/** Whether a text has a letter of a script that puts no space between words. */
export function isSpaceless(text: string): boolean {
  return spaceless.test(text)
}

/**
 * Runs of one clause, in order.
 * @param wordStarts where espeak's words begin, as indices of `text`
 * @param isAtEnd whether the clause's last period is punctuation and not part of an abbreviation
 */
export function findRuns(
  text: string,
  { startChar, endChar }: TextRange,
  wordStarts: readonly number[],
  isAtEnd: boolean,
): Run[] {
  const runs: Run[] = []
  for (const { 0: match, index } of matchesOf(spaced, text.slice(startChar, endChar))) {
    const start = startChar + index
    const borders = spaceless.test(match) ? bordersInside(text, start, start + match.length, wordStarts) : []
    let from = start
    for (const to of [...borders, start + match.length]) {
      const isLast = isAtEnd && to === endChar
      runs.push({
        startChar: from,
        endChar: to,
        core: coreOf(text, from, to, isLast),
        isSpeakable: letterOrDigit.test(text.slice(from, to)),
      })
      from = to
    }
  }
  return runs
}

function bordersInside(text: string, start: number, end: number, wordStarts: readonly number[]): number[] {
  const borders = new Set<number>()
  for (const at of wordStarts)
    if (
      at > start &&
      at < end &&
      (spaceless.test(characterAt(text, at)) || spaceless.test(text.charAt(at - 1)))
    )
      borders.add(at)
  // A number is a word of its own, wherever espeak has it begin.
  for (let at = start + 1; at < end; at++) {
    const [before, here] = [text.charAt(at - 1), text.charAt(at)]
    if ((digit.test(before) && spaceless.test(here)) || (spaceless.test(before) && digit.test(here)))
      borders.add(at)
  }
  return [...borders].sort((a, b) => a - b)
}

function characterAt(text: string, index: number): string {
  return String.fromCodePoint(text.codePointAt(index) ?? 0)
}

/** The word without punctuation at its edges; an abbreviation keeps its period. */
function coreOf(text: string, startChar: number, endChar: number, isLast: boolean): TextRange {
  let start = startChar
  let end = endChar
  while (start < end && edge.test(characterAt(text, start))) start++
  while (end > start && edge.test(lastCharacter(text, end))) end--
  if (start === end) return { startChar, endChar }
  const hasInnerPeriod = /\p{L}\.\p{L}/u.test(text.slice(start, end))
  if (end < endChar && text[end] === '.' && text[end + 1] !== '.' && (!isLast || hasInnerPeriod)) end++
  return { startChar: start, endChar: end }
}

/** The character that ends at an index; a pair of surrogates counts as one. */
function lastCharacter(text: string, end: number): string {
  const pair = end > 1 ? characterAt(text, end - 2) : ''
  return pair.length === 2 ? pair : text.charAt(end - 1)
}
