import { expect, test } from 'vitest'
import { createTranslator } from '@contract/strings/translator'
import { messageSides } from '../../../src-renderer/ui/message-sides'

test.each(['en', 'en-XA', 'ar-XB'] as const)(
  'the sides of a message are all of it but the value: %s',
  (locale) => {
    const { t } = createTranslator(locale)
    const { before, after } = messageSides(t, 'pronunciation.say-like', 'words')
    expect(`${before}Eloi${after}`).toBe(t('pronunciation.say-like', { words: 'Eloi' }))
    expect(before).not.toBe('')
    expect(after).not.toBe('')
  },
)
