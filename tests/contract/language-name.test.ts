import { expect, test } from 'vitest'
import { languageName } from '../../src-main/contract/language-name'

test('a language has its name however its tag is written, and a wrong tag is shown as it is', () => {
  expect(['fr', 'fr-CA', 'fr_CA', ' de '].map((tag) => languageName(tag, 'en'))).toEqual([
    'French',
    'Canadian French',
    'Canadian French',
    'German',
  ])
  expect(['x-wrong tag', '12'].map((tag) => languageName(tag, 'en'))).toEqual(['x-wrong tag', '12'])
})

test('names a language in the words of the window', () => {
  expect(languageName('de', 'fr')).toBe('allemand')
  expect(languageName('fr', 'de')).toBe('Französisch')
})
