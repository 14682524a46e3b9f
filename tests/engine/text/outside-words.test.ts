import { expect, test } from 'vitest'
import { outsideWords } from '../../../src-main/engine/text/outside-words'

const silence = (startChar: number, endChar: number) => ({ startChar, endChar, rule: 'rule' })
const sentenceOf = (...ranges: [number, number][]) => ({
  startChar: 0,
  endChar: 99,
  phonemes: 'a',
  words: ranges.map(([startChar, endChar]) => ({
    startChar,
    endChar,
    phonemeStart: 0,
    phonemeEnd: 1,
    spoken: '',
  })),
})

test('silences lose what words have, and what the silence before has', () => {
  const sentences = [sentenceOf([2, 4], [10, 12]), sentenceOf([11, 12], [20, 30])]
  const silences = [
    silence(14, 16),
    silence(0, 3),
    silence(5, 13),
    silence(15, 17),
    silence(21, 25),
    silence(29, 31),
  ]
  expect(outsideWords(silences, sentences)).toEqual([
    silence(0, 2),
    silence(5, 10),
    silence(12, 13),
    silence(14, 16),
    silence(16, 17),
    silence(30, 31),
  ])
  expect(outsideWords([silence(1, 2)], [])).toEqual([silence(1, 2)])
})
