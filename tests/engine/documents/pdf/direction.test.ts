import { describe, expect, test } from 'vitest'
import { isRightToLeft, readingOrder } from '../../../../src-main/engine/documents/pdf/direction'

const inOrder = (texts: readonly string[]) => readingOrder(texts).map((at) => texts[at])

describe('readingOrder', () => {
  test('a line of Latin letters is read from the left', () => {
    expect(inOrder(['one', 'two', '3'])).toEqual(['one', 'two', '3'])
  })

  test('a line of Hebrew or Arabic is read from the right', () => {
    expect(inOrder(['שלישי', 'שני', 'ראשון'])).toEqual(['ראשון', 'שני', 'שלישי'])
  })

  test('Latin words and numbers inside such a line keep their order', () => {
    expect(inOrder(['בסוף', 'Open', 'Office', '4', 'עם', 'שלום'])).toEqual([
      'שלום',
      'עם',
      'Open',
      'Office',
      '4',
      'בסוף',
    ])
  })

  test('every piece is read once, whatever stands on the line', () => {
    for (const texts of [['.', 'a', '.', 'א'], ['א', '.', 'b'], ['.', '.'], []])
      expect([...readingOrder(texts)].sort()).toEqual(texts.map((_, at) => at))
  })
})

describe('isRightToLeft', () => {
  test('goes by the script of most letters', () => {
    expect(isRightToLeft('שלום world of words')).toBe(false)
    expect(isRightToLeft('مرحبا بالعالم PDF')).toBe(true)
    expect(isRightToLeft('123')).toBe(false)
  })
})
