import { cardinalWords, isOne, numberWords } from '../number-words'
import type { Variant } from '../variant'
import { group, magnitudes, number, parts, pattern, whole, type Rule } from './rule'
import { unitNames } from './unit-names'

const escaped = Object.keys(unitNames)
  .filter((name) => name !== 'in')
  .sort((a, b) => b.length - a.length)
  .map((name) => (name.startsWith('°') && name.length > 1 ? `° ?${name[1]}` : name))
const unit = `(?:${escaped.join('|')})`
const power = '[²³23]?'
const notBefore = '(?<![\\p{L}\\p{N}.,$£€/:])'
const signed = `(?:(?<![%\\p{L}\\p{N}])[-+])?${number}`
const upTo = ' ?[-–] ?'

/** "5 km", "20°C", "2–3 °C", "18.91 km²", "28 kgf/cm²", "100 million kg", "10–20%", "12KG". */
export const measures: Rule = {
  name: 'measure',
  pattern: pattern(
    `${notBefore}(?:(?<from>${number})(?<to>${upTo}))?(?<amount>${signed})(?: (?<magnitude>${magnitudes}))?[ -]?` +
      `(?<printed>(?<unit>(?:(?:sq|cu)\\.? )?(?:${unit}|KG|CM|MM|KM|ML|in(?=\\.(?:\\s+\\p{Ll}|\\s+\\d|$)))${power}(?:/(?:${unit})${power})?)` +
      '(?:\\.(?=\\s+\\p{Ll}|\\s+\\d|$))?)(?![\\p{L}\\p{N}/])',
  ),
  read(match, variant) {
    const written = group(match, 'unit') ?? ''
    const amount = group(match, 'amount') ?? ''
    const magnitude = group(match, 'magnitude')
    const isSingle = magnitude === undefined && isOne(amount) && group(match, 'from') === undefined
    const words = unitWords(written, isSingle || isAdjective(match))
    if (words === null) return null
    return parts(match, {
      from: group(match, 'from') && numberWords(group(match, 'from') ?? '', variant),
      to: group(match, 'to') && 'to',
      amount: amountWords(amount, variant),
      magnitude,
      printed: words,
    })
  },
}

/** "42259 /m²", "56.3/km²" */
export const densities: Rule = {
  name: 'per unit',
  pattern: pattern(`${notBefore}(?<amount>${number}) ?(?<unit>/${unit}${power})(?![\\p{L}\\p{N}])`),
  read(match, variant) {
    const words = unitWords((group(match, 'unit') ?? '').slice(1), true)
    return words === null
      ? null
      : parts(match, { amount: amountWords(group(match, 'amount') ?? '', variant), unit: `per ${words}` })
  },
}

/** "3 ft. 6 in." */
export const feetAndInches: Rule = {
  name: 'feet and inches',
  pattern: pattern(
    `${notBefore}(?<feet>\\d{1,3}) ?(?<ft>ft\\.?|') ?(?<inches>\\d{1,2}(?:\\.\\d)?) ?(?<in>in\\.?|[“”])(?![\\p{L}\\p{N}])`,
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

/** "2x8 m2", "4 × 6": sizes. */
export const sizes: Rule = {
  name: 'size',
  pattern: pattern(
    `${notBefore}(?<width>${number}) ?(?<by>[x×]) ?(?<height>${number})(?: (?<unit>${unit}${power}))?(?![\\p{L}\\p{N}⁰¹²³⁴-⁹⁻])`,
  ),
  read(match, variant) {
    const written = group(match, 'unit')
    return parts(match, {
      width: numberWords(group(match, 'width') ?? '', variant),
      by: group(match, 'by') === 'x' || written !== undefined ? 'by' : 'times',
      height: numberWords(group(match, 'height') ?? '', variant),
      unit: written === undefined ? undefined : (unitWords(written, false) ?? written),
    })
  },
}

/** Before a noun the unit is singular: "a 4-kg bag". */
function isAdjective(match: Parameters<Rule['read']>[0]): boolean {
  return /^\d+-\p{L}/u.test(match[0])
}

function amountWords(amount: string, variant: Variant): string {
  return numberWords(amount, variant)
}

/** "km²/s": one by one; null for letters that are no unit after all. */
function unitWords(written: string, isSingular: boolean): string | null {
  const [first, second] = written.split('/')
  const head = singleUnit(first, isSingular)
  if (head === null || second === undefined) return head
  const below = singleUnit(second, true)
  return below === null ? null : `${head} per ${below}`
}

function singleUnit(written: string, isSingular: boolean): string | null {
  const prefix = /^(sq|cu)\.? /.exec(written)
  const raised = /[²³23]$/.exec(written)?.[0]
  const bare = written
    .slice(prefix?.[0].length ?? 0, raised === undefined ? undefined : -1)
    .replace('° ', '°')
  const names = unitNames[bare] ?? unitNames[bare.toLowerCase()]
  if (names === undefined) return null
  const name = names[isSingular ? 0 : 1]
  if (prefix?.[1] === 'sq' || raised === '²' || raised === '2') return `square ${name}`
  return prefix?.[1] === 'cu' || raised !== undefined ? `cubic ${name}` : name
}

/** "16 percent" where the sign stands alone. */
export const lonePercent: Rule = {
  name: 'percent sign',
  pattern: pattern('%'),
  read: (match) => whole(match, 'percent'),
}
