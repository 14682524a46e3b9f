import { isBeforeNoun } from './before-noun'
import { currencies, currencySigns, leadingCurrencies, trailingCurrencies, type Currency } from './currencies'
import { cardinalWords, isOne, numberWords } from '../number-words'
import type { Variant } from '../variant'
import { digit, group, magnitudes, number, parts, pattern, whole, type Match, type Rule } from './rule'

/** What shows that there is money in a text. */
const hasMoney =
  /[\p{Sc}]|\d ?(?:[A-Z]{3}|kr|zł|Kč|p(?!\p{L}))|[A-Z]{3} ?\d|Rs|(?:illion|thousand|hundred) ?[A-Z]{3}/u
const letterMagnitudes: Readonly<Record<string, string | undefined>> = {
  k: 'thousand',
  m: 'million',
  mn: 'million',
  b: 'billion',
  bn: 'billion',
  t: 'trillion',
  tn: 'trillion',
}
const perUnits: Readonly<Record<string, string | undefined>> = {
  mo: 'month',
  month: 'month',
  yr: 'year',
  year: 'year',
  hr: 'hour',
  h: 'hour',
  hour: 'hour',
  day: 'day',
  wk: 'week',
  week: 'week',
  night: 'night',
  min: 'minute',
  minute: 'minute',
  lb: 'pound',
  oz: 'ounce',
  kg: 'kilogram',
  gal: 'gallon',
  gallon: 'gallon',
  liter: 'liter',
  litre: 'litre',
  mile: 'mile',
  km: 'kilometer',
  kWh: 'kilowatt hour',
  barrel: 'barrel',
  bbl: 'barrel',
  ton: 'ton',
  tonne: 'tonne',
  unit: 'unit',
  person: 'person',
  piece: 'piece',
  share: 'share',
  user: 'user',
  'sq ft': 'square foot',
  sqft: 'square foot',
}
const sign = `(?<![\\p{L}\\p{N}])(?<price>(?<sign>-)?(?<symbol>(?:${leadingCurrencies})(?:(?<=\\p{L})\\.)? ?)(?<sign2>-)?`
const per = `(?:/(?<per>${Object.keys(perUnits)
  .sort((a, b) => b.length - a.length)
  .join('|')})(?![\\p{L}]))?`
/** "5,50", "1.234,56": as much of Europe writes its prices. */
const commaDecimals = '(?:\\d{1,3}(?:\\.\\d{3}){1,3}|\\d{1,9}),\\d\\d(?![\\d,])'
/** The other end of a range of prices: "$5–10", "$5-$10". */
const upTo = `(?:(?<dash> ?[-–] ?| to )(?<symbol2>[$£€¥])?(?<to>${number}))?`
/** "$20 bill", "$5-a-day habit", and before any noun. */
const beforeNoun = '(?=[ -](?:bills?|notes?|coins?|banknotes?)\\b|-(?!plus|and|or)\\p{L}| \\p{Ll}{3})'
const shownNoun = /^[ -](?:bills?|notes?|coins?|banknotes?)\b|^-\p{L}/u

/** "a $20 bill", "a $5 fee" */
function isAdjective(match: Match, text: string): boolean {
  const end = match.index + match[0].length
  return shownNoun.test(text.slice(end, end + 16)) || isBeforeNoun(text, match.index, end)
}

/** "$2.5 billion", "£3m", "£1.5m–2m", "$25.05k", "$5–10 million": the magnitude before the currency. */
export const largeMoney: Rule = {
  name: 'large amount of money',
  needs: hasMoney,
  pattern: pattern(
    `${sign}(?<amount>${number})(?<first>[kKmMbBtT][nN]?(?= ?[-–] ?[$£€¥]?\\d))?${upTo})(?: ?(?<letter>[kKmMbBtT][nN]?)(?![\\p{L}\\p{N}])|(?: |(?<hyphen>-))(?<word>${magnitudes}|${magnitudes.replace(/\b./g, (first) => first.toUpperCase())})(?![\\p{L}]))(?<adjective>-\\p{L})?`,
  ),
  read(match, variant, text) {
    const currency = currencyOf(match)
    if (currency === undefined) return null
    const to = group(match, 'to')
    const amount = signedAmount(match, variant) + (to === undefined ? '' : ` to ${numberWords(to, variant)}`)
    const isSingle = group(match, 'adjective') !== undefined || isAdjective(match, text)
    const unit = isSingle ? currency.one : currency.many
    const letter = group(match, 'letter')
    const first = group(match, 'first')
    if (first !== undefined && first.toLowerCase() !== letter?.toLowerCase()) return null
    const end = match.index + match[0].length - (group(match, 'adjective')?.length ?? 0)
    if (letter !== undefined) {
      const spoken = `${amount} ${letterMagnitudes[letter.toLowerCase()]} ${unit}`
      return [{ start: match.index, end, spoken }]
    }
    const hyphen = match.indices?.groups?.hyphen
    return parts(match, { price: amount, word: `${group(match, 'word')?.toLowerCase()} ${unit}` }).map(
      (reading) => (reading.end === hyphen?.[0] ? { ...reading, end: hyphen[1] } : reading),
    )
  },
}

/** "$5–10", "$250-$300" */
export const moneyRanges: Rule = {
  name: 'range of prices',
  needs: hasMoney,
  pattern: pattern(
    `${sign}(?<amount>${number}))(?<dash> ?[-–] ?)(?<last>(?<symbol2>[$£€¥])?(?<to>${number})${per})(?![\\p{L}\\p{N}%/-]|[.,]\\d)`,
  ),
  read(match, variant) {
    const currency = currencyOf(match)
    if (currency === undefined) return null
    const [amount, to] = [group(match, 'amount') ?? '', group(match, 'to') ?? '']
    const per = perWords(match)
    const first =
      group(match, 'symbol2') === undefined && !amount.includes('.')
        ? numberWords(amount, variant)
        : priceWords(amount, currency, variant)
    return parts(match, { price: first, dash: 'to', last: priceWords(to, currency, variant) + per })
  },
}

/** "a $20 bill", "a $5-a-day habit" */
export const moneyAdjectives: Rule = {
  name: 'price as an adjective',
  needs: hasMoney,
  pattern: pattern(`${sign}(?<amount>${number}))${beforeNoun}`),
  read(match, variant, text) {
    const currency = currencyOf(match)
    const amount = group(match, 'amount') ?? ''
    if (currency === undefined || amount.includes('.') || !isAdjective(match, text)) return null
    return whole(match, `${numberWords(amount, variant)} ${currency.one}`)
  },
}

/** "$19.50", "$.02", "€5", "€5,50", "€1.234,56", "$350/yr", "Rs. 500" */
export const money: Rule = {
  name: 'money',
  needs: hasMoney,
  pattern: pattern(`${sign}(?<amount>${commaDecimals}|${number}))${per}`),
  read(match, variant) {
    const currency = currencyOf(match)
    if (currency === undefined) return null
    const minus = (group(match, 'sign') ?? group(match, 'sign2')) ? 'minus ' : ''
    const amount = withPoint(group(match, 'amount') ?? '')
    return whole(match, minus + priceWords(amount, currency, variant) + perWords(match))
  },
}

/** "50¢", "50p" */
export const smallMoney: Rule = {
  name: 'hundredths of a currency',
  needs: digit,
  pattern: pattern(`(?<![\\p{L}\\p{N}.,])(?<amount>${number}) ?(?:¢|(?<pence>p)(?![\\p{L}\\p{N}]))`),
  read(match, variant) {
    const amount = group(match, 'amount') ?? ''
    if (group(match, 'pence') !== undefined && (variant !== 'gb' || match[0].includes(' '))) return null
    const unit =
      group(match, 'pence') === undefined
        ? isOne(amount)
          ? 'cent'
          : 'cents'
        : isOne(amount)
          ? 'penny'
          : 'pence'
    return whole(match, `${numberWords(amount, variant)} ${unit}`)
  },
}

/** "5 EUR", "20 USD", "5,50 €", "3bn EUR", "2 million USD" */
export const trailingCurrency: Rule = {
  name: 'currency after the amount',
  needs: hasMoney,
  pattern: pattern(
    `(?<![\\p{L}\\p{N}.,])(?<amount>${commaDecimals}|${number})(?:(?<letter>[kmb]n?)| (?<word>${magnitudes}))?(?: ?(?<symbol>${trailingCurrencies}))(?![\\p{L}\\p{N}])`,
  ),
  read(match, variant) {
    const currency = currencies[group(match, 'symbol') ?? '']
    if (currency === undefined) return null
    const amount = withPoint(group(match, 'amount') ?? '')
    const letter = group(match, 'letter')
    if (letter !== undefined)
      return whole(match, `${numberWords(amount, variant)} ${letterMagnitudes[letter]} ${currency.many}`)
    if (group(match, 'word') !== undefined)
      return parts(match, { amount: numberWords(amount, variant), symbol: currency.many })
    if (/\.\d\d$/.test(amount) && currency.cent !== undefined)
      return whole(match, priceWords(amount, currency, variant))
    return parts(match, {
      amount: numberWords(amount, variant),
      symbol: isOne(amount) ? currency.one : currency.many,
    })
  },
}

/** "$" on its own. */
export const loneCurrency: Rule = {
  name: 'currency sign alone',
  needs: hasMoney,
  pattern: pattern(`${currencySigns}|(?!¢)\\p{Sc}`),
  read: (match) => whole(match, currencies[match[0]]?.one ?? 'currency'),
}

/** A price with a decimal comma as one with a point. */
function withPoint(amount: string): string {
  return /,\d\d$/.test(amount) ? amount.replaceAll('.', '').replace(',', '.') : amount
}

function currencyOf(match: Match): Currency | undefined {
  const written = (group(match, 'symbol') ?? '').replace(/\.? ?$/, '')
  return currencies[written] ?? currencies[written.toUpperCase()]
}

function perWords(match: Match): string {
  const unit = group(match, 'per')
  return unit === undefined ? '' : ` per ${perUnits[unit] ?? unit}`
}

function signedAmount(match: Match, variant: Variant): string {
  const minus = (group(match, 'sign') ?? group(match, 'sign2')) ? '-' : ''
  return numberWords(minus + (group(match, 'amount') ?? ''), variant)
}

function priceWords(amount: string, currency: Currency, variant: Variant): string {
  const [whole, written = ''] = amount.replaceAll(',', '').split('.')
  const hundredths = written.replace(/0+$/, '').padEnd(2, '0')
  const units = whole.replace(/^0+(?=\d)/, '')
  if (hundredths.length > 2 || (currency.cent === undefined && hundredths !== '00'))
    return `${numberWords(amount, variant)} ${currency.many}`
  const unitWords = `${cardinalWords(units || '0', variant)} ${units === '1' ? currency.one : currency.many}`
  if (hundredths === '00' || currency.cent === undefined) return unitWords
  const centWords = `${cardinalWords(String(Number(hundredths)), variant)} ${hundredths === '01' ? currency.cent.one : currency.cent.many}`
  return Number(units || '0') === 0 ? centWords : `${unitWords} and ${centWords}`
}
