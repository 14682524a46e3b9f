import { cardinalWords, twoDigitWords } from '../number-words'
import { group, parts, pattern, type Rule } from './rule'

const halfDay = '(?<half>[AaPp]\\.?\\s?[Mm](?:\\.(?! ?[A-Z][a-z])|\\.(?= ?[A-Z][a-z])|(?![\\p{L}])))'
const zone = '(?:\\s?(?<zone>(?:[ECMP][SD]?T|GMT|UTC|[ecmp]\\.?[sd]?\\.?t\\.?|[ecmp][sd]t)(?![\\p{L}])))?'

/** "7:30 pm", "10:45", "19:00", "14:10:30", "1:59 p.m. e.s.t". */
export const clockTimes: Rule = {
  name: 'clock time',
  pattern: pattern(
    `(?<![\\p{L}\\p{N}:.,])(?<clock>(?<hour>\\d{1,2}):(?<minute>[0-5]\\d)(?::(?<second>[0-5]\\d))?)(?![:\\d])(?:\\s?${halfDay}${zone})?`,
  ),
  read(match, variant) {
    const hour = group(match, 'hour') ?? ''
    const minute = group(match, 'minute') ?? ''
    const second = group(match, 'second')
    if (Number(hour) > 24) return null
    const hasHalf = group(match, 'half') !== undefined
    const hourWords = cardinalWords(hour, variant)
    const spoken = (): string => {
      if (second !== undefined) return durationWords(hour, minute, second)
      if (minute !== '00') return `${hourWords} ${twoDigitWords(minute)}`
      if (hasHalf) return hourWords
      return Number(hour) > 12 ? `${hourWords} hundred` : `${Number(hour) === 0 ? 'zero' : hourWords} o'clock`
    }
    return parts(match, { clock: spoken(), half: halfWords(match), zone: zoneWords(match) })
  },
}

/** "5pm", "1 a.m." */
export const hoursOfHalfDays: Rule = {
  name: 'hour of half a day',
  pattern: pattern(`(?<![\\p{L}\\p{N}:.,$£€])(?<hour>1[0-2]|0?[1-9])\\s?${halfDay}${zone}`),
  read(match, variant) {
    return parts(match, {
      hour: cardinalWords(group(match, 'hour') ?? '', variant),
      half: halfWords(match),
      zone: zoneWords(match),
    })
  },
}

/** "10 a.m." said as a lone "a.m.": by its letters, with its period. */
export const halfDays: Rule = {
  name: 'half of a day',
  pattern: pattern('(?<![\\p{L}\\p{N}.])(?<half>[ap]\\.\\s?m\\.)(?![\\p{L}])', 'i'),
  read: (match) => parts(match, { half: halfWords(match) }),
}

function durationWords(hour: string, minute: string, second: string): string {
  const amount = (digits: string, unit: string): string =>
    `${cardinalWords(digits, 'us')} ${unit}${Number(digits) === 1 ? '' : 's'}`
  return `${amount(hour, 'hour')} ${amount(minute, 'minute')} and ${amount(second, 'second')}`
}

function halfWords(match: Parameters<Rule['read']>[0]): string | undefined {
  const half = group(match, 'half')
  return half === undefined ? undefined : `${half[0].toUpperCase()}.M.`
}

function zoneWords(match: Parameters<Rule['read']>[0]): string | undefined {
  return group(match, 'zone')?.replaceAll('.', '').toUpperCase()
}
