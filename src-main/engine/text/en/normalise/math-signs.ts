import { cardinalWords, ordinalWords } from '../number-words'
import { group, pattern, sign, whole, type Rule } from './rule'
import { greekNames, signNames } from './sign-names'

const raised: Readonly<Record<string, string | undefined>> = {
  '⁰': '0',
  '¹': '1',
  '²': '2',
  '³': '3',
  '⁴': '4',
  '⁵': '5',
  '⁶': '6',
  '⁷': '7',
  '⁸': '8',
  '⁹': '9',
  ⁿ: 'n',
}
const lowered = '₀₁₂₃₄₅₆₇₈₉'

/** "α", "ΔT", "2πr", "β-carotene": one Greek letter is called by its name; a Greek word is none of this. */
export const greekLetters: Rule = {
  name: 'Greek letter',
  needs: /\p{Script=Greek}/u,
  pattern: pattern('(?<!\\p{Script=Greek})\\p{Script=Greek}(?!\\p{Script=Greek})'),
  read(match) {
    const name = greekNames[match[0].toLowerCase()]
    return name === undefined ? null : whole(match, name)
  },
}

/** "~50" */
export const about: Rule = {
  name: 'about a number',
  needs: sign,
  pattern: pattern('(?<![\\p{L}\\p{N}/\\\\.])[~∼] ?(?=[$£€¥]?\\d)'),
  read: (match) => whole(match, 'about'),
}

/** "10³", "x²", "10⁻³", "x^2", "2ⁿ" */
export const powers: Rule = {
  name: 'power',
  needs: /[\^⁻⁰¹²³⁴-⁹ⁿ]/,
  pattern: pattern(
    '(?<=[\\p{L}\\d)])(?:(?<minus>⁻)?(?<power>[⁰¹²³⁴-⁹ⁿ]{1,3})(?![\\p{L}])|\\^(?<below>-)?(?<written>\\d{1,3}(?![\\d.])|[a-z](?!\\p{L})))',
  ),
  read(match, variant, text) {
    const power = group(match, 'power')
    const written =
      power === undefined
        ? (group(match, 'written') ?? '')
        : [...power].map((character) => raised[character] ?? '').join('')
    const isMinus = (group(match, 'minus') ?? group(match, 'below')) !== undefined
    if (!/^\d+$/.test(written)) return whole(match, `to the ${isMinus ? 'minus ' : ''}${written}`)
    if (isMinus) return whole(match, `to the minus ${cardinalWords(written, variant)}`)
    // After a word it is the mark of a note, which has a rule of its own: "as shown¹".
    if (
      power !== undefined &&
      !/[=×≈∝]/.test(text) &&
      /\p{L}{2}$/u.test(text.slice(Math.max(0, match.index - 2), match.index))
    )
      return null
    if (written === '2') return whole(match, 'squared')
    return whole(match, written === '3' ? 'cubed' : `to the ${ordinalWords(written, variant)}`)
  },
}

/** Raised digits that stand on nothing are marks of notes: they are not read. */
export const strayRaised: Rule = {
  name: 'mark of a note',
  needs: /[⁰¹²³⁴-⁹]/,
  pattern: pattern('[⁰¹²³⁴-⁹]{1,15}'),
  read: (match) => whole(match, ''),
}

/** "x₁", "log₁₀" */
export const lowDigits: Rule = {
  name: 'lowered digits',
  needs: /[₀-₉]/,
  pattern: pattern('[₀-₉]{1,4}'),
  read: (match, variant) =>
    whole(
      match,
      cardinalWords([...match[0]].map((character) => lowered.indexOf(character)).join(''), variant),
    ),
}

/** "<=", "->", "+/-": what two things are to each other, in signs of a keyboard. */
export const typedSigns: Rule = {
  name: 'sign of several characters',
  needs: /[-+<>=#x–]/,
  pattern: pattern(
    '\\+/[-–]|<=>|<->|[<>!=]=|=>|->|(?<=[ \\d])[<>](?= ?[-$£€]?\\d)|^[<>](?= ?[-$£€]?\\d)|(?<=(?<!\\p{L})[a-zA-Z] ?)[<>](?= ?[a-zA-Z](?!\\p{L}))|(?<=[½¼¾⅓⅔⅛\\d] ?)x(?= ?[\\d½¼¾])|(?<=[A-G])#(?![\\p{L}\\p{N}])',
  ),
  read: (match) => whole(match, typedNames[match[0]] ?? ''),
}

const typedNames: Readonly<Record<string, string | undefined>> = {
  '+/-': 'plus or minus',
  '+/–': 'plus or minus',
  '<=>': 'if and only if',
  '<->': 'to and from',
  '<=': 'less than or equal to',
  '>=': 'greater than or equal to',
  '!=': 'does not equal',
  '==': 'equals',
  '=>': 'implies',
  '->': 'to',
  '<': 'less than',
  '>': 'greater than',
  '#': 'sharp',
  x: 'by',
}

/** "π ≈ 3.14" between two things, where "≈ 5" is "approximately five". */
export const equations: Rule = {
  name: 'sign between two things',
  needs: sign,
  pattern: pattern('(?<=[\\p{L}\\p{N})²³] ?)(?:(?<about>[≈≃])|(?<order>[≤≥⩽⩾])) ?(?=[\\p{L}\\p{N}√(.-])'),
  read: (match) =>
    whole(
      match,
      group(match, 'about') === undefined ? `is ${signNames[match[0].trim()] ?? ''}` : 'is approximately',
    ),
}
