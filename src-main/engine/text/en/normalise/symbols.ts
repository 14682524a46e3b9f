import { ordinalWords } from '../number-words'
import { group, parts, pattern, whole, type Rule } from './rule'

const names: Readonly<Record<string, string | undefined>> = {
  '&': 'and',
  '@': 'at',
  '+': 'plus',
  '=': 'equals',
  '#': 'hash',
  '§': 'section',
  '¶': 'paragraph',
  '±': 'plus or minus',
  '×': 'times',
  '÷': 'divided by',
  '©': 'copyright',
  '→': 'to',
  '≥': 'greater than or equal to',
  '≤': 'less than or equal to',
  '≠': 'does not equal',
  '≈': 'approximately',
  '∞': 'infinity',
  '√': 'square root of',
  '^': 'to the power of',
  '°': 'degrees',
  '¢': 'cents',
  '‰': 'per mille',
  '′': 'prime',
}
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
}
const lowered = '₀₁₂₃₄₅₆₇₈₉'

/** "#5" is "number five". */
export const numberSigns: Rule = {
  name: 'number sign',
  pattern: pattern('(?<![\\p{L}\\p{N}&])#(?=\\d)'),
  read: (match) => whole(match, 'number'),
}

/** "10³", "x²" */
export const powers: Rule = {
  name: 'power',
  pattern: pattern('(?<=[\\p{L}\\d)])(?<minus>⁻)?(?<power>[⁰¹²³⁴-⁹]{1,3})(?![\\p{L}])'),
  read(match, variant, text) {
    const digits = [...(group(match, 'power') ?? '')].map((digit) => raised[digit] ?? '').join('')
    const words = ordinalWords(digits, variant)
    if (group(match, 'minus') !== undefined) return whole(match, `to the minus ${words}`)
    // After a word it is the mark of a note, not a power: "as shown¹".
    if (/\p{L}{2}$/u.test(text.slice(Math.max(0, match.index - 2), match.index))) return whole(match, '')
    return whole(match, digits === '2' ? 'squared' : digits === '3' ? 'cubed' : `to the ${words}`)
  },
}

/** Raised digits that stand on nothing are marks of notes: they are not read. */
export const strayRaised: Rule = {
  name: 'mark of a note',
  pattern: pattern('[⁰¹²³⁴-⁹]{1,15}'),
  read: (match) => whole(match, ''),
}

/** "H₂O" */
export const lowDigits: Rule = {
  name: 'lowered digits',
  pattern: pattern('[₀-₉]'),
  read(match) {
    const digit = 'zero one two three four five six seven eight nine'.split(' ')[lowered.indexOf(match[0])]
    return whole(match, digit ?? '')
  },
}

/** "and/or", "upgrade/update": a slash between words. */
export const slashes: Rule = {
  name: 'slash',
  pattern: pattern('(?<=[\\p{L}\\p{N})]) ?/ ?(?=[\\p{L}\\p{N}(])'),
  read(match, _variant, text) {
    const beforeSlash = /\p{L}*$/u.exec(text.slice(Math.max(0, match.index - 8), match.index))?.[0] ?? ''
    return whole(match, beforeSlash.toLowerCase() === 'and' ? '' : 'slash')
  },
}

/** Signs with a name: "&", "§", "→". */
export const namedSymbols: Rule = {
  name: 'symbol',
  pattern: pattern('[&@+=#§¶±×÷©→≥≤≠≈∞√^°¢‰]'),
  read: (match) => whole(match, names[match[0]] ?? ''),
}

/** Marks that only dress the text: "*", "_", "|". */
export const ornaments: Rule = {
  name: 'ornament',
  pattern: pattern('[*_|\\\\~™®•←`{}<>]{1,40}'),
  read: (match) => whole(match, ''),
}

/** "London–Paris": a dash between words is a space; "—" stays the pause it is. */
export const dashesInWords: Rule = {
  name: 'dash between words',
  pattern: pattern('(?<=\\p{L})(?<dash>–)(?=\\p{L})'),
  read: (match) => parts(match, { dash: '' }),
}
