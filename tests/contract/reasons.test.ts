import { describe, expect, test } from 'vitest'
import { reasonCodes, reasonSchema, reasonText } from '@contract/reasons'
import { english } from '@contract/strings/catalogue'
import { createTranslator } from '@contract/strings/translator'

describe('reasonText', () => {
  const { t } = createTranslator('en')

  test('every code has a sentence without a full stop, and the catalogue has no other', () => {
    for (const code of reasonCodes) expect(english[`reasons.${code}`]).toMatch(/^\S.*[^.]$/)
    const keys = Object.keys(english).filter((key) => key.startsWith('reasons.'))
    expect(keys.sort()).toEqual(reasonCodes.map((code) => `reasons.${code}`).sort())
  })

  test('puts the values in', () => {
    const values = { name: 'DirectML', system: 'Windows' }
    expect(reasonText(t, { code: 'device-only-on', values })).toBe('DirectML exists on Windows only')
    expect(reasonText(t, { code: 'device-failed-often', values: { count: 2 } })).toBe(
      'It failed 2 times while it was used',
    )
  })

  test('what is no reason is refused at the border', () => {
    for (const wrong of [
      'Not in this build',
      { code: 'other' },
      { code: 'device-slower', values: { a: {} } },
    ])
      expect(reasonSchema.safeParse(wrong).success).toBe(false)
  })
})
