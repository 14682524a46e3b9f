import fc from 'fast-check'
import { memorySource } from '../../../src-main/engine/documents/byte-source'
import { describe, expect, test } from 'vitest'
import { titleFromText } from '@contract/title'
import { documentId, titleFromFileName } from '../../../src-main/engine/documents/name-document'

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
  const idOf = (bytes: Uint8Array): Promise<string> => documentId(memorySource('a', bytes))

  test('the same bytes have the same identity', async () => {
    const id = await idOf(Buffer.from('a'))
    expect(await idOf(Buffer.from('a'))).toBe(id)
    expect(await idOf(Buffer.from('b'))).not.toBe(id)
    expect(id).toMatch(/^[0-9a-f]{32}$/)
  })

  test('of a large document its length, its ends and samples between them tell', async () => {
    const bytes = new Uint8Array(9 * 2 ** 20)
    const id = await idOf(bytes)
    expect(await idOf(bytes.subarray(1))).not.toBe(id)
    for (const at of [0, bytes.length - 1]) {
      const other = bytes.slice()
      other[at] = 1
      expect(await idOf(other)).not.toBe(id)
    }
  })
})
