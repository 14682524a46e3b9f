import { expect, test } from 'vitest'
import { romanValue } from '../../../src-main/engine/text/roman-numerals'

test('a Roman numeral has a value only when it is well formed', () => {
  expect(['I', 'IV', 'XLIX', 'MCMXCIV', 'MMMDCCCLXXXVIII'].map(romanValue)).toEqual([1, 4, 49, 1994, 3888])
  expect(['', 'IIII', 'VX', 'IC', 'MMMM', 'i', 'ABC'].map(romanValue)).toEqual(Array(7).fill(null))
})
