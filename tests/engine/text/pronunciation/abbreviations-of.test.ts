import { describe, expect, test } from 'vitest'
import { abbreviationsOf } from '../../../../src-main/engine/text/pronunciation/abbreviations-of'
import { splitSentences } from '../../../../src-main/engine/text/sentences'
import { entry } from './said'

describe('abbreviationsOf', () => {
  test.each([
    ['Gloss.', 'Siehe Gloss. Drei genau.', 1],
    ['Gloss.', 'Siehe gloss. Drei genau.', 1],
    ['gloss.', 'Siehe GLOSS. Drei genau.', 1],
    ['q. Zw.', 'Auf 48 Q. Zw. Wien genau.', 1],
    ['Gloss', 'Siehe Gloss. Drei genau.', 2],
  ])('after %j no sentence ends in %j, however its letters are written', (text, read, sentences) => {
    expect(splitSentences(read, 'de', abbreviationsOf([entry(text, 'X')]))).toHaveLength(sentences)
  })

  test('where an entry tells capitals from small letters, so does the end of a sentence', () => {
    const own = abbreviationsOf([entry('Gloss.', 'X', { matchCase: true })])
    expect(splitSentences('Siehe Gloss. Drei genau.', 'de', own)).toHaveLength(1)
    expect(splitSentences('Siehe gloss. Drei genau.', 'de', own)).toHaveLength(2)
  })

  test('what is found inside words, or by a pattern, is no abbreviation', () => {
    const own = abbreviationsOf([
      entry('Gloss.', 'X', { match: 'anywhere' }),
      entry('Gloss.', 'X', { match: 'regex' }),
    ])
    expect(splitSentences('Siehe Gloss. Drei genau.', 'de', own)).toHaveLength(2)
  })
})
