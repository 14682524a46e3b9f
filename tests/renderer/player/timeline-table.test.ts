import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { TimelineTable } from '../../../src-renderer/player/timeline-table'

/** Startings, ends, pause before, where the next pause counts from, end of sound. */
const sentence = (startChar: number, endChar: number, pause: number, rest: number, end: number) => [
  startChar,
  endChar,
  pause,
  rest,
  end,
]
const tableOf = (chars: number[], ...measured: [block: number, sentences: number[]][]): TimelineTable => {
  const table = new TimelineTable()
  table.reset(chars, 1)
  table.measured(
    measured.map(([block, sentences]) => ({ block, sentences })),
    100,
  )
  table.reckon()
  return table
}

describe('TimelineTable', () => {
  test('a sentence begins after the pause, yet not before the sound of the one before is over', () => {
    const table = tableOf(
      [20, 0, 10],
      [0, [...sentence(0, 10, 0, 90, 100), ...sentence(10, 20, 50, 80, 100)]],
      [2, sentence(0, 10, 10, 100, 100)],
    )
    expect([0, 1, 2, 3].map((block) => Math.round(10 * table.blockStart(block)))).toEqual([0, 24, 24, 34])
    expect(table.secondsAt({ block: 0, char: 10 })).toBeCloseTo(1.4)
    expect(table.totalSeconds).toBeCloseTo(3.4)
    expect(table.knownFraction).toBe(1)
  })

  test('what is not measured is reckoned at the pace of what is', () => {
    const table = tableOf([10, 30], [0, sentence(0, 10, 0, 200, 200)])
    expect(table.blockStart(1)).toBe(2)
    expect(table.totalSeconds).toBeCloseTo(8)
    expect(table.isExact(0, 1)).toBe(true)
    expect(table.isExact(0, 2)).toBe(false)
  })

  test('a block that is measured anew counts once in the pace', () => {
    const table = tableOf([10, 30], [0, sentence(0, 10, 0, 200, 200)])
    table.hasten(2)
    table.measured([{ block: 0, sentences: sentence(0, 10, 0, 50, 50) }], 100)
    table.reckon()
    expect(table.blockStart(1)).toBe(0.5)
    expect(table.totalSeconds).toBeCloseTo(2)
  })

  test('a block that is written on, letter after letter, counts once in the pace', () => {
    const table = tableOf(
      [100, 10, 100],
      [0, sentence(0, 100, 0, 1_000, 1_000)],
      [1, sentence(0, 10, 0, 1_000, 1_000)],
    )
    for (let letter = 0; letter < 50; letter++) {
      table.splice(1, 1, [10])
      table.measured([{ block: 1, sentences: sentence(0, 10, 0, 1_000, 1_000) }], 100)
    }
    table.reckon()
    // 110 characters took 20 seconds.
    expect(table.totalSeconds - table.blockStart(2)).toBeCloseTo(100 / 5.5)
  })

  test('another speed scales what is known at once, and nothing of it is exact any more', () => {
    const table = tableOf([10, 30], [0, sentence(0, 10, 0, 200, 200)])
    table.hasten(2)
    table.reckon()
    expect(table.blockStart(1)).toBe(1)
    expect(table.totalSeconds).toBeCloseTo(4)
    expect(table.knownFraction).toBe(0)
  })

  test('a document that grows keeps what is known', () => {
    const table = tableOf([10], [0, sentence(0, 10, 0, 200, 200)])
    table.setChars([10, 10])
    table.reckon()
    expect(table.blockStart(1)).toBe(2)
    expect(table.totalSeconds).toBeCloseTo(4)
    expect(table.isExact(0, 1)).toBe(true)
  })

  test('blocks of which nothing is said take no time, and nothing is found in them', () => {
    const table = tableOf(
      [10, 40, 10],
      [0, sentence(0, 10, 0, 100, 100)],
      [1, []],
      [2, sentence(0, 10, 0, 100, 100)],
    )
    expect(table.blockStart(1)).toBe(1)
    expect(table.positionAt(1)).toEqual({ block: 2, char: 0 })
    expect(table.totalSeconds).toBe(2)
  })

  test('any instant leads to a place that is said no later, and places come in order', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.array(fc.tuple(fc.integer({ min: 1, max: 60 }), fc.nat(90), fc.nat(300), fc.nat(50)), {
            maxLength: 5,
          }),
          {
            minLength: 1,
            maxLength: 12,
          },
        ),
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 2, maxLength: 20 }),
        fc.nat(),
        (blocks, instants, unmeasured) => {
          const chars = blocks.map((sentences) => sentences.reduce((sum, [length]) => sum + length, 0))
          const measured = blocks.map((sentences, block): [number, number[]] => {
            let char = 0
            return [
              block,
              sentences.flatMap(([length, pause, rest, more]) =>
                sentence(char, (char += length), pause, rest, rest + more),
              ),
            ]
          })
          const table = tableOf(chars, ...measured.filter(([block]) => block % 7 !== unmeasured % 7))
          let before = { block: 0, char: 0 }
          for (const share of instants.sort((a, b) => a - b)) {
            const seconds = Math.max(table.blockStart(0), share * table.totalSeconds)
            const place = table.positionAt(seconds)
            expect(table.secondsAt(place)).toBeLessThanOrEqual(seconds + 1e-9)
            expect(
              place.block > before.block || (place.block === before.block && place.char >= before.char),
            ).toBe(true)
            before = place
          }
        },
      ),
      { seed: 11, numRuns: 300 },
    )
  })
})
