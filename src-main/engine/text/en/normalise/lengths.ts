import { cardinalWords, isOne, numberWords } from '../number-words'
import { digit, group, number, parts, pattern, sign, whole, type Rule } from './rule'

const notBefore = '(?<![\\p{L}\\p{N}.,$£€/:])'

/** "40.7° N", "74°W", "31′ 39″ N": the quarter of the sky after degrees. */
export const bearings: Rule = {
  name: 'direction after degrees',
  needs: sign,
  pattern: pattern('(?<=\\d ?[°′″\u0027”] ?)(?<side>[NSEW])(?![\\p{L}\\p{N}])'),
  read: (match) => parts(match, { side: sides[group(match, 'side') ?? ''] }),
}

const sides: Readonly<Record<string, string | undefined>> = {
  N: 'north',
  S: 'south',
  E: 'east',
  W: 'west',
}

/** "40°42'46”": minutes and seconds of an arc, in the marks of a keyboard. */
export const arcMinutes: Rule = {
  name: 'minutes and seconds of an arc',
  needs: sign,
  pattern: pattern(
    "(?<=\\d°) ?(?<minutes>\\d{1,2}(?:\\.\\d{1,4})?)(?<minute>['′])(?: ?(?<seconds>\\d{1,2}(?:\\.\\d{1,4})?)(?<second>[“”″]|''))?",
  ),
  read(match, variant) {
    const [minutes, seconds] = [group(match, 'minutes') ?? '', group(match, 'seconds')]
    return parts(match, {
      minutes: numberWords(minutes, variant),
      minute: isOne(minutes) ? 'minute' : 'minutes',
      seconds: seconds && numberWords(seconds, variant),
      second: seconds && (isOne(seconds) ? 'second' : 'seconds'),
    })
  },
}

/** "27” monitor", "6' tall": feet and inches alone, where no quotation is open. */
export const quotedLengths: Rule = {
  name: 'feet or inches in quote marks',
  needs: digit,
  pattern: pattern(
    `${notBefore}(?<amount>${number})(?:(?<inches>[”″])|(?<feet>'(?= (?:tall|high|long|wide|deep|away|of)\\b)|′(?! ?\\d)))(?![\\p{L}\\p{N}])`,
  ),
  read(match, variant, text) {
    const amount = group(match, 'amount') ?? ''
    const isInch = group(match, 'inches') !== undefined
    if (
      group(match, 'inches') === '”' &&
      isQuoting(text.slice(Math.max(0, match.index - quotationChars), match.index))
    )
      return null
    const isSingle = isOne(amount) || isOfNoun(text, match.index + match[0].length)
    const name = isInch ? (isSingle ? 'inch' : 'inches') : isOne(amount) ? 'foot' : 'feet'
    return whole(match, `${numberWords(amount, variant)} ${name}`)
  },
}

/** "3½”", "11/16”": inches after a fraction. */
export const fractionInches: Rule = {
  name: 'inches after a fraction',
  needs: /[”″]/,
  pattern: pattern('(?<=[½¼¾⅓⅔⅛⅜⅝⅞]|\\d/\\d{1,2})[”″](?![\\p{L}\\p{N}])'),
  read(match, _variant, text) {
    const before = text.slice(Math.max(0, match.index - quotationChars), match.index)
    if (match[0] === '”' && isQuoting(before)) return null
    const isSingle = !mixedEnd.test(before) || isOfNoun(text, match.index + 1)
    return whole(match, isSingle ? 'inch' : 'inches')
  },
}

/** A whole number and a fraction. */
const mixedEnd = /\d[ -]?(?:[½¼¾⅓⅔⅛⅜⅝⅞]|(?<=[ -])\d{1,2}\/\d{1,2})$/

/** What follows a length that belongs to no noun: "27” wide", where "a 27” screen" is of 27 inch. */
const afterLengths =
  /^ (?:wide|long|tall|deep|high|thick|across|and|by|from|in|of|to|or|apart|above|below|with|than|more|less|off|each|per)\b/
/** Whether a noun follows that the length belongs to. */
function isOfNoun(text: string, end: number): boolean {
  const behind = text.slice(end, end + 16)
  return /^ \p{Ll}{3}/u.test(behind) && !afterLengths.test(behind)
}

/** How far back an open quotation is looked for. */
const quotationChars = 1_000

/** Whether a quotation is open at the end of a text. */
function isQuoting(before: string): boolean {
  const open = before.lastIndexOf('“')
  return open >= 0 && !before.includes('”', open)
}

/** "3 ft. 6 in.", "5'10”", "6′2″" */
export const feetAndInches: Rule = {
  name: 'feet and inches',
  needs: digit,
  pattern: pattern(
    `${notBefore}(?<feet>\\d{1,3}) ?(?<ft>ft\\.?|['′]) ?(?<inches>\\d{1,2}(?:\\.\\d)?) ?(?<in>in\\.?|[“”″]|'')(?![\\p{L}\\p{N}])`,
  ),
  read(match, variant) {
    const feet = group(match, 'feet') ?? ''
    const inches = group(match, 'inches') ?? ''
    return parts(match, {
      feet: cardinalWords(feet, variant),
      ft: isOne(feet) ? 'foot' : 'feet',
      inches: numberWords(inches, variant),
      in: isOne(inches) ? 'inch' : 'inches',
    })
  },
}
