import { beforeEach, describe, expect, test } from 'vitest'
import type { SpeechEvent } from '@contract/speech'
import { SpokenPassage } from '../../../src-renderer/narration/spoken-passage'

const streamId = 1
const sentence = (index: number, startSample: number): SpeechEvent => ({
  kind: 'sentence',
  ...{ streamId, index, block: index, startChar: 0, endChar: 4, words: [] },
  ...{ startSample, endSample: startSample + 1_000 },
})

describe('a passage whose voice is changed once all of it was sent', () => {
  let passage: SpokenPassage
  beforeEach(() => {
    passage = new SpokenPassage(24_000, () => undefined)
    for (const index of [0, 1, 2]) passage.hear(sentence(index, index * 1_000))
    passage.receive(0, new Float32Array(3_000))
    passage.hear({ kind: 'end', streamId, totalSamples: 3_000 })
  })

  /** As it is told on both ports; the other voice then says the rest in the same stream. */
  function change(startSample: number, index: number): void {
    passage.hear({ kind: 'cut', streamId, startSample, sentence: index })
    passage.cut(startSample)
    passage.hear(sentence(index, startSample + 50))
    passage.hear({ kind: 'end', streamId, totalSamples: 9_000 })
  }

  test('is broken off there, and nothing of it is told twice', () => {
    expect(passage.next()).toMatchObject({ block: 0 })
    change(1_000, 1)
    expect(passage.next()).toBe('cut')
    expect(passage.take(0, 1_000)).toHaveLength(1_000)
  })

  test('is what it was where all of it has been handed over', () => {
    for (const block of [0, 1, 2]) expect(passage.next()).toMatchObject({ block })
    change(2_000, 2)
    expect(passage.next()).toBe('said')
  })
})
