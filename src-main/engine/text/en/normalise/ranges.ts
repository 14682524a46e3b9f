import { cardinalWords, numberWords, pluralOfLastWord, twoDigitWords, yearWords } from '../number-words'
import type { Variant } from '../variant'
import { bareNumberWords } from './plain-numbers'
import { group, number, parts, pattern, whole, type Rule } from './rule'

/** "1960-80", "1970-2010", "1939–45" */
export const yearRanges: Rule = {
  name: 'range of years',
  pattern: pattern(
    '(?<![\\w.,$£€/–-])(?<from>1[1-9]\\d\\d|20\\d\\d) ?[-–] ?(?<to>\\d\\d(?:\\d\\d)?)(?![\\w%/–-]|[.,:]\\d)',
  ),
  read(match, variant) {
    const from = group(match, 'from') ?? ''
    const to = group(match, 'to') ?? ''
    if (to.length === 2 ? Number(to) <= Number(from.slice(2)) : Number(to) <= Number(from)) return null
    return whole(
      match,
      `${yearWords(from, variant)} to ${to.length === 2 ? twoDigitWords(to) : yearWords(to, variant)}`,
    )
  },
}

/** "1960s-80s" */
export const decadeRanges: Rule = {
  name: 'range of decades',
  pattern: pattern("(?<![\\w.,/–-])(?<from>\\d{3}0)s ?[-–] ?'?(?<to>(?:\\d\\d)?\\d0)s(?![\\w–-])"),
  read(match, variant) {
    const to = group(match, 'to') ?? ''
    const words = to.length === 2 ? twoDigitWords(to) : yearWords(to, variant)
    return whole(
      match,
      `${pluralOfLastWord(yearWords(group(match, 'from') ?? '', variant))} to ${pluralOfLastWord(words)}`,
    )
  },
}

/** "12–15", "2-10", "1.5–2" */
export const numberRanges: Rule = {
  name: 'range of numbers',
  pattern: pattern(
    `(?<![\\p{L}\\p{N}.,$£€/–-])(?<from>${number})(?: ?– ?|-)(?<to>${number})(?![\\p{L}\\p{N}/:–-])`,
  ),
  read(match, variant) {
    const from = group(match, 'from') ?? ''
    const to = group(match, 'to') ?? ''
    if (/^0\d/.test(from) || /^0\d/.test(to) || from.length > 7 || to.length > 9) return null
    return whole(match, `${rangeEnd(from, variant)} to ${rangeEnd(to, variant)}`)
  },
}

/** The sign between two things that are ranges of their own: "$250-$300", "5pm-7 pm", "Mon.–Fri.", "2%-10%". */
export const rangeSigns: Rule = {
  name: 'range sign',
  pattern: pattern(
    '(?<=[\\d%¢°CFkmb] ?)[–-](?=[$£€]\\d)|(?<=\\d%|[ap]\\.?m\\.?)[-–](?= ?\\d)|(?<=\\b(?:Mon|Tues?|Wed|Thu|Thurs|Fri|Sat|Sun|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\\.?)[-–](?=(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec))|(?<=:\\d\\d)[-–](?=\\d{1,2}:)',
  ),
  read: (match) => whole(match, 'to'),
}

/** "2+3", "5 − 2 = 3", "3 < 4": signs between numbers. */
export const sums: Rule = {
  name: 'arithmetic sign',
  pattern: pattern(
    '(?<=[\\p{L}\\p{N})] ?)(?<sign>[+×÷=<>*])(?= ?[-+]?[\\p{L}\\p{N}(])|(?<=\\d )(?<minus>-)(?= ?\\d)',
  ),
  read(match) {
    if (group(match, 'minus') !== undefined) return parts(match, { minus: 'minus' })
    return parts(match, { sign: sumWords[group(match, 'sign') ?? ''] })
  },
}

const sumWords: Readonly<Record<string, string | undefined>> = {
  '+': 'plus',
  '×': 'times',
  '÷': 'divided by',
  '=': 'equals',
  '<': 'less than',
  '>': 'greater than',
  '*': 'times',
}

function rangeEnd(digits: string, variant: Variant): string {
  if (/[.,]/.test(digits)) return numberWords(digits, variant)
  return digits.length === 4 ? bareNumberWords(digits, variant) : cardinalWords(digits, variant)
}
