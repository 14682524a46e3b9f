import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  chunkMarks,
  sentenceHeard,
  waveStrokes,
  wordMarks,
  xOfSample,
} from '../../../src-renderer/instruments/waveform-geometry'
import { chunkEvent, sentenceEvent } from '../stream-events'

const rate = 24_000
const shown = { startSample: 24_000, endSample: 48_000 }

describe('sentenceHeard', () => {
  const sentences = [
    sentenceEvent({ index: 0, startSample: 0, endSample: 100 }),
    sentenceEvent({ index: 1, startSample: 200, endSample: 300 }),
  ]

  test('is the last that has begun, through the pause after it', () => {
    expect([0, 150, 200, 999].map((sample) => sentenceHeard(sentences, sample)?.index)).toEqual([0, 0, 1, 1])
  })

  test('is the first one before anything is heard, and none without sentences', () => {
    expect(sentenceHeard([sentenceEvent({ startSample: 50 })], 0)?.startSample).toBe(50)
    expect(sentenceHeard([], 0)).toBeNull()
  })
})

describe('xOfSample', () => {
  test('maps the window onto the width', () => {
    expect([24_000, 36_000, 48_000].map((sample) => xOfSample(sample, shown, 800))).toEqual([0, 400, 800])
    expect(xOfSample(5, { startSample: 3, endSample: 3 }, 800)).toBe(0)
  })
})

describe('waveStrokes', () => {
  test('takes the loudest peak under each stroke and leaves gaps where nothing is rendered', () => {
    const chunk = chunkEvent({
      startSample: 24_000,
      samples: 2_400,
      peaks: Array.from({ length: 20 }, (_, i) => i / 20),
    })
    const strokes = waveStrokes([chunk], shown, 100, rate)
    expect(strokes.map((stroke) => stroke.x)).toEqual([0.5, 2.5, 4.5, 6.5, 8.5])
    expect(strokes.at(-1)?.peak).toBeCloseTo(0.95)
  })

  test('stays inside the picture for any chunks', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            startSample: fc.nat(80_000),
            peaks: fc.array(fc.double({ min: 0, max: 3, noNaN: true })),
          }),
        ),
        (parts) => {
          const chunks = parts.map((part) => chunkEvent({ ...part, samples: part.peaks.length * 120 }))
          for (const stroke of waveStrokes(chunks, shown, 300, rate)) {
            expect(stroke.x).toBeGreaterThanOrEqual(0)
            expect(stroke.x).toBeLessThanOrEqual(300)
            expect(stroke.peak).toBeLessThanOrEqual(1)
          }
        },
      ),
      { seed: 2 },
    )
  })
})

describe('chunkMarks', () => {
  test('cuts borders to the picture but says true lengths', () => {
    const marks = chunkMarks([chunkEvent({ startSample: 12_000, samples: 24_000 })], shown, 800, rate)
    expect(marks).toEqual([{ startX: 0, endX: 400, milliseconds: 1_000 }])
  })

  test('leaves out chunks of other sentences', () => {
    expect(chunkMarks([chunkEvent({ startSample: 0, samples: 24_000 })], shown, 800, rate)).toEqual([])
  })
})

describe('wordMarks', () => {
  const text = 'The night came like the turning'
  const word = (startChar: number, endChar: number, startSample: number) => ({
    startChar,
    endChar,
    startSample,
    endSample: startSample + 1_000,
  })

  test('words that would touch stand on two rows', () => {
    const sentence = sentenceEvent({
      ...shown,
      words: [word(0, 3, 24_000), word(4, 9, 24_500), word(10, 14, 30_000)],
    })
    expect(wordMarks(sentence, text, shown, 800)).toMatchObject([
      { text: 'The', row: 0, x: 0, index: 0 },
      { text: 'night', row: 1, index: 1 },
      { text: 'came', row: 0, index: 2 },
    ])
  })

  test('the word heard is marked, however little room there is', () => {
    const words = Array.from({ length: 40 }, (_, index) => word(10, 14, 24_000 + index * 500))
    for (const heard of [0, 1, 7, 39]) {
      const marks = wordMarks(sentenceEvent({ ...shown, words }), text, shown, 400, heard)
      expect(marks.filter(({ index }) => index === heard)).toHaveLength(1)
    }
  })

  test('no two words of a row overlap, however many there are', () => {
    const words = Array.from({ length: 40 }, (_, index) => word(10, 14, 24_000 + index * 500))
    const marks = wordMarks(sentenceEvent({ ...shown, words }), text, shown, 400, 17)
    for (const row of [0, 1]) {
      const xs = marks.filter((mark) => mark.row === row).map((mark) => mark.x)
      for (const [index, x] of xs.slice(1).entries()) expect(x - (xs[index] ?? 0)).toBeGreaterThan(24)
    }
    expect(marks.length).toBeLessThan(40)
  })
})
