import { describe, expect, test } from 'vitest'
import { AppError } from '@contract/errors'
import { createTranslator } from '@contract/strings/translator'
import { unvoicedRemark } from '../../../src-renderer/ui/unvoiced-remark'

const { t } = createTranslator('en')
const voice = { id: 'heart', name: 'Heart', language: 'en-US' }
const french = { documentId: 'letters', language: 'fr', error: null }

describe('unvoicedRemark', () => {
  test('says which language of the open document has no voice, and who reads it', () => {
    expect(unvoicedRemark({ t, locale: 'en' }, { unvoiced: french, voice }, 'letters')).toBe(
      'No voice for French is installed: Heart reads it.',
    )
    expect(
      unvoicedRemark(
        { t, locale: 'en' },
        { unvoiced: { ...french, language: 'x-wrong tag' }, voice: null },
        'letters',
      ),
    ).toBe('No voice for x-wrong tag is installed: The chosen voice reads it.')
  })

  test('says so, too, when there is one that could not be loaded', () => {
    const error = new AppError('voice/incompatible', 'no')
    expect(unvoicedRemark({ t, locale: 'en' }, { unvoiced: { ...french, error }, voice }, 'letters')).toBe(
      'The voice for French could not be loaded: Heart reads it.',
    )
  })

  test('names no language where it is quoted speech that another voice was to read', () => {
    const error = new AppError('voice/missing', 'no')
    expect(
      unvoicedRemark(
        { t, locale: 'en' },
        { unvoiced: { ...french, language: null, error }, voice },
        'letters',
      ),
    ).toBe('The voice for quoted speech could not be loaded: Heart reads it.')
  })

  test('is silent about another document, and when all is well', () => {
    expect(unvoicedRemark({ t, locale: 'en' }, { unvoiced: french, voice }, 'other')).toBeNull()
    expect(unvoicedRemark({ t, locale: 'en' }, { unvoiced: null, voice }, 'letters')).toBeNull()
  })
})
