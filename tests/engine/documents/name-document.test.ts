import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  documentId,
  titleFromFileName,
  titleFromText,
} from '../../../src-main/engine/documents/name-document'

describe('titleFromText', () => {
  test('a short text is its own title', () => {
    expect(titleFromText('  Dear\n Anna ')).toBe('Dear Anna')
  })

  test('a long text is cut between words', () => {
    expect(titleFromText('The ferry had not crossed since Tuesday, and the bell on the far bank rang.')).toBe(
      'The ferry had not crossed since Tuesday, and the bell on…',
    )
  })

  test('a text without spaces is cut within the word', () => {
    expect(titleFromText('a'.repeat(200))).toBe(`${'a'.repeat(59)}…`)
  })

  test('a title never exceeds sixty characters nor ends in half a character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        const title = titleFromText(text)
        expect(title.length).toBeLessThanOrEqual(60)
        expect(title).not.toMatch(/[\ud800-\udbff](?![\udc00-\udfff])/)
      }),
      { seed: 21, numRuns: 300 },
    )
  })
})

describe('titleFromFileName', () => {
  test('the ending goes and underscores become spaces', () => {
    expect(titleFromFileName('my_old_letters.v2.txt')).toBe('my old letters.v2')
    expect(titleFromFileName('.profile')).toBe('.profile')
  })
})

describe('documentId', () => {
  test('the same text has the same identity', () => {
    expect(documentId('a')).toBe(documentId('a'))
    expect(documentId('a')).not.toBe(documentId('b'))
    expect(documentId('a')).toMatch(/^[0-9a-f]{32}$/)
  })
})
