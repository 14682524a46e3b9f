import { describe, expect, test } from 'vitest'
import { createPipelineRecorder } from '../../../../src-main/cli/commands/bench/pipeline-log'
import type { NarrationPiece } from '../../../../src-main/engine/streaming/narration'

const sentence = (index: number, startedAtMilliseconds: number, took: number): NarrationPiece => ({
  kind: 'sentence',
  passage: 0,
  index,
  part: 0,
  block: 0,
  startChar: 0,
  endChar: 1,
  voice: 'heart',
  language: null,
  startSample: 0,
  endSample: 1,
  restSample: 0,
  words: [],
  skipped: [],
  startedAtMilliseconds,
  frontEndMilliseconds: took / 4,
  acousticMilliseconds: (took * 3) / 4,
})
const push = (index: number, startedAtMilliseconds: number, milliseconds: number): NarrationPiece => ({
  kind: 'audio',
  sentence: index,
  startSample: 0,
  samples: new Float32Array(1),
  frames: 8,
  nextFrames: 8,
  frameSamples: 10,
  startedAtMilliseconds,
  milliseconds,
})

describe('createPipelineRecorder', () => {
  test('tells when each piece began, ended and was taken, and what waited at that moment', () => {
    const recorder = createPipelineRecorder(1_000)
    recorder.note(sentence(0, 1_000, 10), 1_011)
    recorder.note(push(0, 1_012, 5), 1_018)
    // The second push was ready long before it was taken; the next sentence was analysed meanwhile.
    recorder.note(push(0, 1_017, 4), 1_050)
    recorder.note({ kind: 'silence', startSample: 2, samples: 5 }, 1_050)
    recorder.note(sentence(1, 1_011, 12), 1_051)
    recorder.note(push(1, 1_052, 3), 1_056)
    const { analyses, pushes } = recorder.finish()
    expect(analyses).toEqual([
      { sentence: 0, part: 0, beganMs: 0, endedMs: 10, handedOverMs: 11 },
      { sentence: 1, part: 0, beganMs: 11, endedMs: 23, handedOverMs: 51 },
    ])
    expect(pushes.map(({ beganMs, endedMs, handedOverMs }) => [beganMs, endedMs, handedOverMs])).toEqual([
      [12, 17, 18],
      [17, 21, 50],
      [52, 55, 56],
    ])
    expect(pushes.map(({ analysedWaiting }) => analysedWaiting)).toEqual([0, 1, 0])
    expect(pushes.map(({ pushesWaiting }) => pushesWaiting)).toEqual([0, 0, 0])
  })

  test('counts the pushes that lie ready while one is taken late', () => {
    const recorder = createPipelineRecorder(0)
    for (const [began, taken] of [
      [0, 30],
      [10, 40],
      [20, 50],
    ])
      recorder.note(push(0, began, 9), taken)
    expect(recorder.finish().pushes.map(({ pushesWaiting }) => pushesWaiting)).toEqual([2, 1, 0])
  })
})
