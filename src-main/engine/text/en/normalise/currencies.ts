/** How amounts of a currency are said; hundredths only where they are spoken. */
export interface Currency {
  readonly one: string
  readonly many: string
  readonly cent?: { readonly one: string; readonly many: string }
}

const cents = { one: 'cent', many: 'cents' }
const pence = { one: 'penny', many: 'pence' }
const named = (one: string, many = one + 's', cent?: Currency['cent']): Currency => ({ one, many, cent })
const dollars = (of = ''): Currency => named(`${of}dollar`, `${of}dollars`, cents)

/** By sign, by sign with letters, and by ISO 4217 code. */
export const currencies: Readonly<Record<string, Currency | undefined>> = {
  $: dollars(),
  US$: dollars('US '),
  A$: dollars('Australian '),
  AU$: dollars('Australian '),
  C$: dollars('Canadian '),
  CA$: dollars('Canadian '),
  NZ$: dollars('New Zealand '),
  HK$: dollars('Hong Kong '),
  S$: dollars('Singapore '),
  NT$: dollars('Taiwan '),
  R$: named('real', 'reais'),
  '£': named('pound', 'pounds', pence),
  '€': named('euro', 'euros', cents),
  '¥': named('yen', 'yen'),
  '₩': named('won', 'won'),
  '₹': named('rupee'),
  Rs: named('rupee'),
  '₽': named('rouble'),
  '₿': named('bitcoin'),
  '₺': named('lira', 'lira'),
  '₪': named('shekel'),
  '₴': named('hryvnia', 'hryvnias'),
  '₫': named('dong', 'dong'),
  '฿': named('baht', 'baht'),
  '₱': named('peso'),
  '₦': named('naira', 'naira'),
  '₵': named('cedi'),
  '₡': named('colon', 'colones'),
  '₲': named('guarani'),
  '₸': named('tenge', 'tenge'),
  '₼': named('manat'),
  '₾': named('lari', 'lari'),
  '৳': named('taka', 'taka'),
  USD: dollars(),
  EUR: named('euro', 'euros', cents),
  GBP: named('pound', 'pounds', pence),
  JPY: named('yen', 'yen'),
  CNY: named('yuan', 'yuan'),
  RMB: named('yuan', 'yuan'),
  CHF: named('Swiss franc', 'Swiss francs'),
  CAD: dollars('Canadian '),
  AUD: dollars('Australian '),
  NZD: dollars('New Zealand '),
  HKD: dollars('Hong Kong '),
  SGD: dollars('Singapore '),
  INR: named('rupee'),
  KRW: named('won', 'won'),
  RUB: named('rouble'),
  BRL: named('real', 'reais'),
  MXN: named('Mexican peso'),
  SEK: named('Swedish krona', 'Swedish kronor'),
  NOK: named('Norwegian krone', 'Norwegian kroner'),
  DKK: named('Danish krone', 'Danish kroner'),
  PLN: named('zloty', 'zlotys'),
  CZK: named('Czech koruna', 'Czech korunas'),
  HUF: named('forint'),
  TRY: named('lira', 'lira'),
  ZAR: named('rand', 'rand'),
  ILS: named('shekel'),
  THB: named('baht', 'baht'),
  BTC: named('bitcoin'),
  ETH: named('ether', 'ether'),
  kr: named('krona', 'kronor'),
  zł: named('zloty', 'zlotys'),
  Kč: named('koruna', 'korunas'),
}
const escaped = (names: readonly string[]): string =>
  [...names]
    .sort((a, b) => b.length - a.length)
    .join('|')
    .replaceAll('$', '\\$')
const all = Object.keys(currencies)

/** Sources of patterns: what stands before an amount, what after, and what is one sign. */
export const leadingCurrencies = escaped(all.filter((name) => !/^(?:kr|zł|Kč|TRY)$/.test(name)))
export const trailingCurrencies = escaped(
  all.filter((name) => !/\$./.test(name) && !/^(?:Rs|TRY)$/.test(name)),
)
export const currencySigns = escaped(all.filter((name) => [...name].length === 1))
