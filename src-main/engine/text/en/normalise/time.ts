import { cardinalWords, twoDigitWords } from '../number-words'
import type { Variant } from '../variant'
import { after, before, digit, group, parts, pattern, whole, type Match, type Rule } from './rule'

const halfDay = '(?<half>[AaPp]\\.?\\s?[Mm](?:\\.|(?![\\p{L}])))'
const zone =
  '(?:\\s?(?<zone>(?:[ECMPA][SD]?T|HST|AK[SD]T|GMT|UTC|BST|CES?T|EES?T|WES?T|IST|JST|KST|A[EWC][SD]T|NZ[SD]T|Z|[ecmp]\\.?[sd]\\.?t\\.?)(?![\\p{L}])))?'
const half = /\d ?[ap]\.?\s?m/i

/** "7:30 pm", "10:45", "19:00", "14:10:30", "1:59 p.m. e.s.t", "7.30pm". */
export const clockTimes: Rule = {
  name: 'clock time',
  needs: digit,
  pattern: pattern(
    `(?:(?<=\\dT)|(?<![\\p{L}\\p{N}:.,]))(?<clock>(?<hour>\\d{1,2})(?:[:∶h]|(?<point>\\.)(?=[0-5]\\d ?[aApP]\\.?[mM]))(?<minute>[0-5]\\d)(?::(?<second>[0-5]\\d)(?:\\.\\d{1,6})?)?)(?![:\\d]|\\.\\d)(?:\\s?${halfDay})?${zone}`,
  ),
  read(match, variant) {
    const hour = group(match, 'hour') ?? ''
    const minute = group(match, 'minute') ?? ''
    const second = group(match, 'second')
    if (Number(hour) > 24) return null
    const hasHalf = group(match, 'half') !== undefined
    const hourWords = cardinalWords(hour, variant)
    const spoken = (): string => {
      if (second !== undefined) return durationWords(hour, minute, second, variant)
      if (minute !== '00') return `${hourWords} ${twoDigitWords(minute)}`
      if (hasHalf) return hourWords
      return Number(hour) > 12 ? `${hourWords} hundred` : `${Number(hour) === 0 ? 'zero' : hourWords} o'clock`
    }
    return parts(match, { clock: spoken(), half: halfWords(match), zone: zoneWords(match) })
  },
}

/** "5pm", "1 a.m.", "9–11 a.m." */
export const hoursOfHalfDays: Rule = {
  name: 'hour of half a day',
  needs: half,
  pattern: pattern(
    `(?<![\\p{L}\\p{N}:.,$£€])(?:(?<from>1[0-2]|0?[1-9])(?<dash> ?[-–] ?))?(?<hour>1[0-2]|0?[1-9])\\s?${halfDay}${zone}`,
  ),
  read(match, variant) {
    const from = group(match, 'from')
    return parts(match, {
      from: from && cardinalWords(from, variant),
      dash: from && 'to',
      hour: cardinalWords(group(match, 'hour') ?? '', variant),
      half: halfWords(match),
      zone: zoneWords(match),
    })
  },
}

/** "10 a.m." said as a lone "a.m.": by its letters, with its period. */
export const halfDays: Rule = {
  name: 'half of a day',
  needs: /[ap]\.\s?m\./i,
  pattern: pattern('(?<![\\p{L}\\p{N}.])(?<half>[ap]\\.\\s?m\\.)(?![\\p{L}])', 'i'),
  read: (match) => parts(match, { half: halfWords(match) }),
}

/** The dash between two times: "5pm–7pm", "10:00-11:30", "noon–5pm". */
export const timeRanges: Rule = {
  name: 'range of times',
  needs: digit,
  pattern: pattern(
    `(?<=\\d ?[ap]\\.?m\\.?|:\\d\\d|\\b(?:noon|midnight))(?<dash> ?[-–] ?)(?=\\d{1,2}(?::\\d\\d| ?[ap]\\.?m)|noon|midnight)|(?<=\\d )(?<lone>[-–])(?= \\d{1,2}(?::\\d\\d| ?[ap]\\.?m))|(?<=\\d)(?<early>[-–])(?=\\d{1,2}:\\d\\d)`,
    'i',
  ),
  read: (match) => parts(match, { dash: 'to', lone: 'to', early: 'to' }),
}

/** "0600 hours", "1530 hrs" */
export const militaryTimes: Rule = {
  name: 'time in four digits',
  needs: digit,
  pattern: pattern(`${before}(?<time>(?<hour>[01]\\d|2[0-3])(?<minute>[0-5]\\d))(?= (?:hours|hrs)\\b)`),
  read: (match) => {
    const hour = twoDigitWords(group(match, 'hour') ?? '').replace('oh zero', 'zero')
    const minute = group(match, 'minute') ?? ''
    return whole(match, `${hour} ${minute === '00' ? 'hundred' : twoDigitWords(minute)}`)
  },
}

/** "2h30m", "1h 5m", "3m20s": units that touch. */
export const durations: Rule = {
  name: 'duration',
  needs: digit,
  pattern: pattern(
    `${before}(?:(?<hours>\\d{1,3}) ?h(?:rs?)? ?(?<minutes>\\d{1,2}) ?m(?:in)?(?: ?(?<seconds>\\d{1,2}) ?s(?:ec)?)?|(?<first>\\d{1,3}) ?m ?(?<second>\\d{1,2}) ?s)${after}`,
  ),
  read(match, variant) {
    const [hours, minutes] = [group(match, 'hours'), group(match, 'minutes') ?? group(match, 'first')]
    const seconds = group(match, 'seconds') ?? group(match, 'second')
    const all = [
      amount(hours, 'hour', variant),
      amount(minutes, 'minute', variant),
      amount(seconds, 'second', variant),
    ]
    return whole(match, all.filter((words) => words !== '').join(' '))
  },
}

/** "UTC+2", "GMT-5" */
export const zoneOffsets: Rule = {
  name: 'offset of a time zone',
  needs: /UTC|GMT/,
  pattern: pattern('(?<=\\b(?:UTC|GMT)) ?(?<sign>[-+–±])(?=\\d)'),
  read: (match) =>
    whole(match, match[0].includes('+') ? 'plus' : match[0].includes('±') ? 'plus or minus' : 'minus'),
}

function amount(digits: string | undefined, unit: string, variant: Variant): string {
  return digits === undefined
    ? ''
    : `${cardinalWords(digits, variant)} ${unit}${Number(digits) === 1 ? '' : 's'}`
}

function durationWords(hour: string, minute: string, second: string, variant: Variant): string {
  return `${amount(hour, 'hour', variant)} ${amount(minute, 'minute', variant)} and ${amount(second, 'second', variant)}`
}

function halfWords(match: Match): string | undefined {
  const written = group(match, 'half')
  return written === undefined ? undefined : `${written[0].toUpperCase()}.M.`
}

function zoneWords(match: Match): string | undefined {
  const written = group(match, 'zone')?.replaceAll('.', '').toUpperCase()
  return written === 'Z' ? 'Zulu' : written
}
