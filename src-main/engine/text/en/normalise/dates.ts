import { ordinalWords } from '../number-words'
import type { Variant } from '../variant'
import type { Reading } from '../../working-text'
import { dateWords, monthNames } from './numeric-dates'
import { after, before, digit, group, parts, pattern, whole, type Match, type Rule } from './rule'
import { shownYearWords, year } from './years'

const month =
  '(?<month>(?:January|February|March|April|May|June|July|August|September|October|November|December' +
  '|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)(?![\\p{L}])\\.?)'
const shortMonth =
  '(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)'
const day = '(?<day>0?[1-9]|[12]\\d|3[01])'
const suffix = '(?:st|nd|rd|th)?'
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
