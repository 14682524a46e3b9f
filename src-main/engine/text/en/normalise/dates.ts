import { ordinalWords, twoDigitWords, yearWords, cardinalWords } from '../number-words'
import type { Variant } from '../variant'
import type { Reading } from '../../working-text'
import { after, before, group, parts, pattern, whole, type Match, type Rule } from './rule'

const monthNames =
  'January February March April May June July August September October November December'.split(' ')
const month =
  '(?<month>(?:January|February|March|April|May|June|July|August|September|October|November|December' +
  '|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)(?![\\p{L}])\\.?)'
const day = '(?<day>0?[1-9]|[12]\\d|3[01])'
const suffix = '(?:st|nd|rd|th)?'
const year = '(?<year>[12]\\d{3})(?![\\d%:]|[.,]\\d)'

function monthName(written: string): string | undefined {
  const start = written.slice(0, 3).toLowerCase()
  return monthNames.find((name) => name.toLowerCase().startsWith(start))
}

function datePieces(match: Match, variant: Variant, dayWords: (ordinal: string) => string): Reading[] | null {
  const written = group(match, 'month') ?? ''
  const digits = group(match, 'day') ?? ''
  const years = group(match, 'year')
  // "may 15 people": the verb has no capital; "May" and the other months in lower case are dates all the same.
  if (
    /^(?:may|mar|march|sep|dec|jan)$/.test(written) &&
    years === undefined &&
    !/^(?:mar|sep|dec|jan)/.test(written)
  )
    return null
  return parts(match, {
    day: dayWords(ordinalWords(String(Number(digits)), variant)),
    month: monthName(written),
    year: years === undefined ? undefined : yearWords(years, variant),
  })
}

/** "July 4, 1776", "jan. 15", "Jan-15", "august 23 2002" */
export const monthDay: Rule = {
  name: 'date, month first',
  pattern: pattern(
    `${before}${month}[ -]${'(?<numeral>' + day + suffix + ')'}(?![\\p{L}\\p{N}%:/]|[.,]\\d{1,3}(?!\\d))(?:,? ${year})?`,
    'i',
  ),
  read(match, variant) {
    const pieces = datePieces(match, variant, (ordinal) => ordinal)
    if (pieces === null) return null
    const numeral = match.indices?.groups?.numeral
    return pieces
      .map((piece, index) =>
        index === 0 && numeral ? { ...piece, start: numeral[0], end: numeral[1] } : piece,
      )
      .sort((a, b) => a.start - b.start)
  },
}

/** "4 July 1776", "the 26th May", "22nd july 2012" */
export const dayMonth: Rule = {
  name: 'date, day first',
  pattern: pattern(
    `(?<![\\p{L}\\p{N}.,/:-])(?<article>the )?(?<numeral>${day}${suffix}) (?<of>of )?${month}${after}(?:,? ${year})?`,
    'i',
  ),
  read(match, variant) {
    const the = group(match, 'article') === undefined ? 'the ' : ''
    const of = group(match, 'of') === undefined ? ' of' : ''
    const pieces = datePieces(match, variant, (ordinal) => `${the}${ordinal}${of}`)
    const numeral = match.indices?.groups?.numeral
    return (
      pieces?.map((piece, index) => (index === 0 && numeral ? { ...piece, end: numeral[1] } : piece)) ?? null
    )
  },
}

/** "2016-11-03", "1998-3-4" */
export const isoDates: Rule = {
  name: 'date, year first',
  pattern: pattern(
    '(?<![\\w.,/-])(?<year>[12]\\d{3})-(?<month>0?[1-9]|1[0-2])-(?<day>0?[1-9]|[12]\\d|3[01])(?![\\w/-])',
  ),
  read: (match, variant) => whole(match, numericDate(match, variant)),
}

/** "11/17/2005" in America, "17/11/2005" in Britain; whichever cannot be a month is the day. */
export const slashedDates: Rule = {
  name: 'date with slashes',
  pattern: pattern('(?<![\\w.,/-])(?<first>\\d{1,2})/(?<second>\\d{1,2})/(?<year>\\d{4}|\\d\\d)(?![\\w/])'),
  read(match, variant) {
    const first = Number(group(match, 'first'))
    const second = Number(group(match, 'second'))
    const isMonthFirst = second > 12 || (first <= 12 && variant === 'us')
    const [monthNumber, dayNumber] = isMonthFirst ? [first, second] : [second, first]
    if (monthNumber < 1 || monthNumber > 12 || dayNumber < 1 || dayNumber > 31) return null
    return whole(match, dateWords(monthNumber, dayNumber, group(match, 'year') ?? '', variant))
  },
}

/** "15.01.2020" */
export const dottedDates: Rule = {
  name: 'date with points',
  pattern: pattern(
    '(?<![\\w.,/-])(?<day>0?[1-9]|[12]\\d|3[01])\\.(?<month>0?[1-9]|1[0-2])\\.(?<year>[12]\\d{3})(?![\\w/]|\\.\\d)',
  ),
  read(match, variant) {
    const words = ordinalWords(String(Number(group(match, 'day'))), variant)
    const name = monthNames[Number(group(match, 'month')) - 1]
    return whole(match, `the ${words} of ${name} ${yearWords(group(match, 'year') ?? '', variant)}`)
  },
}

/** "Q2 2022" */
export const quarters: Rule = {
  name: 'quarter of a year',
  pattern: pattern(`${before}(?<quarter>Q[1-4]) ${year}`),
  read: (match, variant) =>
    parts(match, {
      quarter: `${ordinalWords((group(match, 'quarter') ?? '')[1], variant)} quarter of`,
      year: yearWords(group(match, 'year') ?? '', variant),
    }),
}

function numericDate(match: Match, variant: Variant): string {
  return dateWords(
    Number(group(match, 'month')),
    Number(group(match, 'day')),
    group(match, 'year') ?? '',
    variant,
  )
}

function dateWords(monthNumber: number, dayNumber: number, years: string, variant: Variant): string {
  const ordinal = ordinalWords(String(dayNumber), variant)
  const spokenYear =
    years.length === 4
      ? yearWords(years, variant)
      : years === '00'
        ? cardinalWords('2000', variant)
        : twoDigitWords(years)
  return `${monthNames[monthNumber - 1]} ${ordinal} ${spokenYear}`
}
