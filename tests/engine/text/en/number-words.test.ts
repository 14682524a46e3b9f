import { describe, expect, test } from 'vitest'
import {
  cardinalWords,
  digitWords,
  houseNumberWords,
  numberWords,
  ordinalWords,
  pluralOfLastWord,
  yearWords,
} from '../../../../src-main/engine/text/en/number-words'

describe('cardinalWords', () => {
  test.each([
    ['0', 'zero'],
    ['19', 'nineteen'],
    ['40', 'forty'],
    ['101', 'one hundred one'],
    ['1000', 'one thousand'],
    ['18052', 'eighteen thousand fifty two'],
    ['1000000', 'one million'],
    ['123000012', 'one hundred twenty three million twelve'],
  ])('%s is "%s"', (digits, words) => expect(cardinalWords(digits, 'us')).toBe(words))

  test('British English says "and"', () => {
    expect(cardinalWords('101', 'gb')).toBe('one hundred and one')
    expect(cardinalWords('1001', 'gb')).toBe('one thousand and one')
    expect(cardinalWords('120123', 'gb')).toBe('one hundred and twenty thousand one hundred and twenty three')
  })

  test('strings of more than fifteen digits are read digit by digit', () => {
    expect(cardinalWords('1234567890123456', 'us')).toMatch(/^one two three four/)
  })
})

describe('ordinalWords', () => {
  test.each([
    ['0', 'zeroth'],
    ['1', 'first'],
    ['12', 'twelfth'],
    ['20', 'twentieth'],
    ['42', 'forty second'],
    ['100', 'one hundredth'],
    ['111', 'one hundred eleventh'],
  ])('%s is "%s"', (digits, words) => expect(ordinalWords(digits, 'us')).toBe(words))
})

describe('yearWords', () => {
  test.each([
    ['1865', 'eighteen sixty five'],
    ['1905', 'nineteen oh five'],
    ['1900', 'nineteen hundred'],
    ['2000', 'two thousand'],
    ['2009', 'two thousand nine'],
    ['2024', 'twenty twenty four'],
    ['1008', 'one thousand eight'],
  ])('%s is "%s"', (digits, words) => expect(yearWords(digits, 'us')).toBe(words))
})

test('numbers keep sign, thousands and every decimal', () => {
  expect(numberWords('-1,234.50', 'us')).toBe('minus one thousand two hundred thirty four point five zero')
  expect(numberWords('.02', 'us')).toBe('point zero two')
  expect(numberWords('05', 'us')).toBe('oh five')
  expect(numberWords('007', 'us')).toBe('zero zero seven')
})

test('house numbers are read in pairs', () => {
  expect(houseNumberWords('101', 'us')).toBe('one oh one')
  expect(houseNumberWords('1428', 'us')).toBe('fourteen twenty eight')
  expect(houseNumberWords('200', 'us')).toBe('two hundred')
})

test('digits are read one by one, noughts as asked', () => {
  expect(digitWords('2049', 'oh')).toBe('two oh four nine')
})

test('the last word takes the plural', () => {
  expect(pluralOfLastWord('nineteen ninety')).toBe('nineteen nineties')
  expect(pluralOfLastWord('six')).toBe('sixes')
})
