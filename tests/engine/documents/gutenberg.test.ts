import { describe, expect, test } from 'vitest'
import { findGutenbergBorders } from '../../../src-main/engine/documents/gutenberg'

describe('findGutenbergBorders', () => {
  test.each([
    [
      '*** START OF THE PROJECT GUTENBERG EBOOK ALICE ***',
      '*** END OF THE PROJECT GUTENBERG EBOOK ALICE ***',
    ],
    [
      '***START OF THIS PROJECT GUTENBERG\nEBOOK ALICE***',
      'End of the Project Gutenberg EBook of Alice, by C',
    ],
    [
      '*END*THE SMALL PRINT! FOR PUBLIC DOMAIN ETEXTS*Ver.04.29.93*END*',
      'End of Project Gutenberg’s Etext of Alice',
    ],
  ])('finds the book between %s and %s', (start, end) => {
    expect(findGutenbergBorders(['Title', start, 'Produced by A B', 'one', 'two', end, 'licence'])).toEqual({
      bodyStart: 3,
      bodyEnd: 5,
    })
  })

  test('a text about the project is no licence', () => {
    const texts = ['I went to Project Gutenberg.', 'The end of the Project was near.', 'Produced by hand.']
    expect(findGutenbergBorders(texts)).toEqual({ bodyStart: 0, bodyEnd: 3 })
  })

  test('a part that only ends the book, or begins with the licence itself', () => {
    expect(findGutenbergBorders(['words', 'THE FULL PROJECT GUTENBERG LICENSE', 'x'])).toEqual({
      bodyStart: 0,
      bodyEnd: 1,
    })
    expect(findGutenbergBorders([])).toEqual({ bodyStart: 0, bodyEnd: 0 })
  })
})
