import { digitWords } from '../number-words'
import { pattern, whole, type Rule } from './rule'

const notBefore = '(?<![\\w.,/–-])'
const notAfter = '(?![\\w/–-]|[.,]\\d)'

/** "123-123-5678", "(123) 123-5678", "+1 123 123 5678", "1-800-555-0199", "+44 20 7946 0958", "555-0199". */
export const phoneNumbers: Rule = {
  name: 'phone number',
  pattern: pattern(
    `${notBefore}(?:\\+\\d{1,3}[ .-]?(?:\\(?\\d{1,4}\\)?[ .-]?){1,3}\\d{3,4}(?:[ .-]\\d{3,4}){0,2}` +
      `|(?:\\d{1,2}[ -])?(?:\\(\\d{3}\\)[ -]{0,2}|\\d{3}[-.])\\d{3}[-.]\\d{4}|\\d{3}-\\d{4})${notAfter}`,
  ),
  read(match) {
    const groups = match[0].match(/\+|\d+/g) ?? []
    if (groups.join('').replace('+', '').length < 7) return null
    const spoken = groups.map((digits) => (digits === '+' ? 'plus' : phoneGroup(digits)))
    return whole(match, spoken.join(', ').replace('plus,', 'plus'))
  },
}

/** "1-800-GO-U-HAUL" */
export const letterPhoneNumbers: Rule = {
  name: 'phone number in letters',
  pattern: pattern(`${notBefore}(?:1-)?8\\d\\d(?:-[A-Z]{1,7}){1,4}${notAfter}`),
  read(match) {
    const groups = match[0].split('-')
    return whole(match, groups.map((part) => (/\d/.test(part) ? phoneGroup(part) : part)).join(' '))
  },
}

/** "799-12-3113": three, two and four digits. */
export const socialSecurityNumbers: Rule = {
  name: 'identity number',
  pattern: pattern(`${notBefore}\\d{3}-\\d{2}-\\d{4}${notAfter}`),
  read: (match) =>
    whole(
      match,
      match[0]
        .split('-')
        .map((digits) => digitWords(digits))
        .join(', '),
    ),
}

/** "127.0.0.1" */
export const ipAddresses: Rule = {
  name: 'network address',
  pattern: pattern(`${notBefore}\\d{1,3}(?:\\.\\d{1,3}){3}(?![\\w.]*\\d)`),
  read: (match) =>
    whole(
      match,
      match[0]
        .split('.')
        .map((digits) => digitWords(digits))
        .join(' dot '),
    ),
}

/** "call 911", "ending in 8876": digits one by one. */
export const digitStrings: Rule = {
  name: 'digit string',
  pattern: pattern(
    '(?<=\\b(?:call|dial|ending in|ends in|pin|code|PIN|Call|Dial|extension|ext\\.?) )\\d{3,6}(?![\\w%]|[.,:/-]\\d)',
  ),
  read: (match) => whole(match, digitWords(match[0])),
}

function phoneGroup(digits: string): string {
  return /^[1-9]00$/.test(digits) ? `${digitWords(digits[0])} hundred` : digitWords(digits)
}
