import {
  cardinalWords,
  digitWords,
  numberWords,
  ordinalWords,
  pluralOfLastWord,
  twoDigitWords,
  yearWords,
} from '../number-words'
import type { Variant } from '../variant'
import type { Reading } from '../../working-text'
import { after, before, group, magnitudes, number, parts, pattern, whole, type Rule } from './rule'

/** A number on its own, without a comma or a point: four digits are usually a year. */
export function bareNumberWords(digits: string, variant: Variant): string {
  const value = Number(digits)
  if (digits.length === 4 && value >= 1010 && value < 2100) return yearWords(digits, variant)
  return numberWords(digits, variant)
}

/** "1990s", "’90s", "mid-80s", "1960s-80s" one by one. */
export const decades: Rule = {
  name: 'decade',
  pattern: pattern(`(?<![\\p{L}\\p{N}])'?(?<decade>(?:\\d\\d)?\\d0)'?s${after}`),
  read(match, variant) {
    const decade = group(match, 'decade') ?? ''
    const words = decade.length === 2 ? twoDigitWords(decade) : yearWords(decade, variant)
    return whole(match, decade === '00' ? 'two thousands' : pluralOfLastWord(words))
  },
}

/** "2nd", "1,000th", "20TH". */
export const ordinals: Rule = {
  name: 'ordinal',
  pattern: pattern(`${before}(?<digits>\\d{1,3}(?:,\\d{3})+|\\d{1,15})(?:st|nd|rd|th)${after}`, 'i'),
  read: (match, variant) =>
    whole(match, ordinalWords((group(match, 'digits') ?? '').replaceAll(',', ''), variant)),
}

/** "70 trillion", "1.6k", "10 million": an amount and its magnitude. */
export const magnitude: Rule = {
  name: 'magnitude',
  pattern: pattern(
    `(?<![\\p{L}\\p{N}.])(?<sign>-)?(?<amount>${number})(?:k| (?<word>${magnitudes}))${after}`,
    'i',
  ),
  read(match, variant) {
    const word = group(match, 'word')
    const words = numberWords((group(match, 'sign') ?? '') + (group(match, 'amount') ?? ''), variant)
    if (word === undefined) return whole(match, words + ' thousand')
    const end = match.index + match[0].length - word.length - 1
    return [{ start: match.index, end, spoken: words }]
  },
}

/** "2.0.1": every part a number. */
export const versions: Rule = {
  name: 'version',
  pattern: pattern(`${before}\\d{1,4}(?:\\.\\d{1,4}){2,}${after}`),
  read: (match, variant) =>
    whole(
      match,
      match[0]
        .split('.')
        .map((part) => numberWords(part, variant))
        .join(' point '),
    ),
}

/** "-50", "+3", "3.14", "1,234", ".5": all numbers that no other rule has read. */
export const plainNumbers: Rule = {
  name: 'number',
  pattern: pattern(`(?<sign>(?<![\\p{L}\\p{N}.,)\\]%])[-+])?(?<amount>${number})`),
  read(match, variant) {
    const amount = group(match, 'amount') ?? ''
    const sign = group(match, 'sign')
    if (/^\d{16,}/.test(amount)) return digitGroups(match.index + match[0].length - amount.length, amount)
    if (sign !== undefined) return whole(match, numberWords(sign + amount, variant))
    return parts(match, { amount: bareNumberWords(amount, variant) })
  },
}

/** Very long digit strings are read three by three, so that no one word grows without bound. */
function digitGroups(start: number, digits: string): Reading[] {
  const readings: Reading[] = []
  for (let index = 0; index < digits.length; index += 3) {
    const slice = digits.slice(index, index + 3)
    const spoken = /^\d+$/.test(slice)
      ? digitWords(slice)
      : slice
          .replace(/\d/g, (digit) => ` ${digitWords(digit)}`)
          .replace('.', ' point ')
          .trim()
    readings.push({ start: start + index, end: start + index + slice.length, spoken })
  }
  return readings
}

/** Numbers inside names: "BA2490", "ab9453", "MP3s": said by ones or pairs, apart from the letters. */
export const numbersInNames: Rule = {
  name: 'number in a name',
  pattern: pattern(
    `(?<=\\p{L}|\\p{L}-)(?<digits>\\d{1,15})(?<plural>s${after})?(?![\\d.,]\\d)` +
      '|(?<![\\p{L}\\p{N}.,])(?<leading>\\d{1,15})(?=\\p{L})',
  ),
  read(match, variant) {
    const digits = group(match, 'digits') ?? group(match, 'leading') ?? ''
    const isAmount = digits.length <= 2 || digits.endsWith('00')
    const words = isAmount
      ? cardinalWords(digits, variant)
      : digitWords(digits, digits.startsWith('0') ? 'zero' : 'oh')
    return whole(match, group(match, 'plural') === undefined ? words : pluralOfLastWord(words))
  },
}
