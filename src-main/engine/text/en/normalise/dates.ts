import { cardinalWords, houseNumberWords, ordinalWords, twoDigitWords, yearWords } from '../number-words'
import type { Variant } from '../variant'
import type { Reading } from '../../working-text'
import { after, before, digit, group, parts, pattern, slash, whole, type Match, type Rule } from './rule'

const monthNames =
  'January February March April May June July August September October November December'.split(' ')
const month =
  '(?<month>(?:January|February|March|April|May|June|July|August|September|October|November|December' +
  '|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)(?![\\p{L}])\\.?)'
const shortMonth =
  '(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)'
const day = '(?<day>0?[1-9]|[12]\\d|3[01])'
const suffix = '(?:st|nd|rd|th)?'
const year = "(?<year>[12]\\d{3}|'\\d\\d)(?![\\d%:]|[.,]\\d)"
/** A second day after a dash: "May 3–5". */
const until = `(?:(?<dash> ?[-–] ?)(?<last>0?[1-9]|[12]\\d|3[01])${suffix}(?![\\p{L}\\p{N}/-]))?`
const weekday = '(?<weekday>(?:Mon|Tues?|Wed|Thu|Thurs?|Fri|Sat|Sun)\\.?)'
const weekdays = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ')
const anyMonth = /[jfmasond](?:an|eb|ar|pr|ay|un|ul|ug|ep|ct|ov|ec)/i

function monthName(written: string): string | undefined {
  const start = written.slice(0, 3).toLowerCase()
  return monthNames.find((name) => name.toLowerCase().startsWith(start))
}

function datePieces(match: Match, variant: Variant, dayWords: (ordinal: string) => string): Reading[] | null {
  const written = group(match, 'month') ?? ''
  const digits = group(match, 'day') ?? ''
  const years = group(match, 'year')
  // "may 15 people", "march 20 miles": the verbs have no capital.
  if (/^(?:may|march)$/.test(written) && years === undefined) return null
  const last = group(match, 'last')
  return parts(match, {
    numeral: dayWords(ordinalWords(String(Number(digits)), variant)),
    dash: last && 'to',
    last: last && ordinalWords(String(Number(last)), variant),
    month: monthName(written),
    year: years && shownYearWords(years, variant),
  })
}

/** "1776", "'76" */
function shownYearWords(years: string, variant: Variant): string {
  return years.startsWith("'") ? twoDigitWords(years.slice(1)) : yearWords(years, variant)
}

/** "July 4, 1776", "jan. 15", "Jan-15", "august 23 2002", "May 3–5, 2020" */
export const monthDay: Rule = {
  name: 'date, month first',
  needs: digit,
  pattern: pattern(
    `${before}${month}(?: |(?<hyphen>-))(?<numeral>${day}${suffix})(?![\\p{L}\\p{N}%:/]|[.,]\\d{1,3}(?!\\d))${until}(?:,? ${year})?`,
    'i',
  ),
  read: (match, variant) => {
    const pieces = datePieces(match, variant, (ordinal) => (variant === 'gb' ? `the ${ordinal}` : ordinal))
    // "Jan-15": the hyphen belongs to the month.
    const hyphen = match.indices?.groups?.hyphen
    return (
      pieces
        ?.map((piece) => (piece.end === hyphen?.[0] ? { ...piece, end: hyphen[1] } : piece))
        .sort((a, b) => a.start - b.start) ?? null
    )
  },
}

/** "4 July 1776", "the 26th May", "3–5 May", "the 4th of July, 1776" */
export const dayMonth: Rule = {
  name: 'date, day first',
  needs: digit,
  pattern: pattern(
    `(?<![\\p{L}\\p{N}.,/:$£€-])(?<article>the )?(?<numeral>${day}${suffix})${until} (?<of>of )?${month}${after}(?:,? ${year})?`,
    'i',
  ),
  read(match, variant) {
    const the = group(match, 'article') === undefined ? 'the ' : ''
    const of = group(match, 'of') === undefined ? ' of' : ''
    const last = match.indices?.groups?.last
    const pieces = datePieces(match, variant, (ordinal) => the + ordinal + (last ? '' : of))
    return (
      pieces?.map((piece) => (piece.start === last?.[0] ? { ...piece, spoken: piece.spoken + of } : piece)) ??
      null
    )
  },
}

/** "March 2020", "Dec. 1941", "Sept '39" */
export const monthYear: Rule = {
  name: 'month and year',
  needs: digit,
  pattern: pattern(`${before}${month},? ${year}(?!\\p{L})`, 'i'),
  read(match, variant) {
    const written = group(match, 'month') ?? ''
    if (/^(?:may|march|mar|jan|sep|dec)$/.test(written)) return null
    return parts(match, {
      month: monthName(written),
      year: shownYearWords(group(match, 'year') ?? '', variant),
    })
  },
}

/** "3-Mar-2020", "03-Mar-20" */
export const hyphenDates: Rule = {
  name: 'date with hyphens',
  needs: digit,
  pattern: pattern(`(?<![\\w.,/-])${day}-${month}-(?<year>\\d{4}|\\d\\d)(?![\\w/-])`, 'i'),
  read(match, variant) {
    const name = monthName(group(match, 'month') ?? '') ?? ''
    return whole(
      match,
      dateWords(
        monthNames.indexOf(name) + 1,
        Number(group(match, 'day')),
        group(match, 'year') ?? '',
        variant,
      ),
    )
  },
}

/** "Tue, 3 March", "Sat. Jan. 5", "Mon–Fri": days of the week and months short of their names. */
export const shortWeekdays: Rule = {
  name: 'day of the week',
  needs: /(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)/,
  pattern: pattern(
    `${before}${weekday}(?:(?<dash> ?[-–] ?)(?<last>(?:Mon|Tues?|Wed|Thu|Thurs?|Fri|Sat|Sun)\\.?)${after}|(?=,? (?:\\d|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)|(?:morning|afternoon|evening|night)\\b)))`,
  ),
  read: (match) =>
    parts(match, {
      weekday: weekdayName(group(match, 'weekday')),
      dash: group(match, 'dash') && 'to',
      last: weekdayName(group(match, 'last')),
    }),
}

function weekdayName(written: string | undefined): string | undefined {
  return written && weekdays.find((name) => name.startsWith(written.slice(0, 3)))
}

/** "Jan.–Mar.", "June 30 – July 4": from one month to another. */
export const monthRanges: Rule = {
  name: 'range of months',
  needs: anyMonth,
  pattern: pattern(
    `${before}(?<from>${shortMonth}\\.?)(?<dash> ?[-–] ?)(?<to>${shortMonth}(?!\\p{L})\\.?)|(?<=${shortMonth}\\.? \\d{1,2}(?:st|nd|rd|th)?)(?<between> ?[-–] ?)(?=${shortMonth}(?!\\p{L}))`,
  ),
  read(match) {
    const [from, to] = [group(match, 'from'), group(match, 'to')]
    return parts(match, {
      from: from && monthName(from),
      dash: 'to',
      to: to && monthName(to),
      between: 'to',
    })
  },
}

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
    `(?:${before}(?<first>A\\.D\\.|AD) )?(?<![\\p{L}\\p{N}.,-])(?:(?<start>\\d{1,4})(?<dash> ?[-–] ?))?(?<year>\\d{1,3},\\d{3}|\\d{1,4})(?![\\p{L}\\p{N}]|[.,:]\\d)(?: ?(?<last>BCE?|CE|AD|B\\.C\\.(?:E\\.)?|C\\.E\\.|A\\.D\\.)(?![\\p{L}\\p{N}]))?`,
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

function numericDate(match: Match, variant: Variant): string {
  return dateWords(
    Number(group(match, 'month')),
    Number(group(match, 'day')),
    group(match, 'year') ?? '',
    variant,
  )
}

function dateWords(monthNumber: number, dayNumber: number, years: string, variant: Variant): string {
  const name = monthNames[monthNumber - 1]
  const ordinal = ordinalWords(String(dayNumber), variant)
  const date = variant === 'gb' ? `the ${ordinal} of ${name}` : `${name} ${ordinal}`
  if (years === '') return date
  if (years.length === 4) return `${date} ${yearWords(years, variant)}`
  return `${date} ${years === '00' ? cardinalWords('2000', variant) : twoDigitWords(years)}`
}
