import { describe, expect, test } from 'vitest'
import { timeWords } from '../../../src-main/engine/voices/word-times'

const sentence = {
  startChar: 0,
  endChar: 9,
  phonemes: 'a b, c.',
  words: [
    { startChar: 0, endChar: 1, phonemeStart: 0, phonemeEnd: 1, spoken: 'a' },
    { startChar: 2, endChar: 3, phonemeStart: 2, phonemeEnd: 3, spoken: 'b' },
    { startChar: 5, endChar: 6, phonemeStart: 5, phonemeEnd: 6, spoken: 'c' },
  ],
}
/** One id for each phoneme between a start and an end mark, two units long each. */
const idOfPhoneme = [1, 2, 3, 4, 5, 6, 7, 8]
const durations = Float32Array.from({ length: 9 }, () => 2)

describe('timeWords', () => {
  test('a word lasts over a space, not over punctuation, and the lag is taken off all but the last end', () => {
    const words = timeWords(sentence, durations, idOfPhoneme, { samplesPerUnit: 100, lagSamples: 50 })
    expect(words.map(({ startSample, endSample }) => [startSample, endSample])).toEqual([
      [150, 550],
      [550, 750],
      [1_150, 1_400],
    ])
  })

  test('no time lies before the start', () => {
    const [first] = timeWords(sentence, durations, idOfPhoneme, { samplesPerUnit: 10, lagSamples: 500 })
    expect(first).toMatchObject({ startSample: 0, endSample: 0 })
  })
})
