/** Signs and what they are worth, the largest first. */
export type AdditiveSigns = readonly (readonly [worth: number, sign: string])[]

/** Roman numerals as lists count with them. */
export const lowerRomanSigns: AdditiveSigns = [
  [1000, 'm'],
  [900, 'cm'],
  [500, 'd'],
  [400, 'cd'],
  [100, 'c'],
  [90, 'xc'],
  [50, 'l'],
  [40, 'xl'],
  [10, 'x'],
  [9, 'ix'],
  [5, 'v'],
  [4, 'iv'],
  [1, 'i'],
]

/** A number as signs whose worths add up to it; in digits below 1 and above `most`. */
export function writeAdditive(value: number, signs: AdditiveSigns, most: number): string {
  if (value < 1 || value > most) return String(value)
  let left = value
  let written = ''
  for (const [worth, sign] of signs) {
    written += sign.repeat(Math.floor(left / worth))
    left %= worth
  }
  return written
}
