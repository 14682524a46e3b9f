import { describe, expect, test } from 'vitest'
import type { Block } from '@contract/document'
import { coverDocument } from '../../src-main/engine/coverage'
import { SpokenDocument } from '../../src-main/engine/streaming/spoken-document'
import { frontEndOf, spokenAsWritten } from '../helpers/letter-front-end'
import { paragraph } from '../helpers/paragraphs'

const letters = frontEndOf((text) => [spokenAsWritten(text, /[a-z]+/gi)])
const { signal } = new AbortController()

describe('coverDocument', () => {
  test('accounts for all characters of all blocks, and of what is in none', async () => {
    const fractions: number[] = []
    const covered = await coverDocument({
      document: new SpokenDocument([paragraph('  One, two.  Three ☃. '), paragraph('Four.')]),
      outside: [{ rule: 'markup', chars: 5 }],
      frontEnd: letters,
      signal,
      onProgress: (fraction) => fractions.push(fraction),
    })
    expect(covered).toEqual({
      characters: 32,
      sentences: 3,
      words: 4,
      spoken: 15,
      silent: { 'white space': 7, markup: 5, punctuation: 4 },
      unaccounted: 1,
      examples: [{ block: 0, startChar: 19, endChar: 20, text: '☃' }],
    })
    expect(fractions).toEqual([0.5, 1])
  })

  test('a picture that nothing is said of has nothing to account for, and parts no table', async () => {
    const row = (text: string): Block => ({
      ...paragraph(text, 'table'),
      row: { table: 0, isHeader: false, cells: [{ startChar: 0, endChar: text.length }] },
    })
    const wordless = paragraph('', 'wordless-picture')
    const blocks = [
      wordless,
      paragraph('One.'),
      row('a'),
      wordless,
      row('b'),
      { ...wordless, matter: 'aside' as const },
    ]
    const document = new SpokenDocument(blocks, { rules: { table: 'phrase' } })
    const covered = await coverDocument({ document, frontEnd: letters, signal })
    expect(covered).toMatchObject({
      unaccounted: 0,
      silent: { punctuation: 1, table: 1, 'said as a phrase': 1 },
    })
    expect(document.locate({ block: 0, char: 0 }, 'sentence-start')).toMatchObject({ block: 1 })
    expect(document.locate({ block: 2, char: 0 }, 'next-paragraph')).toBeNull()
  })

  test('ends when it is aborted', async () => {
    const controller = new AbortController()
    controller.abort(new Error('enough'))
    const document = new SpokenDocument([paragraph('One.')])
    await expect(coverDocument({ document, frontEnd: letters, signal: controller.signal })).rejects.toThrow(
      'enough',
    )
  })
})
