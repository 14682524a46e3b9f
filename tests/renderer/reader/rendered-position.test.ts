import { describe, expect, test } from 'vitest'
import { renderedPosition } from '../../../src-renderer/reader/rendered-position'
import { chunkEvent, sentenceEvent } from '../stream-events'

describe('renderedPosition', () => {
  const sentence = sentenceEvent({
    index: 2,
    block: 5,
    startChar: 100,
    endChar: 200,
    startSample: 1_000,
    endSample: 3_000,
  })

  test('is reckoned evenly over the sentence of the last chunk', () => {
    const chunks = [chunkEvent({ sentence: 2, startSample: 1_500, samples: 500 })]
    expect(renderedPosition({ chunks, sentences: [sentence] })).toEqual({ block: 5, char: 150 })
  })

  test('stays inside the sentence while the pause around it is rendered', () => {
    const before = [chunkEvent({ sentence: 2, startSample: 0, samples: 400 })]
    expect(renderedPosition({ chunks: before, sentences: [sentence] })).toEqual({ block: 5, char: 100 })
    const after = [chunkEvent({ sentence: 2, startSample: 2_900, samples: 900 })]
    expect(renderedPosition({ chunks: after, sentences: [sentence] })).toEqual({ block: 5, char: 200 })
  })

  test('is unknown before the first chunk, and for a sentence that was forgotten', () => {
    expect(renderedPosition({ chunks: [], sentences: [sentence] })).toBeNull()
    expect(renderedPosition({ chunks: [chunkEvent({ sentence: 9 })], sentences: [sentence] })).toBeNull()
  })
})
