import { cardinalWords, ordinalWords } from '../number-words'
import { group, parts, pattern, sign, slash, whole, type Rule } from './rule'

const names: Readonly<Record<string, string | undefined>> = {
  '&': 'and',
  '@': 'at',
  '+': 'plus',
  '=': 'equals',
  '#': 'hash',
  '§': 'section',
  '¶': 'paragraph',
  '±': 'plus or minus',
  '∓': 'minus or plus',
  '×': 'times',
  '⋅': 'times',
  '÷': 'divided by',
  '©': 'copyright',
  '℗': 'copyright',
  '℅': 'care of',
  '№': 'number',
  '→': 'to',
  '⟶': 'to',
  '➔': 'to',
  '➜': 'to',
  '➙': 'to',
  '↑': 'up',
  '↓': 'down',
  '⇒': 'implies',
  '⟹': 'implies',
  '⇔': 'if and only if',
  '⟺': 'if and only if',
  '≥': 'greater than or equal to',
  '⩾': 'greater than or equal to',
  '≤': 'less than or equal to',
  '⩽': 'less than or equal to',
  '≪': 'much less than',
  '≫': 'much greater than',
  '≠': 'does not equal',
  '≈': 'approximately',
  '≃': 'approximately',
  '≅': 'is congruent to',
  '≡': 'is equivalent to',
  '∝': 'is proportional to',
  '∼': 'is similar to',
  '∞': 'infinity',
  '√': 'square root of',
  '∛': 'cube root of',
  '∜': 'fourth root of',
  '∑': 'sum of',
  '∏': 'product of',
  '∫': 'integral of',
  '∬': 'double integral of',
  '∮': 'contour integral of',
  '∂': 'partial',
  '∇': 'del',
  '∆': 'delta',
  '∈': 'is in',
  '∉': 'is not in',
  '∋': 'contains',
  '∪': 'union',
  '∩': 'intersection',
  '⊂': 'is a subset of',
  '⊆': 'is a subset of',
  '⊃': 'is a superset of',
  '⊇': 'is a superset of',
  '∅': 'empty set',
  '∀': 'for all',
  '∃': 'there exists',
  '∄': 'there does not exist',
  '¬': 'not',
  '∧': 'and',
  '∨': 'or',
  '∴': 'therefore',
  '∵': 'because',
  '∥': 'is parallel to',
  '⊥': 'is perpendicular to',
  '∠': 'angle',
  '⊕': 'circled plus',
  '⊗': 'circled times',
  '∘': 'composed with',
  ℵ: 'aleph',
  '^': 'to the power of',
  '°': 'degrees',
  '¢': 'cents',
  '‰': 'per mille',
  '′': 'prime',
  '″': 'double prime',
  '✓': 'check mark',
  '✗': 'cross mark',
  '★': 'star',
  '☆': 'star',
  '♭': 'flat',
  '♯': 'sharp',
  '♮': 'natural',
  '⌘': 'command',
  '⌥': 'option',
  '⇧': 'shift',
  '⌃': 'control',
  '⏎': 'return',
}
const named = Object.keys(names).join('').replace('^', '\\^')
const greek: Readonly<Record<string, string | undefined>> = Object.fromEntries(
  (
    'α alpha β beta γ gamma δ delta ε epsilon ϵ epsilon ζ zeta η eta θ theta ϑ theta ι iota κ kappa λ lambda μ mu ν nu ' +
    'ξ xi ο omicron π pi ρ rho σ sigma ς sigma τ tau υ upsilon φ phi ϕ phi χ chi ψ psi ω omega'
  )
    .split(' ')
    .map((item, index, items) => [item, items[index + 1]])
    .filter((_pair, index) => index % 2 === 0),
)
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

/** "#5", "№ 5", "Nº 5" are "number five". */
export const numberSigns: Rule = {
  name: 'number sign',
  needs: sign,
  pattern: pattern('(?<![\\p{L}\\p{N}&])(?:# ?|№ ?|[Nn]° ?)(?=\\d)'),
  read: (match) => whole(match, 'number'),
}

/** "§§ 12–14" */
export const sectionSigns: Rule = {
  name: 'several sections',
  needs: sign,
  pattern: pattern('§{2}|¶{2}'),
  read: (match) => whole(match, match[0] === '§§' ? 'sections' : 'paragraphs'),
}

/** "α", "ΔT", "2πr", "β-carotene": one Greek letter is called by its name; a Greek word is none of this. */
export const greekLetters: Rule = {
  name: 'Greek letter',
  needs: /\p{Script=Greek}/u,
  pattern: pattern('(?<!\\p{Script=Greek})\\p{Script=Greek}(?!\\p{Script=Greek})'),
  read(match) {
    const name = greek[match[0].toLowerCase()]
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

/** "and/or", "he/she", "AC/DC", "times/week", "upgrade/update": a slash between words. */
export const slashes: Rule = {
  name: 'slash',
  needs: slash,
  pattern: pattern('(?<=[\\p{L}\\p{N})]) ?/ ?(?=(?<right>[\\p{L}\\p{N}(∂√]\\p{L}{0,12}))'),
  read(match, _variant, text) {
    const left = /\p{L}*$/u.exec(text.slice(Math.max(0, match.index - 12), match.index))?.[0] ?? ''
    const right = group(match, 'right') ?? ''
    return whole(match, slashWords(left, right))
  },
}

const chosen =
  /^(?:he she|she he|his hers?|hers? his|him her|her him|himself herself|yes no|true false|his their|she they|he they)$/
const rate = /^(?:second|minute|hour|day|night|week|month|year|person|mile|capita|unit|kg|km|h|s)$/

function slashWords(left: string, right: string): string {
  const [before, behind] = [left.toLowerCase(), right.toLowerCase()]
  if (before === 'and' || before === 'either') return ''
  // "1/x", "x/2", "∂f/∂x"
  if (/^[∂√]/.test(right)) return 'over'
  if ((left === '' && /^[a-z]$/.test(right)) || (/^[a-z]$/.test(left) && /^\d$/.test(right))) return 'over'
  if (chosen.test(`${before} ${behind}`)) return 'or'
  if ((left === '' || before.endsWith('s')) && rate.test(right)) return 'per'
  // "AC/DC", "TCP/IP", "I/O", "HIV/AIDS"
  const areInitials = /^\p{Lu}{1,4}$/u.test(left) && /^\p{Lu}{1,4}$/u.test(right)
  return areInitials ? '' : 'slash'
}

/** "<=", "->", "+/-": what two things are to each other, in signs of a keyboard. */
export const typedSigns: Rule = {
  name: 'sign of several characters',
  needs: /[-+<>=#x–]/,
  pattern: pattern(
    '\\+/[-–]|<=>|<->|[<>!=]=|=>|->|(?<=[ \\d])[<>](?= ?[-$£€]?\\d)|^[<>](?= ?[-$£€]?\\d)|(?<=[½¼¾⅓⅔⅛\\d] ?)x(?= ?[\\d½¼¾])|(?<=[A-G])#(?![\\p{L}\\p{N}])',
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

/** "★★★★☆", "4.5★" */
export const stars: Rule = {
  name: 'rating in stars',
  needs: /★/,
  pattern: pattern('(?<full>★{2,10})☆{0,9}|(?<full1>★)☆{1,9}|(?<=\\d ?)★'),
  read(match, variant) {
    const full = (group(match, 'full') ?? group(match, 'full1'))?.length
    if (full === undefined) return whole(match, 'stars')
    return whole(match, `${cardinalWords(String(full), variant)} star${full === 1 ? '' : 's'}`)
  },
}

/** "B-" as a mark at school. */
export const grades: Rule = {
  name: 'school mark',
  needs: /[A-F]-/,
  pattern: pattern('(?<=(?<![\\p{L}\\p{N}.-])[A-F])-(?![\\p{L}\\p{N}–—-]| (?:and|or|to) )'),
  read: (match) => whole(match, 'minus'),
}

/** "π ≈ 3.14" between two things, where "≈ 5" is "approximately five". */
export const equations: Rule = {
  name: 'sign between two things',
  needs: sign,
  pattern: pattern('(?<=[\\p{L}\\p{N})²³] ?)(?:(?<about>[≈≃])|(?<order>[≤≥⩽⩾])) ?(?=[\\p{L}\\p{N}√(.-])'),
  read: (match) =>
    whole(
      match,
      group(match, 'about') === undefined ? `is ${names[match[0].trim()] ?? ''}` : 'is approximately',
    ),
}

/** Signs with a name: "&", "§", "→". */
export const namedSymbols: Rule = {
  name: 'symbol',
  needs: sign,
  pattern: pattern(`[${named}]`),
  read: (match) => whole(match, names[match[0]] ?? ''),
}

/** Marks that only dress the text: "*", "_", "|". */
export const ornaments: Rule = {
  name: 'ornament',
  needs: sign,
  pattern: pattern('[*_|\\\\~™®℠•·‣⁃▪▫◦●○■□◆◇◻◼◽◾†‡←`{}<>]{1,40}'),
  read: (match) => whole(match, ''),
}

/** "London–Paris": a dash between words is a space; "—" stays the pause it is. */
export const dashesInWords: Rule = {
  name: 'dash between words',
  pattern: pattern('(?<=\\p{L})(?<dash>–)(?=\\p{L})'),
  read: (match) => parts(match, { dash: '' }),
}
