import { cardinalWords, ordinalWords, twoDigitWords, yearWords } from '../number-words'
import type { Variant } from '../variant'
import { digit, group, parts, pattern, slash, whole, type Match, type Rule } from './rule'

/** The months in their order. */
export const monthNames =
  'January February March April May June July August September October November December'.split(' ')

/** "2016-11-03", "1998-3-4", "2016/11/03", and before a time of day: "2016-11-03T10:20". */
export const isoDates: Rule = {
  name: 'date, year first',
  needs: digit,
  pattern: pattern(
    '(?<![\\w.,/-])(?<date>(?<year>[12]\\d{3})(?<sign>[-/.])(?<month>0?[1-9]|1[0-2])\\k<sign>(?<day>0?[1-9]|[12]\\d|3[01]))(?:(?<t>T)(?=\\d\\d:)|(?![\\w/-]|\\.\\d))',
  ),
  read: (match, variant) => parts(match, { date: numericDate(match, variant), t: group(match, 't') && 'at' }),
}

/** "11/17/2005" in America, "17/11/2005" in Britain; whichever cannot be a month is the day. */
export const slashedDates: Rule = {
  name: 'date with slashes',
  needs: digit,
  pattern: pattern(
    '(?<![\\w.,/-])(?<first>\\d{1,2})(?<sign>[/-])(?<second>\\d{1,2})\\k<sign>(?<year>\\d{4}|\\d\\d)(?![\\w/-]|[.,:]\\d)',
  ),
  read(match, variant) {
    const date = monthAndDay(Number(group(match, 'first')), Number(group(match, 'second')), variant)
    return date === null ? null : whole(match, dateWords(...date, group(match, 'year') ?? '', variant))
  },
}

/** "on 12/25", "by 3/4": two numbers after a word that asks for a day. */
export const shortSlashedDates: Rule = {
  name: 'day and month with a slash',
  needs: slash,
  pattern: pattern(
    '(?<=\\b(?:on|On|by|By|until|since|Since|dated|due|before|after|from|From|through) )(?<first>\\d{1,2})/(?<second>\\d{1,2})(?![\\w/%-]|[.,:]\\d)',
  ),
  read(match, variant) {
    const date = monthAndDay(Number(group(match, 'first')), Number(group(match, 'second')), variant)
    return date === null ? null : whole(match, dateWords(...date, '', variant))
  },
}

/** "07/2021" */
export const slashedMonths: Rule = {
  name: 'month and year with a slash',
  needs: slash,
  pattern: pattern(
    '(?<![\\w.,/$£€-])(?<month>0?[1-9]|1[0-2])/(?<year>19\\d\\d|20\\d\\d)(?![\\w/-]|[.,:]\\d)',
  ),
  read: (match, variant) =>
    whole(
      match,
      `${monthNames[Number(group(match, 'month')) - 1]} ${yearWords(group(match, 'year') ?? '', variant)}`,
    ),
}

function monthAndDay(first: number, second: number, variant: Variant): [number, number] | null {
  const isMonthFirst = second > 12 || (first <= 12 && variant === 'us')
  const [monthNumber, dayNumber] = isMonthFirst ? [first, second] : [second, first]
  if (monthNumber < 1 || monthNumber > 12 || dayNumber < 1 || dayNumber > 31) return null
  return [monthNumber, dayNumber]
}

/** "15.01.2020" */
export const dottedDates: Rule = {
  name: 'date with points',
  needs: digit,
  pattern: pattern(
    '(?<![\\w.,/-])(?<day>0?[1-9]|[12]\\d|3[01])\\.(?<month>0?[1-9]|1[0-2])\\.(?<year>[12]\\d{3})(?![\\w/]|\\.\\d)',
  ),
  read(match, variant) {
    const words = ordinalWords(String(Number(group(match, 'day'))), variant)
    const name = monthNames[Number(group(match, 'month')) - 1]
    return whole(match, `the ${words} of ${name} ${yearWords(group(match, 'year') ?? '', variant)}`)
  },
}

function numericDate(match: Match, variant: Variant): string {
  return dateWords(
    Number(group(match, 'month')),
    Number(group(match, 'day')),
    group(match, 'year') ?? '',
    variant,
  )
}

/**
 * A date in words, in the order of the country.
 * @param monthNumber 1 to 12
 * @param years four digits, two, or none
 */
export function dateWords(monthNumber: number, dayNumber: number, years: string, variant: Variant): string {
  const name = monthNames[monthNumber - 1]
  const ordinal = ordinalWords(String(dayNumber), variant)
  const date = variant === 'gb' ? `the ${ordinal} of ${name}` : `${name} ${ordinal}`
  if (years === '') return date
  if (years.length === 4) return `${date} ${yearWords(years, variant)}`
  return `${date} ${years === '00' ? cardinalWords('2000', variant) : twoDigitWords(years)}`
}
