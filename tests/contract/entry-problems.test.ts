import { describe, expect, test } from 'vitest'
import { entryProblemCodes, entryProblemSchema, entryProblemText } from '@contract/entry-problems'
import { english } from '@contract/strings/catalogue'
import { createTranslator } from '@contract/strings/translator'

describe('entryProblemText', () => {
  const { t } = createTranslator('en')

  test('every code has a sentence without a full stop, and the catalogue has no other', () => {
    for (const code of entryProblemCodes)
      expect(english[`pronunciation.problem.${code}`]).toMatch(/^\S.*[^.]$/)
    const keys = Object.keys(english).filter((key) => key.startsWith('pronunciation.problem.'))
    expect(keys.sort()).toEqual(entryProblemCodes.map((code) => `pronunciation.problem.${code}`).sort())
  })

  test('puts the values in', () => {
    expect(entryProblemText(t, { code: 'too-many', values: { count: 20_000 } })).toBe(
      'There are more than 20,000 entries',
    )
    expect(entryProblemText(t, { code: 'no-sign', values: { sign: 'tab' } })).toBe(
      'There is no tab between a word and what to say for it',
    )
  })

  test('a sentence is refused at the border', () => {
    expect(entryProblemSchema.safeParse('There is no sound in the phonemes').success).toBe(false)
    expect(entryProblemSchema.safeParse({ code: 'There is no sound' }).success).toBe(false)
  })
})
