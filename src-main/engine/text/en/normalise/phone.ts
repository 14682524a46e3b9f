import { digitWords } from '../number-words'
import type { Reading } from '../../working-text'
import { digit, group, parts, pattern, whole, type Match, type Rule } from './rule'

const notBefore = '(?<![\\w.,/$£€–-])'
const notAfter = '(?![\\w/–-]|[.,]\\d)'

/** An extension after the number: "ext. 12", "x123". */
const extension = '(?:,? ?(?<ext>[Ee]xt(?:ension|n)?\\.?|[xX]) ?(?<more>\\d{1,6}))?'

/**
 * "123-123-5678", "(123) 123-5678", "+1 123 123 5678", "1-800-555-0199", "+44 20 7946 0958", "020 7946 0958",
 * "01 23 45 67 89", "555-0199", with or without an extension.
 */
export const phoneNumbers: Rule = {
  name: 'phone number',
  needs: digit,
  pattern: pattern(
    `${notBefore}(?<number>\\+\\d{1,3}[ .-]?(?:\\(?\\d{1,5}\\)?[ .-]{0,2}){1,5}\\d{2,6}` +
      '|(?:\\d{1,2}[ .-])?(?:\\(\\d{3}\\)[ -]{0,2}|\\d{3}[-.]|(?<=\\b1[ .-])\\d{3}[ -])\\d{3}[-. ]\\d{4}' +
      '|\\d{3}-\\d{4}|\\d{3} \\d{3}[ -]\\d{4}|\\(0\\d{1,5}\\) ?\\d{3,4}[ -]?\\d{3,4}|0\\d{2,5}[ -]\\d{3,4}[ -]\\d{3,4}|00\\d{1,3}(?:[ -]\\d{2,4}){2,5}|0\\d{3,4}[ -]\\d{6}|0\\d(?:[ .]\\d\\d){4}|[2-9]\\d{2}[2-9]\\d{6})' +
      `${extension}${notAfter}`,
  ),
  read: (match) => readNumber(match),
}

/** "Tel: 555 1234", "call 5551234": any digits in groups after a word that asks for a number. */
export const askedPhoneNumbers: Rule = {
  name: 'phone number after a word',
  needs: /[Tt]el|[Pp]hone|[Cc]all|[Ff]ax|[Mm]obile|[Dd]ial|[Tt]ext/,
  pattern: pattern(
    `(?<=\\b(?:[Tt]el|[Tt]elephone|[Pp]hone|[Cc]all|[Ff]ax|[Mm]obile|[Dd]ial|[Tt]ext)(?:\\.|:)? )(?<number>\\(?\\d{2,11}\\)?(?:[ .-]\\d{2,8}){0,5})${extension}${notAfter}`,
  ),
  read: (match) => readNumber(match),
}

function readNumber(match: Match): Reading[] | null {
  const groups = (group(match, 'number') ?? '').match(/\+|\d+/g) ?? []
  const digits = groups.join('').replace('+', '')
  if (digits.length < 7 || digits.length > 15) return null
  const spoken = groups.map((part) => (part === '+' ? 'plus' : phoneGroup(part)))
  return parts(match, {
    number: spoken.join(', ').replace('plus,', 'plus'),
    ext: group(match, 'ext') && 'extension',
    more: digitWords(group(match, 'more') ?? ''),
  })
}

/** "4111 1111 1111 1111": a number of a card, in fours. */
export const cardNumbers: Rule = {
  name: 'number in fours',
  needs: digit,
  pattern: pattern(`${notBefore}\\d{4}(?:[ -]\\d{4}){2,4}${notAfter}`),
  read: (match) =>
    whole(
      match,
      match[0]
        .split(/[ -]/)
        .map((digits) => digitWords(digits))
        .join(', '),
    ),
}

/** "ISBN 978-0-306-40615-7" */
export const bookNumbers: Rule = {
  name: 'number of a book',
  needs: /IS[BS]N/,
  pattern: pattern('(?<=\\bIS[BS]N(?:-1[03])?:? )(?<number>\\d[\\d-]{6,16})(?<check>X)?(?![\\p{L}\\p{N}])'),
  read: (match) =>
    parts(match, {
      number: (group(match, 'number') ?? '')
        .split('-')
        .filter((digits) => digits !== '')
        .map((digits) => digitWords(digits))
        .join(', '),
      check: group(match, 'check'),
    }),
}

/** "1-800-GO-U-HAUL" */
export const letterPhoneNumbers: Rule = {
  name: 'phone number in letters',
  needs: digit,
  pattern: pattern(`${notBefore}(?:1-)?8\\d\\d(?:-[A-Z]{1,7}){1,4}${notAfter}`),
  read(match) {
    const groups = match[0].split('-')
    return whole(match, groups.map((part) => (/\d/.test(part) ? phoneGroup(part) : part)).join(' '))
  },
}

/** "799-12-3113": three, two and four digits. */
export const socialSecurityNumbers: Rule = {
  name: 'identity number',
  needs: digit,
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
  needs: digit,
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
  needs: digit,
  pattern: pattern(
    '(?<=\\b(?:call|dial|ending in|ends in|pin|code|PIN|Call|Dial|[Ee]xtension|[Ee]xt\\.?|OTP|[Zz][Ii][Pp]|password)(?: is)? )\\d{3,6}(?![\\w%]|[.,:/-]\\d)',
  ),
  read: (match) => whole(match, digitWords(match[0])),
}

function phoneGroup(digits: string): string {
  return /^[1-9]00$/.test(digits) ? `${digitWords(digits[0])} hundred` : digitWords(digits)
}
