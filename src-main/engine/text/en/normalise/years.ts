import { houseNumberWords, ordinalWords, twoDigitWords, yearWords } from '../number-words'
import type { Variant } from '../variant'
import { after, before, digit, group, parts, pattern, whole, type Rule } from './rule'

/** A year in full or in short, as a source of patterns. */
export const year = "(?<year>[12]\\d{3}|'\\d\\d)(?![\\d%:]|[.,]\\d)"

/** "1776" and "'76" in words. */
export function shownYearWords(years: string, variant: Variant): string {
  return years.startsWith("'") ? twoDigitWords(years.slice(1)) : yearWords(years, variant)
}

/** "Q2 2022", "H1 2020": part of a year. */
export const quarters: Rule = {
  name: 'quarter of a year',
  needs: digit,
  pattern: pattern(`${before}(?<quarter>Q[1-4]|H[12]) ${year}`),
  read(match, variant, text) {
    // "in Q4 2020" wants an article, a heading does not.
    const isAsked = /\b(?:in|of|for|during|by|since|from|until|to|after|before) $/i.test(
      text.slice(Math.max(0, match.index - 8), match.index),
    )
    const quarter = group(match, 'quarter') ?? ''
    const name = quarter.startsWith('Q') ? 'quarter' : 'half'
    return parts(match, {
      quarter: `${isAsked ? 'the ' : ''}${ordinalWords(quarter[1], variant)} ${name} of`,
      year: shownYearWords(group(match, 'year') ?? '', variant),
    })
  },
}

/** "FY2020", "FY 21" */
export const fiscalYears: Rule = {
  name: 'fiscal year',
  needs: digit,
  pattern: pattern(`${before}(?<fy>FY) ?(?<year>20\\d\\d|'?\\d\\d)${after}`),
  read(match, variant) {
    const written = (group(match, 'year') ?? '').replace("'", '')
    const words = written.length === 4 ? yearWords(written, variant) : twoDigitWords(written)
    return whole(match, `fiscal year ${words}`)
  },
}

/** "500 BC", "44 B.C.", "AD 79", "1066 CE" */
export const eras: Rule = {
  name: 'year of an era',
  needs: digit,
  pattern: pattern(
    `(?:${before}(?<first>A\\.D\\.|AD) )?(?<![\\p{L}\\p{N}.,]|(?<!BC|CE|AD)-)(?:(?<start>\\d{1,4})(?<dash> ?[-–] ?))?(?<year>\\d{1,3},\\d{3}|\\d{1,4})(?!\\d|[.,:]\\d)(?: ?(?<last>BCE?|CE|AD|B\\.C\\.(?:E\\.)?|C\\.E\\.|A\\.D\\.)(?![\\p{L}\\p{N}])|(?!\\p{L}))`,
  ),
  read(match, variant) {
    const [first, last, start] = [group(match, 'first'), group(match, 'last'), group(match, 'start')]
    if (first === undefined && last === undefined) return null
    const words = (digits: string): string => houseNumberWords(digits.replace(',', ''), variant)
    return parts(match, {
      first: first && 'A D',
      start: start && words(start),
      dash: start && 'to',
      year: words(group(match, 'year') ?? ''),
      last: last && [...last.replaceAll('.', '')].join(' '),
    })
  },
}

/** "2019–present" */
export const openRanges: Rule = {
  name: 'range up to now',
  needs: digit,
  pattern: pattern('(?<=\\b[12]\\d{3})(?<dash> ?[-–] ?)(?=(?:present|today|now|date)\\b)'),
  read: (match) => parts(match, { dash: 'to' }),
}
