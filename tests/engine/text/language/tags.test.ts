import { describe, expect, test } from 'vitest'
import {
  baseLanguage,
  isSameLanguage,
  parseLanguageTag,
} from '../../../../src-main/engine/text/language/tags'

describe('parseLanguageTag', () => {
  test.each([
    ['de', { base: 'de' }],
    ['pt-BR', { base: 'pt', region: 'BR' }],
    ['en_us', { base: 'en', region: 'US' }],
    ['zh-Hant-TW', { base: 'zh', region: 'TW' }],
    ['cmn', { base: 'zh' }],
    ['iw', { base: 'he' }],
    [' FR ', { base: 'fr' }],
  ])('%s', (tag, parsed) => expect(parseLanguageTag(tag)).toEqual(parsed))

  test.each(['', 'und', 'mul', 'zxx', 'x-klingon', 'the English language', 'e', '12', 'de-', '\u0000'])(
    '%j names no language',
    (tag) => expect(parseLanguageTag(tag)).toBeNull(),
  )

  test('says the same of a tag whenever it is asked for, however many others there were', () => {
    const first = parseLanguageTag('de-AT')
    for (let i = 0; i < 3_000; i++) parseLanguageTag(`en-x-${i}`)
    expect(parseLanguageTag('de-AT')).toEqual(first)
    expect(parseLanguageTag('no language')).toBeNull()
    expect(parseLanguageTag('no language')).toBeNull()
  })
})

describe('isSameLanguage', () => {
  test('regions are accents, and Norwegian is read by either of its voices', () => {
    expect(isSameLanguage('en-GB', 'en-US')).toBe(true)
    expect(isSameLanguage('nb', 'nn-NO')).toBe(true)
    expect(isSameLanguage('de', 'nl')).toBe(false)
    expect(isSameLanguage('und', 'und')).toBe(false)
    expect(baseLanguage('nb-NO')).toBe('no')
  })
})
