import { sentenceHabits } from '../../abbreviations'
import { keepLastPeriod } from '../../last-period'
import { matchesOf } from '../../matches'
import { withReadings, type RuledReading } from '../../working-text'
import { foldText } from '../fold-text'
import { numberWords } from '../number-words'
import type { Variant } from '../variant'
import { rules } from './rules'

const digitRun = /\d+/g

/**
 * The spoken forms of all that is not said as it is spelt, in order; ranges are of the folded text given.
 * @param settled readings that stand already; no rule sees what they take
 */
export function readingsOf(
  text: string,
  variant: Variant,
  settled: readonly RuledReading[] = [],
): RuledReading[] {
  const readings: RuledReading[] = [...settled]
  const isTaken = new Uint8Array(text.length)
  for (const { start, end } of settled) isTaken.fill(1, start, end)
  const found = new Map<RegExp, boolean>()
  const has = (needed: RegExp): boolean => {
    const known = found.get(needed) ?? needed.test(text)
    found.set(needed, known)
    return known
  }
  for (const rule of rules) {
    if (rule.needs !== undefined && !has(rule.needs)) continue
    for (const match of matchesOf(rule.pattern, text)) {
      const read = rule.read(match, variant, text)
      if (read === null || read.some(({ start, end }) => isTaken.subarray(start, end).includes(1))) continue
      for (const { start, end } of read) isTaken.fill(1, start, end)
      for (const { spoken, ...range } of read)
        readings.push({ ...trimmed(text, range), spoken, rule: rule.name })
    }
  }
  for (const { 0: digits, index } of matchesOf(digitRun, text))
    readings.push(...unreadDigits(digits, index, isTaken, variant))
  return keepLastPeriod(
    readings.sort((a, b) => a.start - b.start),
    text,
    sentenceHabits('en').always,
  )
}

/** A range without the white space at its edges: a rule may look for it, but it is no part of a printed token. */
function trimmed(
  text: string,
  { start, end }: { start: number; end: number },
): { start: number; end: number } {
  while (end - start > 1 && text[end - 1] === ' ') end--
  while (end - start > 1 && text[start] === ' ') start++
  return { start, end }
}

/** Digits that no rule could read because a neighbour was taken: nothing is dropped. */
function unreadDigits(digits: string, start: number, isTaken: Uint8Array, variant: Variant): RuledReading[] {
  const readings: RuledReading[] = []
  for (let from = 0; from < digits.length;) {
    let to = from
    while (to < digits.length && to - from < 15 && isTaken[start + to] === 0) to++
    if (to > from)
      readings.push({
        start: start + from,
        end: start + to,
        spoken: numberWords(digits.slice(from, to), variant),
        rule: 'digits',
      })
    from = Math.max(to, from + 1)
  }
  return readings
}

/** A printed token and what is said for it; `spoken` is the token itself where it is said as spelt. */
export interface SpokenForm {
  startChar: number
  endChar: number
  spoken: string
}

/** The text in words, token by token; a reading of '' (an ornament) is passed over. */
export function writtenToSpoken(text: string, variant: Variant = 'us'): SpokenForm[] {
  const folded = foldText(text)
  const working = withReadings(folded, readingsOf(folded.text, variant))
  const forms: SpokenForm[] = []
  let isOpen = false
  for (let index = 0; index < working.text.length; index++) {
    const character = working.text[index]
    const last = forms.at(-1)
    // "XIV's" is one token: the ending belongs to what is said for the rest.
    const isEnding = !working.isReading[index] && /^'s(?!\p{L})/u.test(working.text.slice(index, index + 3))
    if (isOpen && isEnding && last !== undefined) {
      last.spoken += "'s"
      last.endChar = working.ends[++index]
      continue
    }
    const isSame =
      isOpen &&
      last !== undefined &&
      working.isReading[index] === working.isReading[index - 1] &&
      (!working.isReading[index] || working.starts[index] === working.starts[index - 1])
    if (character === ' ' && !working.isReading[index]) isOpen = false
    else if (isSame) {
      last.spoken += character
      last.endChar = working.ends[index]
    } else {
      forms.push({ startChar: working.starts[index], endChar: working.ends[index], spoken: character })
      isOpen = true
    }
  }
  return forms
}
