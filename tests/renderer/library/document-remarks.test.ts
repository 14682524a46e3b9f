import { describe, expect, test } from 'vitest'
import { documentWarnings } from '@contract/document'
import { createTranslator } from '@contract/strings/translator'
import { documentRemarks } from '../../../src-renderer/library/document-remarks'

const { t } = createTranslator('en')

describe('documentRemarks', () => {
  test.each(documentWarnings)('%s is one plain sentence, of one and of many', (code) => {
    for (const count of [undefined, 1, 1_234]) {
      const [sentence] = documentRemarks(t, [{ code, ...(count === undefined ? {} : { count }) }])
      expect(sentence).toMatch(/^[A-Z0-9].*\.$/u)
      expect(sentence?.length).toBeLessThan(90)
    }
  })

  test('counts are said', () => {
    expect(documentRemarks(t, [{ code: 'pages-without-text', count: 12 }])).toEqual([
      '12 pages hold pictures and no text.',
    ])
  })
})
