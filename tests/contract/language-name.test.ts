import { expect, test } from 'vitest'
import { languageName } from '../../src-main/contract/language-name'

test('a language has its name however its tag is written, and a wrong tag is shown as it is', () => {
  expect(['fr', 'fr-CA', 'fr_CA', ' de '].map(languageName)).toEqual([
    'French',
    'Canadian French',
    'Canadian French',
    'German',
  ])
  expect(['x-wrong tag', '12'].map(languageName)).toEqual(['x-wrong tag', '12'])
})
