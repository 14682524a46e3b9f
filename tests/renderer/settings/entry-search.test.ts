import { describe, expect, test } from 'vitest'
import { pronunciationEntrySchema } from '@contract/pronunciation'
import { createTranslator } from '@contract/strings/translator'
import { matchesSearch } from '../../../src-renderer/settings/entry-search'

const { t } = createTranslator('en')
const entry = pronunciationEntrySchema.parse({ text: 'Nguyễn', say: { kind: 'words', words: 'win' } })

describe('matchesSearch', () => {
  test.each([
    ['', true],
    ['nguyen', true],
    ['WIN', true],
    ['ｗｉｎ', true],
    ['window', false],
  ])('"%s": %s', (query, isFound) => {
    expect(matchesSearch(t, entry, query)).toBe(isFound)
  })
})
