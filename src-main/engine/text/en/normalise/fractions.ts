import { cardinalWords, ordinalWords, pluralOfLastWord } from '../number-words'
import type { Variant } from '../variant'
import { group, parts, pattern, whole, type Rule } from './rule'

const signs: Readonly<Record<string, readonly [number, number] | undefined>> = {
  '½': [1, 2],
  '⅓': [1, 3],
  '⅔': [2, 3],
  '¼': [1, 4],
  '¾': [3, 4],
  '⅕': [1, 5],
  '⅖': [2, 5],
  '⅗': [3, 5],
  '⅘': [4, 5],
  '⅙': [1, 6],
  '⅚': [5, 6],
  '⅛': [1, 8],
  '⅜': [3, 8],
  '⅝': [5, 8],
  '⅞': [7, 8],
  '⅐': [1, 7],
  '⅑': [1, 9],
  '⅒': [1, 10],
}

/** "½", "2½ hours" */
export const fractionSigns: Rule = {
  name: 'fraction sign',
  needs: /[½⅓⅔¼¾⅕-⅞⅐-⅒]/,
  pattern: pattern(`(?:(?<![\\p{N}.,])(?<units>\\d{1,6})[ -]?)?(?<sign>[${Object.keys(signs).join('')}])`),
  read(match, variant) {
    const fraction = signs[group(match, 'sign') ?? '']
    if (fraction === undefined) return null
    return whole(match, mixedWords(group(match, 'units'), fraction[0], fraction[1], variant))
  },
}

/** "120/80 mmHg", "a blood pressure of 130/85" */
export const bloodPressures: Rule = {
  name: 'blood pressure',
  needs: /blood pressure|mm ?Hg/i,
  pattern: pattern(
    '(?<![\\p{L}\\p{N}./,-])(?<high>\\d{2,3})/(?<low>\\d{2,3})(?:(?= ?mm ?Hg)|(?<=[Pp]ressure [a-z ]{0,20}\\d{2,3}/\\d{2,3}))(?![\\d/])',
  ),
  read: (match, variant) =>
    whole(
      match,
      `${cardinalWords(group(match, 'high') ?? '', variant)} over ${cardinalWords(group(match, 'low') ?? '', variant)}`,
    ),
}

/** "1/2", "3 2/4", "31/32", "1/4th" */
export const fractions: Rule = {
  name: 'fraction',
  needs: /[/⁄]/,
  pattern: pattern(
    '(?<![\\p{L}\\p{N}./,$£€-])(?:(?<units>\\d{1,6})[ -])?(?<fraction>(?<top>\\d{1,3})[/⁄](?<bottom>\\d{1,4}))(?:st|nd|rds?|ths?|RD|TH)?(?![\\p{L}\\p{N}/⁄]|[.,]\\d)',
  ),
  read(match, variant, text) {
    const top = Number(group(match, 'top'))
    const bottom = Number(group(match, 'bottom'))
    // "8/2 = 4" is a division, "1/2 = 0.5" still a half.
    if (
      top >= bottom &&
      /^ ?=/.test(text.slice(match.index + match[0].length, match.index + match[0].length + 2))
    )
      return null
    if (top === 24 && bottom === 7) return whole(match, 'twenty four seven')
    if (top === 9 && bottom === 11) return whole(match, 'nine eleven')
    if (top === bottom && (top === 20 || top === 50)) {
      const part = cardinalWords(String(top), variant)
      return whole(match, `${part} ${part}`)
    }
    if (top === bottom && top >= 5)
      return whole(
        match,
        `${cardinalWords(String(top), variant)} out of ${cardinalWords(String(top), variant)}`,
      )
    if (top === 0 || bottom < 2)
      return whole(
        match,
        `${cardinalWords(String(top), variant)} slash ${cardinalWords(String(bottom), variant)}`,
      )
    if (group(match, 'units') !== undefined && top >= bottom)
      return parts(match, {
        units: cardinalWords(group(match, 'units') ?? '', variant),
        fraction: fractionWords(top, bottom, variant),
      })
    return whole(match, mixedWords(group(match, 'units'), top, bottom, variant))
  },
}

function mixedWords(units: string | undefined, top: number, bottom: number, variant: Variant): string {
  const fraction = fractionWords(top, bottom, variant)
  if (units === undefined) return fraction
  return `${cardinalWords(units, variant)} and ${fraction.replace(/^one (?=half|quarter|third)/, 'a ')}`
}

function fractionWords(top: number, bottom: number, variant: Variant): string {
  const part =
    bottom === 2
      ? 'half'
      : bottom === 4
        ? 'quarter'
        : ordinalWords(String(bottom), variant).replace(/^one (?=hundredth|thousandth)/, '')
  const many = part === 'half' ? 'halves' : pluralOfLastWord(part)
  return `${cardinalWords(String(top), variant)} ${top === 1 ? part : many}`
}
