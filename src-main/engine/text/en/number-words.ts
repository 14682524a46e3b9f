import type { Variant } from './variant'

const small = (
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen ' +
  'eighteen nineteen'
).split(' ')
const tens = '- - twenty thirty forty fifty sixty seventy eighty ninety'.split(' ')
const scales = ['', 'thousand', 'million', 'billion', 'trillion']
const irregularOrdinals: Readonly<Record<string, string | undefined>> = {
  one: 'first',
  two: 'second',
  three: 'third',
  five: 'fifth',
  eight: 'eighth',
  nine: 'ninth',
  twelve: 'twelfth',
}
/** Longer digit strings are names, not amounts. */
const longestCardinalDigits = 15

/** Digits one by one: '2049' is "two oh four nine"; `zero` is how a nought is called. */
export function digitWords(digits: string, zero: 'oh' | 'zero' = 'zero'): string {
  return [...digits].map((digit) => (digit === '0' ? zero : small[Number(digit)])).join(' ')
}

/** '1234' is "one thousand two hundred thirty four", with "and" in British English. Digits only. */
export function cardinalWords(digits: string, variant: Variant): string {
  const value = digits.replace(/^0+(?=\d)/, '')
  if (value.length > longestCardinalDigits) return digitWords(digits)
  const groups: string[] = []
  for (let end = value.length, scale = 0; end > 0; end -= 3, scale++) {
    const group = Number(value.slice(Math.max(0, end - 3), end))
    if (group === 0) continue
    const isLastOfSeveral = scale === 0 && value.length > 3 && group < 100 && variant === 'gb'
    groups.unshift(
      (isLastOfSeveral ? 'and ' : '') +
        belowThousand(group, variant) +
        (scale > 0 ? ' ' + scales[scale] : ''),
    )
  }
  return groups.length === 0 ? 'zero' : groups.join(' ')
}

function belowThousand(value: number, variant: Variant): string {
  const words: string[] = []
  if (value >= 100) words.push(small[Math.floor(value / 100)], 'hundred')
  const rest = value % 100
  if (rest > 0) {
    if (value >= 100 && variant === 'gb') words.push('and')
    words.push(belowHundred(rest))
  }
  return words.join(' ')
}

function belowHundred(value: number): string {
  if (value < 20) return small[value]
  const unit = value % 10
  return tens[Math.floor(value / 10)] + (unit > 0 ? ' ' + small[unit] : '')
}

/** '23' is "twenty third". Digits only. */
export function ordinalWords(digits: string, variant: Variant): string {
  return toOrdinal(cardinalWords(digits, variant))
}

/** The ordinal of a cardinal in words: its last word changes. */
export function toOrdinal(cardinal: string): string {
  const lastSpace = cardinal.lastIndexOf(' ')
  const last = cardinal.slice(lastSpace + 1)
  const ordinal = irregularOrdinals[last] ?? (last.endsWith('y') ? last.slice(0, -1) + 'ieth' : last + 'th')
  return cardinal.slice(0, lastSpace + 1) + ordinal
}

/** A year, or a number said like one: "eighteen sixty five", "nineteen oh five", "two thousand nine". */
export function yearWords(digits: string, variant: Variant): string {
  const value = Number(digits)
  const high = Math.floor(value / 100)
  const low = value % 100
  if (digits.length !== 4 || high < 10 || (high % 10 === 0 && low < 10)) return cardinalWords(digits, variant)
  if (low === 0) return belowHundred(high) + ' hundred'
  return belowHundred(high) + ' ' + (low < 10 ? 'oh ' : '') + belowHundred(low)
}

/** Two digits and what they mean in a time or a short year: '05' is "oh five", '30' "thirty". */
export function twoDigitWords(digits: string): string {
  const value = Number(digits)
  return digits.length === 2 && value < 10 ? 'oh ' + small[value] : belowHundred(value)
}

/** A number as one says it where room numbers and addresses are read: "one oh one", "fourteen twenty eight". */
export function houseNumberWords(digits: string, variant: Variant): string {
  if (digits.length === 4 && digits[0] !== '0') return yearWords(digits, variant)
  if (digits.length !== 3 || digits.endsWith('00')) return cardinalWords(digits, variant)
  return small[Number(digits[0])] + ' ' + twoDigitWords(digits.slice(1))
}

/** "-1,234.50" as said: sign, whole part with or without commas, digits after the point. */
export function numberWords(written: string, variant: Variant): string {
  const unsigned = written.replace(/^[-+]/, '')
  const sign = written.startsWith('-') ? 'minus ' : written.startsWith('+') ? 'plus ' : ''
  const [whole, fraction] = unsigned.replaceAll(',', '').split('.')
  if (fraction === undefined) return sign + integerWords(whole, variant)
  const before = whole === '' ? '' : cardinalWords(whole, variant) + ' '
  return sign + before + 'point ' + digitWords(fraction)
}

/** Noughts in front are said: '05' is "oh five", '007' "zero zero seven". */
function integerWords(digits: string, variant: Variant): string {
  if (!/^0\d/.test(digits)) return cardinalWords(digits, variant)
  return digits.length === 2 ? 'oh ' + small[Number(digits)] : digitWords(digits)
}

/** The plural of a number word: "nineties", "twenties", "hundreds", "sixes". */
export function pluralOfLastWord(words: string): string {
  if (words.endsWith('y')) return words.slice(0, -1) + 'ies'
  return words + (words.endsWith('x') ? 'es' : 's')
}

/** Whether an amount takes the singular: "1 mile", "-1 mile", "1.0" does not. */
export function isOne(written: string): boolean {
  return /^[-+]?0*1$/.test(written)
}
