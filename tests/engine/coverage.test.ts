import { describe, expect, test } from 'vitest'
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

  test('ends when it is aborted', async () => {
    const controller = new AbortController()
    controller.abort(new Error('enough'))
    const document = new SpokenDocument([paragraph('One.')])
    await expect(coverDocument({ document, frontEnd: letters, signal: controller.signal })).rejects.toThrow(
      'enough',
    )
  })
})
