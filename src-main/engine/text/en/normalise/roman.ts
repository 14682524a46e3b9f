import { cardinalWords, ordinalWords } from '../number-words'
import { sentenceOpeners } from '../../abbreviations'
import { group, parts, pattern, type Rule } from './rule'

const values: Readonly<Record<string, number>> = { I: 1, V: 5, X: 10, L: 50, C: 100, D: 500, M: 1000 }
const wellFormed = /^M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})$/
const numeral = '(?<numeral>[IVXLCDM]{1,9})'
const numbered =
  'Chapter|Part|Act|Scene|Section|Volume|Vol\\.|Book|Phase|Article|World War|Mark|Type|Level|Stage|Class|Grade|Super Bowl' +
  '|Apollo|Gemini|Final Fantasy|Episode|Round|Rocky|Canto|Title|Appendix|Figure|Fig\\.|Table|Plate|No\\.|Letter|Psalm' +
  '|Lesson|Unit|Module|Step|Group|Division|Schedule|Annex|Verse|Sonnet|Symphony|Rule|Axiom|Proposition|Theorem|pp?\\.'
const countsFromOne =
  /^(?:Chapter|Part|Act|Scene|Section|Volume|Vol\.|Book|World War|Article|Canto|Phase|Stage|Appendix) /
const notAfter = "(?![\\p{L}\\p{N}]|'\\p{L}|\\.\\p{L})"

/** "Chapter IV", "World War II", "volume ix" */
export const numberedRoman: Rule = {
  name: 'roman numeral after what it counts',
  pattern: pattern(`(?<![\\p{L}\\p{N}])(?:${numbered}) ${numeral}${notAfter}`, 'i'),
  read(match, variant) {
    const written = group(match, 'numeral') ?? ''
    // "part I played": a lone I is a numeral only after a capital ("Part I"), and lower case only when longer.
    if (/^[CDLM]$/.test(written) || (written === 'I' && !countsFromOne.test(match[0]))) return null
    if (written !== written.toUpperCase() && (written.length < 2 || written !== written.toLowerCase()))
      return null
    const value = romanValue(written.toUpperCase())
    return value === null ? null : parts(match, { numeral: cardinalWords(String(value), variant) })
  },
}

/** "Henry VIII", "Pope John Paul II", "Francis I" */
export const regnalRoman: Rule = {
  name: 'roman numeral after a name',
  pattern: pattern(
    `(?<![\\p{L}\\p{N}])(?<name>\\p{Lu}\\p{Ll}{2,15}) (?<numeral>[IVX]{1,6})(?![\\p{L}\\p{N}]|'(?!s)\\p{L}|\\.\\p{L}|,? \\p{Lu}{2})`,
  ),
  read(match, variant) {
    const written = group(match, 'numeral') ?? ''
    if (sentenceOpeners.has(group(match, 'name') ?? '')) return null
    // After other names a lone letter is an initial or a pronoun: "When I", "Malcolm X", "Henry V" are told by the name.
    if (written.length === 1 && !monarchs.has(group(match, 'name') ?? '')) return null
    const value = romanValue(written)
    return value === null || value > 39
      ? null
      : parts(match, { numeral: `the ${ordinalWords(String(value), variant)}` })
  },
}

/** "the XIXth century", "XXe" */
export const ordinalRoman: Rule = {
  name: 'roman ordinal',
  pattern: pattern('(?<![\\p{L}\\p{N}])(?<numeral>[IVXL]{1,7})(?<suffix>st|nd|rd|th|e)(?![\\p{L}\\p{N}])'),
  read(match, variant) {
    const value = romanValue(group(match, 'numeral') ?? '')
    if (value === null) return null
    const range = match.indices?.[0]
    return range ? [{ start: range[0], end: range[1], spoken: ordinalWords(String(value), variant) }] : null
  },
}

/** "IV.", "XLIX. The Hyena", "II": nothing else on the line, or before a title. */
export const leadingRoman: Rule = {
  name: 'roman numeral as a heading',
  pattern: pattern(`^(?<numeral>[IVXL]{1,9})(?:(?=\\.? ?$)|(?=\\. \\p{Lu}))`),
  read(match, variant) {
    const written = group(match, 'numeral') ?? ''
    const value = romanValue(written)
    if (value === null || written === 'L') return null
    return parts(match, { numeral: cardinalWords(String(value), variant) })
  },
}

const monarchs: ReadonlySet<string> = new Set(
  (
    'Henry Louis Edward George William Charles James Richard Elizabeth Napoleon Pius Benedict Leo Paul Ramses ' +
    'Frederick Philip Alexander Nicholas Peter Catherine Ivan Umberto Emmanuel Gustav Christian Ferdinand Francis ' +
    'Mary Anne Otto Gregory Clement Innocent Urban Julius Xerxes Darius Ptolemy Justinian Constantine Theodosius'
  ).split(' '),
)

function romanValue(numeral: string): number | null {
  if (numeral === '' || !wellFormed.test(numeral)) return null
  let total = 0
  for (let index = 0; index < numeral.length; index++) {
    const value = values[numeral[index]]
    total += value < (values[numeral[index + 1]] ?? 0) ? -value : value
  }
  return total
}
