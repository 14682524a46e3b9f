import { isOne, numberWords, pluralOfLastWord } from '../number-words'
import { isBeforeNoun } from './before-noun'
import {
  digit,
  group,
  magnitudes,
  number,
  parts,
  pattern,
  sign,
  slash,
  whole,
  type Match,
  type Rule,
} from './rule'
import { unitNames } from './unit-names'

const escaped = Object.keys(unitNames)
  .filter((name) => !/^(?:in|K|%|‰|[′″])$/.test(name))
  .sort((a, b) => b.length - a.length)
  .map((name) =>
    name.startsWith('°') && name.length > 1 ? `° ?${name[1]}` : name.replace('fl ', 'fl\\.? ?'),
  )
const unit = `(?:${escaped.join('|')}|(?<= )K|%|‰|[′″])`
const power = '(?:[²³23]|\\^[23])?'
const notBefore = '(?<![\\p{L}\\p{N}.,$£€/:])'
const signed = `(?:(?<![%\\p{L}\\p{N}])[-+±])?${number}`
const upTo = '(?: ?[-–] ?)'
/** "in" is an inch only where the word is none. */
const inch =
  'in(?=$|\\.(?:\\s+\\p{Ll}|\\s+\\d|$)|²|³|\\^| ?[x×] ?\\d| (?:wide|long|tall|deep|high|thick|across|in diameter|of (?:rain|snow))\\b)'
const measureEnd = '(?:\\.(?=\\s+\\p{Ll}|\\s+\\d|$|[,;)]))?)(?![\\p{L}\\p{N}/]|-\\d)'

/** "5 km", "20°C", "2–3 °C", "18.91 km²", "28 kgf/cm²", "100 million kg", "10–20%", "12KG", "5 to 10 km". */
export const measures: Rule = {
  name: 'measure',
  needs: digit,
  pattern: pattern(
    `${notBefore}(?:(?<from>${number})(?<to>${upTo}))?(?<amount>\\d{1,3}(?: \\d{3}){1,3}(?!\\d)|${signed})(?: (?<magnitude>${magnitudes}))?[ -]?` +
      `(?<printed>(?<unit>(?:(?:sq|cu)\\.? )?(?:${unit}|KG|CM|MM|KM|ML|${inch})${power}(?: ?(?:/|per) ?(?:${unit})${power})?)` +
      measureEnd,
  ),
  read(match, variant, text) {
    const written = group(match, 'unit') ?? ''
    const amount = (group(match, 'amount') ?? '').replace(/[± ]/g, '')
    const magnitude = group(match, 'magnitude')
    const isSingle = magnitude === undefined && isOne(amount) && group(match, 'from') === undefined
    const end = match.index + match[0].length
    const words = unitWords(written, isSingle || isAdjective(match) || isBeforeNoun(text, match.index, end))
    // "3.5m people" are millions.
    if (written === 'm' && countedBehind.test(text.slice(end, end + 14))) return null
    // "in the 0s"; "2b" is the second of several.
    if (words === null || (written === 's' && /^[01]s/.test(match[0])) || /\db\.?$/.test(match[0]))
      return null
    const sign = group(match, 'amount')?.startsWith('±') ? 'plus or minus ' : ''
    return parts(match, {
      from: group(match, 'from') && numberWords(group(match, 'from') ?? '', variant),
      to: group(match, 'to') && 'to',
      amount: sign + numberWords(amount, variant),
      magnitude,
      printed: words,
    })
  },
}

const countedBehind =
  /^ (?:people|users|viewers|views|followers|subscribers|customers|inhabitants|residents|votes|jobs|copies)(?!\p{L})/u

/** "½ tsp", "1 1/2 in.", "2½ km": the unit after a fraction. */
export const fractionUnits: Rule = {
  name: 'unit after a fraction',
  needs: /[\d½¼¾⅓⅔⅛⅜⅝⅞]/,
  pattern: pattern(
    `(?<=(?<part>[½¼¾⅓⅔⅛⅜⅝⅞]|\\d{1,2}[/⁄]\\d{1,2})[ -]?)(?<printed>(?<unit>(?:(?:sq|cu)\\.? )?(?:${unit}|${inch})${power})${measureEnd}`,
  ),
  read(match, _variant, text) {
    const unitName = group(match, 'unit') ?? ''
    const words = unitWords(unitName, unitName !== 'mmHg')
    // "½ mile" is of one mile, "2½ miles" of several; so is "2 1/2".
    const behind = text.slice(Math.max(0, match.index - 12), match.index)
    const isMixed = /\d ?[½¼¾⅓⅔⅛⅜⅝⅞][ -]?$|\d \d{1,2}[/⁄]\d{1,2}[ -]?$/.test(behind) && !behind.endsWith('-')
    if (words === null || /^[sm]$/.test(match[0])) return null
    return parts(match, { printed: isMixed ? (unitWords(unitName, false) ?? words) : words })
  },
}

/** "42259 /m²", "56.3/km²" */
export const densities: Rule = {
  name: 'per unit',
  needs: slash,
  pattern: pattern(`${notBefore}(?<amount>${number}) ?(?<unit>/${unit}${power})(?![\\p{L}\\p{N}])`),
  read(match, variant) {
    const words = unitWords((group(match, 'unit') ?? '').slice(1), true)
    return words === null
      ? null
      : parts(match, { amount: numberWords(group(match, 'amount') ?? '', variant), unit: `per ${words}` })
  },
}

/** "in km/h", "per km²", "per kg": a unit whose amount is elsewhere, told by its signs. */
export const loneRates: Rule = {
  name: 'unit without an amount',
  needs: /[/²³]|per |each |every /,
  pattern: pattern(
    "(?<![\\p{L}\\p{N}/.'-])(?:km|cm|mm|mi|mg|kg|MB|GB|Mb|Gb|kB|ft|mL|ml|m|g)/(?:h|hr|s|sec|min|L|dL|mL|ml|kg|m[²³]?|cm[²³]?)(?![\\p{L}\\p{N}/'])|(?<=\\b(?:per|each|every) )(?:kg|km|cm|mm|mg|lb|oz|mL|ml|kWh|GB|MB|sq\\.? ?ft)(?![\\p{L}\\p{N}/'])|(?<![\\p{L}\\p{N}/])(?:km|cm|mm|dm|ft|mi)[²³](?![\\p{L}\\p{N}/])",
  ),
  read(match, _variant, text) {
    const isOfOne = /\b(?:per|an?|each|every|one) $/.test(
      text.slice(Math.max(0, match.index - 6), match.index),
    )
    const words = unitWords(match[0], isOfOne)
    return words === null ? null : whole(match, words)
  },
}

/** "2x8 m2", "4 × 6", "10 x 20 x 5 cm": sizes. */
export const sizes: Rule = {
  name: 'size',
  needs: digit,
  pattern: pattern(
    `${notBefore}(?!0[xX])(?<width>${number})(?: ?(?<side>cm|mm|m|ft|in))? ?(?<by>[xX×]) ?(?<tall>(?<height>${number})(?<several>s(?!\\p{L}))?)(?! ?\\^|\\d)(?: ?(?<by2>[xX×]) ?(?<depth>${number}))?(?: ?(?<unit>(?:${unit}|in\\.?)${power}))?(?![\\p{L}\\p{N}⁰¹²³⁴-⁹⁻^])`,
  ),
  read(match, variant) {
    const written = group(match, 'unit')
    const words = (name: string): string | undefined => {
      const digits = group(match, name)
      return digits && numberWords(digits, variant)
    }
    const side = group(match, 'side')
    const isSize = group(match, 'by') !== '×' || written !== undefined || group(match, 'by2') !== undefined
    return parts(match, {
      width: words('width'),
      side: side && (unitWords(side, false) ?? side),
      by: isSize ? 'by' : 'times',
      tall: group(match, 'several') === undefined ? words('height') : pluralOfLastWord(words('height') ?? ''),
      by2: 'by',
      depth: words('depth'),
      unit: written && (unitWords(written.replace('.', ''), false) ?? written),
    })
  },
}

/** Before a noun the unit is singular: "a 4-kg bag". */
function isAdjective(match: Match): boolean {
  return /^[\d.,]+-\p{L}/u.test(match[0])
}

/** "m/s²" is said "per second squared": there are no square seconds. */
const timeSquared = /^(?:s|sec|min|h|hr)\^?[²2]$/

/** "km²/s": one by one; null for letters that are no unit after all. */
function unitWords(written: string, isSingular: boolean): string | null {
  const [first, second] = written.split(/ ?(?:\/|per) ?/)
  const head = singleUnit(first, isSingular)
  if (head === null || second === undefined) return head
  const below = timeSquared.test(second)
    ? `${singleUnit(second.replace(/\^?[²2]$/, ''), true)} squared`
    : singleUnit(second, true)
  return below === null ? null : `${head} per ${below}`
}

function singleUnit(written: string, isSingular: boolean): string | null {
  const prefix = /^(sq|cu)\.? /.exec(written)
  const raised = /\^?[²³23]$/.exec(written)?.[0]
  const bare = written
    .slice(prefix?.[0].length ?? 0, raised === undefined ? undefined : -raised.length)
    .replace('° ', '°')
    .replace(/^fl\.? ?oz$/, 'fl oz')
  const names = unitNames[bare] ?? unitNames[bare.toLowerCase()]
  if (names === undefined) return null
  const name = names[isSingular ? 0 : 1]
  if (prefix?.[1] === 'sq' || raised?.endsWith('²') || raised?.endsWith('2')) return `square ${name}`
  return prefix?.[1] === 'cu' || raised !== undefined ? `cubic ${name}` : name
}

/** "16 percent" where the sign stands alone. */
export const lonePercent: Rule = {
  name: 'percent sign',
  needs: sign,
  pattern: pattern('%'),
  read: (match) => whole(match, 'percent'),
}
