import { describe, expect, test } from 'vitest'
import { asWritten } from '../../../src-main/engine/text/speakable-text'
import type { SpokenSentence } from '../../../src-main/engine/text/spoken-text'
import { analyseParts, type AnalysedPart } from '../../../src-main/engine/voices/analyse-parts'
import { frontEndOf, spokenAsWritten } from '../../helpers/letter-front-end'
import { collect } from '../../helpers/collect'
import { sineHopSamples, sineUtterance } from '../../helpers/sine-vocoder'

const samplesAPhoneme = 100 * sineHopSamples

/** A model whose sound is as long as its text. */
function model(sentences: readonly SpokenSentence[], maxPhonemes: number) {
  const asked: string[] = []
  const analysePart = ({ phonemes, startChar, endChar }: SpokenSentence): Promise<AnalysedPart> => {
    asked.push(phonemes)
    const utterance = sineUtterance(phonemes.length * 100, phonemes)
    return Promise.resolve({ ...utterance, startChar, endChar })
  }
  const parts = analyseParts({
    text: asWritten('whatever'),
    frontEnd: frontEndOf(() => sentences),
    analysePart,
    maxSamples: maxPhonemes * samplesAPhoneme,
  })
  return { asked, parts }
}

describe('analyseParts', () => {
  test('analyses a part when it is asked for, and none after it is left', async () => {
    const { asked, parts } = model(
      ['one', 'two', 'three'].map((text) => spokenAsWritten(text)),
      10,
    )
    await parts.next()
    expect(asked).toEqual(['one'])
    await parts.next()
    expect(asked).toEqual(['one', 'two'])
    await parts.return()
    expect((await parts.next()).done).toBe(true)
    expect(asked).toEqual(['one', 'two'])
  })

  test('passes over what has no words', async () => {
    const { parts } = model([{ ...spokenAsWritten('—'), words: [] }, spokenAsWritten('one')], 10)
    expect(await collect(parts)).toHaveLength(1)
  })

  test('halves what would sound too long until nothing does, in order', async () => {
    const { parts } = model([spokenAsWritten('one two, three four, five six'), spokenAsWritten('end')], 10)
    const utterances = await collect(parts)
    expect(utterances.length).toBeGreaterThan(3)
    const starts = utterances.map(({ startChar }) => startChar)
    expect(starts.slice(0, -1)).toEqual([...starts.slice(0, -1)].sort((a, b) => a - b))
    expect(starts.at(-1)).toBe(0)
    for (const { samples } of utterances) expect(samples).toBeLessThanOrEqual(10 * samplesAPhoneme)
  })

  test('a single word that is too long fails with its own code, after what came before it', async () => {
    const { parts } = model([spokenAsWritten('one incomprehensibilities two')], 10)
    expect((await parts.next()).value).toMatchObject({ startChar: 0, endChar: 3 })
    await expect(parts.next()).rejects.toMatchObject({
      code: 'text/sentence-too-long',
      details: { startChar: 4, endChar: 25 },
    })
  })

  test('tells when work began; the front end counts for the first part only', async () => {
    const before = performance.timeOrigin + performance.now()
    const { parts } = model(
      ['one', 'two'].map((text) => spokenAsWritten(text)),
      10,
    )
    const [first, second] = await collect(parts)
    expect(first.startedAtMilliseconds).toBeGreaterThanOrEqual(before)
    expect(second.startedAtMilliseconds).toBeGreaterThanOrEqual(first.startedAtMilliseconds)
    expect(second.frontEndMilliseconds).toBe(0)
  })
})
