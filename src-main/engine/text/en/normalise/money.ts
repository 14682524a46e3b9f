import { cardinalWords, isOne, numberWords } from '../number-words'
import type { Variant } from '../variant'
import { group, magnitudes, number, parts, pattern, whole, type Rule } from './rule'

interface Currency {
  one: string
  many: string
  /** Hundredths, where they are spoken. */
  cent?: { one: string; many: string }
}
const cents = { one: 'cent', many: 'cents' }
const currencies: Readonly<Record<string, Currency | undefined>> = {
  $: { one: 'dollar', many: 'dollars', cent: cents },
  '£': { one: 'pound', many: 'pounds', cent: { one: 'penny', many: 'pence' } },
  '€': { one: 'euro', many: 'euros', cent: cents },
  '¥': { one: 'yen', many: 'yen' },
  '₩': { one: 'won', many: 'won' },
  '₹': { one: 'rupee', many: 'rupees' },
  '₽': { one: 'rouble', many: 'roubles' },
  '₿': { one: 'bitcoin', many: 'bitcoins' },
  USD: { one: 'dollar', many: 'dollars', cent: cents },
  EUR: { one: 'euro', many: 'euros', cent: cents },
  GBP: { one: 'pound', many: 'pounds', cent: { one: 'penny', many: 'pence' } },
}
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
}
const sign = '(?<![\\p{L}\\p{N}])(?<price>(?<sign>-)?(?<symbol>[$£€¥₩₹₽₿]|(?:USD|EUR|GBP) ?)(?<sign2>-)?'
const per = '(?:/(?<per>mo|month|yr|year|hr|h|hour|day|wk|week)(?![\\p{L}]))?'

/** "$2.5 billion", "£3m", "$25.05k": the magnitude before the currency. */
export const largeMoney: Rule = {
  name: 'large amount of money',
  pattern: pattern(
    `${sign}(?<amount>${number}))(?:(?<letter>[kmbt]n?)(?![\\p{L}\\p{N}])|[ -](?<word>${magnitudes})(?![\\p{L}]))`,
    'i',
  ),
  read(match, variant) {
    const currency = currencies[(group(match, 'symbol') ?? '').trim().toUpperCase()]
    if (currency === undefined) return null
    const amount = signedAmount(match, variant)
    const letter = group(match, 'letter')
    if (letter !== undefined)
      return whole(match, `${amount} ${letterMagnitudes[letter.toLowerCase()]} ${currency.many}`)
    return parts(match, { price: amount, word: `${group(match, 'word')?.toLowerCase()} ${currency.many}` })
  },
}

/** "$19.50", "$.02", "€5", "$350/yr" */
export const money: Rule = {
  name: 'money',
  pattern: pattern(`${sign}(?<amount>${number}))${per}`),
  read(match, variant) {
    const currency = currencies[(group(match, 'symbol') ?? '').trim()]
    if (currency === undefined) return null
    const minus = (group(match, 'sign') ?? group(match, 'sign2')) ? 'minus ' : ''
    const per = perUnits[group(match, 'per') ?? '']
    const spoken = minus + priceWords(group(match, 'amount') ?? '', currency, variant)
    return whole(match, per === undefined ? spoken : `${spoken} per ${per}`)
  },
}

/** "50¢", "50p" */
export const smallMoney: Rule = {
  name: 'hundredths of a currency',
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

/** "5 EUR", "20 USD" */
export const trailingCurrency: Rule = {
  name: 'currency after the amount',
  pattern: pattern(
    `(?<![\\p{L}\\p{N}.,])(?<amount>${number}) ?(?<symbol>USD|EUR|GBP|€|£|\\$)(?![\\p{L}\\p{N}])`,
  ),
  read(match, variant) {
    const currency = currencies[group(match, 'symbol') ?? '']
    if (currency === undefined) return null
    const amount = group(match, 'amount') ?? ''
    return parts(match, {
      amount: numberWords(amount, variant),
      symbol: isOne(amount) ? currency.one : currency.many,
    })
  },
}

/** "$" on its own. */
export const loneCurrency: Rule = {
  name: 'currency sign alone',
  pattern: pattern('[$£€¥₩₹₽₿]'),
  read: (match) => whole(match, currencies[match[0]]?.one ?? ''),
}

function signedAmount(match: Parameters<Rule['read']>[0], variant: Variant): string {
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
