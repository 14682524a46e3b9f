import { describe, expect, test } from 'vitest'
import { pageNumberIn, romanNumber } from '../../../../src-main/engine/documents/pdf/page-numbers'

describe('pageNumberIn', () => {
  test.each([
    ['12', 12],
    ['- 7 -', 7],
    ['xiv', 14],
    ['Page 3 of 9', 3],
    ['Seite 4', 4],
    ['3/9', 3],
    ['第12页', 12],
  ])('"%s" is the number %i', (text, number) => {
    expect(pageNumberIn(text)).toBe(number)
  })

  test.each(['Chapter 3', '1984 was a year', 'did', 'mild', '', '3.14', 'Page'])('"%s" is none', (text) => {
    expect(pageNumberIn(text)).toBeNull()
  })
})

describe('romanNumber', () => {
  test('reads what is written well and nothing else', () => {
    expect(['iv', 'IX', 'xl', 'mcmxciv'].map(romanNumber)).toEqual([4, 9, 40, 1994])
    expect(['iiii', 'vx', '', 'ic'].map(romanNumber)).toEqual([null, null, null, null])
  })
})
