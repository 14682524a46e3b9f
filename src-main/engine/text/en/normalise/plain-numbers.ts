import {
  cardinalWords,
  digitWords,
  houseNumberWords,
  numberWords,
  ordinalWords,
  pluralOfLastWord,
  twoDigitWords,
  yearWords,
} from '../number-words'
import type { Variant } from '../variant'
import type { Reading } from '../../working-text'
import {
  after,
  before,
  digit,
  group,
  magnitudes,
  number,
  parts,
  pattern,
  whole,
  type Match,
  type Rule,
} from './rule'

/** A number on its own, without a comma or a point: four digits are usually a year. */
export function bareNumberWords(digits: string, variant: Variant): string {
  const value = Number(digits)
  if (digits.length === 4 && value >= 1010 && value < 2100) return yearWords(digits, variant)
  return numberWords(digits, variant)
}

/** "1990s", "’90s", "mid-80s", "1980's", "class of ’99", "summer of ’69". */
export const decades: Rule = {
  name: 'decade',
  needs: digit,
  pattern: pattern(
    `(?<![\\p{L}\\p{N}.,])[‘']?(?<decade>(?:\\d\\d)?\\d0)(?:'?s${after}|(?<=\\d{4})'s${after})|(?<![\\p{L}\\p{N}'])[‘'](?<year>\\d\\d)(?![\\p{L}\\p{N}']|[.,:]\\d)`,
  ),
  read(match, variant) {
    const year = group(match, 'year')
    if (year !== undefined) return whole(match, twoDigitWords(year))
    const decade = group(match, 'decade') ?? ''
    const words = decade.length === 2 ? twoDigitWords(decade) : yearWords(decade, variant)
    return whole(match, decade === '00' ? 'two thousands' : pluralOfLastWord(words))
  },
}

/** "2nd", "1,000th", "20TH". */
export const ordinals: Rule = {
  name: 'ordinal',
  needs: digit,
  pattern: pattern(`${before}(?<digits>\\d{1,3}(?:,\\d{3})+|\\d{1,15})(?:st|nd|rd|th)${after}`, 'i'),
  read: (match, variant) =>
    whole(match, ordinalWords((group(match, 'digits') ?? '').replaceAll(',', ''), variant)),
}

/** "70 trillion", "1.6k", "10M", "3bn": an amount and its magnitude. */
export const magnitude: Rule = {
  name: 'magnitude',
  needs: digit,
  pattern: pattern(
    `(?<![\\p{L}\\p{N}.])(?<sign>-)?(?<amount>${number})(?:(?<letter>[kKMB]|[mb]n|tn|[MB]n|m(?= (?:people|users|viewers|views|followers|subscribers|customers|inhabitants|residents|votes|jobs|copies)(?!\\p{L})))(?<plus>\\+)?| (?<word>${magnitudes})(?:-(?!\\p{L}))?)${after}`,
  ),
  read(match, variant, text) {
    const word = group(match, 'word')
    const letter = group(match, 'letter')
    const words = numberWords((group(match, 'sign') ?? '') + (group(match, 'amount') ?? ''), variant)
    if (letter !== undefined) {
      // "Apt. 4B", "Table 12B" are places.
      const isPlace = /(?:\p{Lu}[\p{L}.]{0,12}|figure|table|#) $/u.test(
        text.slice(Math.max(0, match.index - 15), match.index),
      )
      if (letter === 'B' && isPlace) return null
      const behind = text.slice(match.index + match[0].length, match.index + match[0].length + 12)
      // "a 4K television" is a name, "4K people" an amount.
      if (
        letter === 'K' &&
        /^[458]$/.test(group(match, 'amount') ?? '') &&
        !/^ (?:people|of|a |per)/.test(behind)
      )
        return null
      const plus = group(match, 'plus') === undefined ? '' : ' plus'
      return whole(match, `${words} ${letterMagnitudes[letter[0].toLowerCase()]}${plus}`)
    }
    const end = match.index + (/^-?[\d.,]+/.exec(match[0])?.[0].length ?? 0)
    return word === undefined ? null : [{ start: match.index, end, spoken: words }]
  },
}

const letterMagnitudes: Readonly<Record<string, string | undefined>> = {
  k: 'thousand',
  m: 'million',
  b: 'billion',
  t: 'trillion',
}

/** "1 000 000", "1.000.000", "1'000'000", "50 000": thousands apart by something else than commas. */
export const spacedThousands: Rule = {
  name: 'number in groups of three',
  needs: digit,
  pattern: pattern(
    "(?<![\\p{L}\\p{N}.,'/:$£€-]|\\d )\\d{1,3}(?:(?<sign>[ .'])\\d{3}(?:\\k<sign>\\d{3}){1,3}| 000)(?![\\p{L}\\p{N}]|[.,' ]\\d)",
  ),
  read: (match, variant) => whole(match, cardinalWords(match[0].replace(/\D/g, ''), variant)),
}

/** "1e6", "1.5e-3" */
export const scientific: Rule = {
  name: 'power of ten',
  needs: /\de/i,
  pattern: pattern(
    `(?<![\\p{L}\\p{N}.,])(?<amount>\\d{1,9}(?:\\.\\d{1,12})?)(?:e|E(?=[-+]))(?<sign>[-+])?(?<power>\\d{1,3})${after}`,
  ),
  read(match, variant) {
    const power = String(Number(group(match, 'power')))
    const words =
      group(match, 'sign') === '-' ? `minus ${cardinalWords(power, variant)}` : ordinalWords(power, variant)
    return whole(match, `${numberWords(group(match, 'amount') ?? '', variant)} times ten to the ${words}`)
  },
}

/** "v2.0", "v. 1.2.3" */
export const versionMarks: Rule = {
  name: 'mark of a version',
  needs: digit,
  pattern: pattern(
    `${before}(?:v\\.? ?(?=\\d{1,3}(?:\\.\\d{1,4}){0,3}${after})|V(?=\\d{1,3}(?:\\.\\d{1,4}){1,3}${after}))`,
  ),
  read: (match) => whole(match, 'version'),
}

/** "3x faster" */
export const multiples: Rule = {
  name: 'how many times',
  needs: digit,
  pattern: pattern(
    `(?<![\\p{L}\\p{N}.,$])(?<amount>${number})[x×](?= (?:as|more|less|faster|slower|bigger|larger|smaller|better|worse|higher|lower|the|a|per|longer|cheaper)\\b)`,
  ),
  read: (match, variant) => whole(match, `${numberWords(group(match, 'amount') ?? '', variant)} times`),
}

/** "2.0.1": every part a number. */
export const versions: Rule = {
  name: 'version',
  needs: digit,
  pattern: pattern(`(?<!\\p{N}|\\p{L}{2}|[a-uw-zA-UW-Z])\\d{1,4}(?:\\.\\d{1,4}){2,}${after}`),
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
  needs: digit,
  pattern: pattern(`(?<sign>(?<![\\p{L}\\p{N}.,)\\]%])[-+])?(?<amount>${number})`),
  read(match, variant, text) {
    const amount = group(match, 'amount') ?? ''
    const sign = group(match, 'sign')
    if (/^\d{16,}/.test(amount)) return digitGroups(match.index + match[0].length - amount.length, amount)
    if (sign !== undefined) return whole(match, numberWords(sign + amount, variant))
    const words = isCount(match, text) ? numberWords(amount, variant) : bareNumberWords(amount, variant)
    return parts(match, { amount: words })
  },
}

/** Nouns that people count by the thousand. */
const counted =
  /^ (?:people|persons|men|women|children|members|students|pupils|soldiers|troops|voters|votes|words|pages|copies|books|cars|homes|houses|jobs|points|dollars|euros|pounds|days|hours|minutes|seconds|miles|feet|meters|metres|kilometers|kilometres|acres|employees|workers|items|units|tons|tonnes|seats|deaths|cases|species|residents|inhabitants|patients|participants|users|customers|calories|lines|files|bytes|messages|steps|times|visitors|animals|birds|trees|ships|islands|entries|lakes|rooms|passengers|views|followers|pieces)\b/
const dated = /\b(?:in|since|by|during|until|from) $/i

/** "1234 members" is an amount, "in 1984 members met" a year; "1500 men" is said in hundreds all the same. */
function isCount(match: Match, text: string): boolean {
  const end = match.index + match[0].length
  return (
    !match[0].endsWith('00') &&
    counted.test(text.slice(end, end + 20)) &&
    !dated.test(text.slice(Math.max(0, match.index - 8), match.index))
  )
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

/** Numbers inside names: "BA2490", "ab9453", "MP3s", "F-150": said by ones or pairs, apart from the letters. */
export const numbersInNames: Rule = {
  name: 'number in a name',
  needs: digit,
  pattern: pattern(
    `(?<=(?<letters>\\p{L}{1,3})(?<hyphen>-?))(?<digits>\\d{1,15})(?<plural>s${after})?(?![\\d]|[.,]\\d)` +
      '|(?<![\\p{L}\\p{N}.,])(?<leading>\\d{1,15})(?=(?<lines>[pi](?!\\p{L}))|\\p{L})',
  ),
  read(match, variant) {
    const leading = group(match, 'leading')
    const words =
      leading === undefined
        ? nameNumberWords(group(match, 'digits') ?? '', match, variant)
        : group(match, 'lines') !== undefined
          ? houseNumberWords(leading, variant)
          : leadingWords(leading, variant)
    return whole(match, group(match, 'plural') === undefined ? words : pluralOfLastWord(words))
  },
}

function leadingWords(digits: string, variant: Variant): string {
  const isAmount = digits.length <= 2 || digits.endsWith('00')
  return isAmount
    ? cardinalWords(digits, variant)
    : digitWords(digits, digits.startsWith('0') ? 'zero' : 'oh')
}

/** "A380", "F-150", "Blink-182" are said like houses, "BA2490", "ABC123" digit by digit. */
function nameNumberWords(digits: string, match: Match, variant: Variant): string {
  const letters = group(match, 'letters') ?? ''
  const isHyphened = group(match, 'hyphen') === '-'
  if (/^20[0-3]\d$/.test(digits) && (letters.length === 3 || isHyphened)) return yearWords(digits, variant)
  if (digits.length === 3 && !digits.startsWith('0') && (letters.length === 1 || isHyphened))
    return houseNumberWords(digits, variant)
  return leadingWords(digits, variant)
}
