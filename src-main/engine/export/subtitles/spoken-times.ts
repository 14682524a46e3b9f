import type { SampledSentence } from '@contract/speech'

/** When a character is said, in samples of the recording; never earlier than one before it. */
export type SpokenTime = (char: number) => number

/**
 * Between the beginnings and ends of words, which are known, time passes evenly with the characters. Words that stand for
 * no character tell nothing.
 */
export function spokenTimes(sentence: SampledSentence): SpokenTime {
  const points: [char: number, sample: number][] = [[sentence.startChar, sentence.startSample]]
  const add = (char: number, sample: number): void => {
    const [lastChar, lastSample] = points[points.length - 1]
    if (char < lastChar || char > sentence.endChar) return
    points.push([char, Math.max(lastSample, Math.min(sentence.endSample, sample))])
  }
  for (const word of sentence.words) {
    if (word.endChar <= word.startChar) continue
    add(word.startChar, word.startSample)
    add(word.endChar, word.endSample)
  }
  add(sentence.endChar, sentence.endSample)
  return (char) => {
    // Where two points share a character, one ends there and one begins: what begins is meant.
    const next = points.findIndex(([at]) => at > char)
    if (next < 0) return points[points.length - 1][1]
    if (next === 0) return points[0][1]
    const [[startChar, startSample], [endChar, endSample]] = [points[next - 1], points[next]]
    return startSample + ((endSample - startSample) * (char - startChar)) / (endChar - startChar)
  }
}
