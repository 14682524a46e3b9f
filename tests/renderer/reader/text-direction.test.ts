import { describe, expect, test } from 'vitest'
import type { Block } from '@contract/document'
import { ownDirection, textDirection } from '../../../src-renderer/reader/text-direction'

const block = (text: string): Block => ({
  kind: 'paragraph',
  text,
  marks: [],
  source: { part: 0, startChar: 0, endChar: text.length, exact: true },
})

describe('textDirection', () => {
  test.each(['ar', 'he', 'fa-IR', 'ur', 'yi', 'ckb', 'az-Arab'])('%s runs from right to left', (language) =>
    expect(textDirection(language, [block('Latin letters')])).toBe('rtl'),
  )

  test.each(['en', 'ja', 'az', 'ru', 'sr-Latn'])('%s runs from left to right', (language) =>
    expect(textDirection(language, [block('שלום')])).toBe('ltr'),
  )

  test.each([undefined, 'x', 'no tag at all'])(
    'a document of language %s runs as most of its letters',
    (language) => {
      expect(textDirection(language, [block('1984'), block('كان يا ما كان (once)')])).toBe('rtl')
      expect(textDirection(language, [block('Once he said שלום and left')])).toBe('ltr')
      expect(textDirection(language, [])).toBe('ltr')
    },
  )
})

describe('ownDirection', () => {
  test.each([
    ['يُرى التلّ من البحر', 'rtl'],
    ['Ben Nevis هو أعلى جبل في بريطانيا، ويُرى من بعيد', 'rtl'],
    ['1984 هو عنوان كتاب', 'rtl'],
    ['בדיקה of one word', 'rtl'],
    ['שלום is what he said, and then he left the house by the back door', 'ltr'],
    ['An English paragraph', 'ltr'],
    ['一日の事', 'ltr'],
    ['١٢٣ – 3.14', null],
    ['⁂', null],
    ['', null],
  ])('%s', (text, direction) => expect(ownDirection(text)).toBe(direction))

  test('a megabyte of anything is looked at in no time', () => {
    for (const part of ['א', 'a', '1', 'א1', '\u064b'])
      expect([null, 'ltr', 'rtl']).toContain(ownDirection(part.repeat(1_000_000)))
  })
})
