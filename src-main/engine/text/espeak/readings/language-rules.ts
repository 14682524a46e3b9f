import { keepLastPeriod } from '../../last-period'
import { matchesOf } from '../../matches'
import type { RuledReading } from '../../working-text'

/**
 * One kind of written form that espeak spells, misreads or passes over, and the words for it. Words may hold digits
 * where espeak says a number well. Rules are tried in order on folded text (one space at most between words); what one
 * has read no later one sees.
 */
export interface LanguageRule {
  /** What it reads, in a word or two: shown in reports. */
  readonly name: string
  /** Global and linear; frames exactly the printed characters it is about. */
  readonly pattern: RegExp
  /** The words for a match, or null when it is none of this kind after all. */
  read(match: RegExpExecArray, text: string): string | null
}

/**
 * What the rules of a language read, and what is settled already, in order; ranges are of the folded text given.
 */
export function readingsByRules(
  text: string,
  rules: readonly LanguageRule[],
  settled: readonly RuledReading[],
): RuledReading[] {
  const readings: RuledReading[] = [...settled]
  const isTaken = new Uint8Array(text.length)
  for (const { start, end } of settled) isTaken.fill(1, start, end)
  for (const rule of rules)
    for (const match of matchesOf(rule.pattern, text)) {
      const start = match.index
      const end = start + match[0].length
      if (end === start || isTaken.subarray(start, end).includes(1)) continue
      const words = rule.read(match, text)
      if (words === null) continue
      isTaken.fill(1, start, end)
      readings.push({ start, end, spoken: words, rule: rule.name })
    }
  readings.sort((a, b) => a.start - b.start)
  return keepLastPeriod(readings, text)
}

/** Neither a letter nor a digit directly before, or after. */
export const before = '(?<![\\p{L}\\p{M}\\p{N}])'
export const after = '(?![\\p{L}\\p{M}\\p{N}])'

/** A pattern with the flags that rules need. */
export function pattern(source: string): RegExp {
  return new RegExp(source, 'gu')
}

/** A text as a pattern for itself. */
export function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
}
