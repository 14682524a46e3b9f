import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { joinFrames, quietCuts } from '../../../../src-main/engine/voices/kokoro/quiet-cuts'

const aims = { frames: [40, 60, 90], minimumTailFrames: 24 }
const curve = (frames: number, at: (frame: number) => number) =>
  Float32Array.from({ length: 2 * frames }, (_, point) => at(Math.floor(point / 2)))

describe('quietCuts', () => {
  test('cuts right behind the pauses that lie near the lengths aimed at', () => {
    const isPause = (frame: number) => (frame >= 44 && frame < 50) || (frame >= 100 && frame < 108)
    const cuts = quietCuts(
      curve(150, (frame) => (isPause(frame) ? -6 : 5)),
      aims,
    )
    expect(cuts).toEqual([47, 103, 150])
  })

  test('leaves a short sentence whole', () => {
    expect(
      quietCuts(
        curve(56, () => 1),
        aims,
      ),
    ).toEqual([56])
    expect(
      quietCuts(
        curve(1, () => 1),
        aims,
      ),
    ).toEqual([1])
  })

  test('makes no piece so short that it is all overlap, and none much longer than aimed at', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_200 }), fc.integer(), (frames, seed) => {
        let state = seed >>> 0
        const next = () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32
        const ends = quietCuts(
          curve(frames, () => 8 * next() - 4),
          aims,
        )
        expect(ends.at(-1)).toBe(frames)
        const lengths = ends.map((end, piece) => end - (ends[piece - 1] ?? 0))
        for (const [piece, length] of lengths.entries()) {
          const aim = aims.frames[Math.min(piece, 2)]
          if (piece < lengths.length - 1) expect(length).toBeGreaterThanOrEqual(0.6 * aim)
          if (lengths.length > 1) expect(length).toBeGreaterThan(joinFrames)
          expect(length).toBeLessThanOrEqual(1.4 * aim + aims.minimumTailFrames)
        }
      }),
      { seed: 5, numRuns: 200 },
    )
  })
})
