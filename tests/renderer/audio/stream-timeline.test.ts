import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { StreamTimeline } from '../../../src-renderer/audio/stream-timeline'
import { scoreFor, sinePauseSamples, sineWordSamples } from '../../helpers/sine-engine'
import { sentenceEvent } from '../stream-events'

const block = {
  kind: 'paragraph' as const,
  text: 'one two three',
  marks: [],
  source: { part: 0, startChar: 0, endChar: 13, exact: true },
}

function timelineOf(sentences: number): StreamTimeline {
  const timeline = new StreamTimeline(1)
  for (const sentence of scoreFor(1, new Array(sentences).fill(block), { block: 0, char: 0 }).sentences)
    timeline.add(sentence)
  return timeline
}
const sentenceSamples = 3 * sineWordSamples + sinePauseSamples

describe('StreamTimeline', () => {
  test('knows nothing before the first sentence', () => {
    expect(new StreamTimeline(1).placeAt(0)).toBeNull()
    expect(new StreamTimeline(1).positionAt(0)).toBeNull()
  })

  test('finds the same word as a plain search', () => {
    const timeline = timelineOf(40)
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40 * sentenceSamples - 1 }), (sample) => {
        const sentence = timeline.sentences.find(({ startSample }) => sample < startSample + sentenceSamples)
        const word = sentence?.words.findIndex((one) => sample >= one.startSample && sample < one.endSample)
        expect(timeline.placeAt(sample)).toMatchObject({ sentenceIndex: sentence?.index, wordIndex: word })
      }),
      { seed: 3, numRuns: 300 },
    )
  })

  test('in a pause the sentence before it is heard and the next word is where reading goes on', () => {
    const timeline = timelineOf(2)
    const inPause = 3 * sineWordSamples + 10
    expect(timeline.placeAt(inPause)).toMatchObject({ sentenceIndex: 0, wordIndex: -1, word: null })
    expect(timeline.positionAt(inPause)).toEqual({ block: 1, char: 0 })
    expect(timeline.positionAt(inPause + sentenceSamples)).toEqual({ block: 1, char: 13 })
  })

  test('where the voice stands still in a pause, the word before it stays', () => {
    const inPause = 3 * sineWordSamples + 10
    expect(timelineOf(2).placeAt(inPause, true)).toMatchObject({ sentenceIndex: 0, wordIndex: 2 })
  })

  test('forgets what was heard long ago and nothing else', () => {
    const timeline = timelineOf(1_000)
    for (let sentence = 0; sentence < 1_000; sentence += 1) {
      timeline.forgetBefore(sentence * sentenceSamples)
      expect(timeline.placeAt(sentence * sentenceSamples)?.sentenceIndex).toBe(sentence)
    }
    expect(timeline.sentences.length).toBeLessThan(200)
  })

  test('the parts of a sentence are one, and reading halts behind the last of them', () => {
    const timeline = new StreamTimeline(1)
    timeline.add(sentenceEvent({ startChar: 0, endChar: 5, startSample: 0, endSample: 100 }))
    timeline.add(
      sentenceEvent({ index: 1, part: 1, startChar: 6, endChar: 9, startSample: 100, endSample: 200 }),
    )
    timeline.add(sentenceEvent({ index: 2, startChar: 10, endChar: 20, startSample: 250, endSample: 300 }))
    for (const sample of [0, 150, 220])
      expect(timeline.placeAt(sample)?.sentence).toEqual({ startChar: 0, endChar: 9 })
    expect(timeline.placeAt(250)?.sentence).toEqual({ startChar: 10, endChar: 20 })
    expect(timeline.haltAfter(20, { before: 'sentence' })).toBe(250)
    expect(timeline.haltAfter(250, { before: 'sentence' })).toBeNull()
  })
})
