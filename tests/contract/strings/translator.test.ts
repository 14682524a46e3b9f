import { describe, expect, test } from 'vitest'
import { english, type StringKey } from '../../../src-main/contract/strings/catalogue'
import { localeFor } from '../../../src-main/contract/strings/locales'
import { createTranslator } from '../../../src-main/contract/strings/translator'

const keys = Object.keys(english) as StringKey[]
/** Whatever a message asks for, it is given. */
const anyValues = new Proxy(
  {},
  { get: () => 2, has: () => true, getOwnPropertyDescriptor: () => ({ value: 2 }) },
)

describe('createTranslator', () => {
  test.each(['en', 'en-XA', 'ar-XB'] as const)('every message of %s can be said', (locale) => {
    const { t } = createTranslator(locale)
    for (const key of keys) expect(t(key, anyValues), key).not.toBe('')
  })

  test('counts as English does', () => {
    const { t } = createTranslator('en')
    expect([t('find.matches', { count: 1 }), t('find.matches', { count: 1_200 })]).toEqual([
      '1 match',
      '1,200 matches',
    ])
  })

  test('a pseudo-locale changes every word and no value', () => {
    const long = createTranslator('en-XA')
    expect(long.t('general.close')).toBe('[Çļôšé··]')
    expect(long.t('find.matches', { count: 3 })).toMatch(/^\[3 máţçĥéš·+\]$/)
    const mirrored = createTranslator('ar-XB')
    expect(mirrored.direction).toBe('rtl')
    expect(mirrored.t('find.matches', { count: 3 })).toBe('\u202e3\u202c \u202ematches\u202c')
  })

  test('what is missing is said at once', () => {
    expect(() => createTranslator('en').t('find.matches')).toThrow(/count/)
  })
})

test('a key begins with the name of its file', () => {
  for (const key of keys) expect(key).toMatch(/^[a-z]+\.[a-z0-9]+(?:[.-][a-z0-9]+)*$/)
})

test('a language there is none of is read as English', () => {
  expect(['de', undefined, 'en-XA', 'en-GB'].map(localeFor)).toEqual(['en', 'en', 'en-XA', 'en'])
})
