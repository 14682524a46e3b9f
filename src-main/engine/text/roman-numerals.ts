const values: Readonly<Record<string, number>> = { I: 1, V: 5, X: 10, L: 50, C: 100, D: 500, M: 1000 }
const wellFormed = /^M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})$/

/** The value of a Roman numeral in capitals, or null when it is none. */
export function romanValue(numeral: string): number | null {
  if (numeral === '' || !wellFormed.test(numeral)) return null
  let total = 0
  for (let index = 0; index < numeral.length; index++) {
    const value = values[numeral[index]]
    total += value < (values[numeral[index + 1]] ?? 0) ? -value : value
  }
  return total
}
