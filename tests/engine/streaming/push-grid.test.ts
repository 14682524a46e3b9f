import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { pushBoundaries } from '../../../src-main/engine/streaming/push-grid'

const grid = { frames: [16, 48, 160], minimumTailFrames: 24 }

describe('pushBoundaries', () => {
  test('follows the grid and joins a short tail to the push before it', () => {
    expect(pushBoundaries(1_094, 29, grid)).toEqual([45, 93, 253, 413, 573, 733, 893, 1_053, 1_094])
    expect(pushBoundaries(1_070, 29, grid)).toEqual([45, 93, 253, 413, 573, 733, 893, 1_070])
  })

  test('a sentence shorter than the first push is one push', () => {
    expect(pushBoundaries(1, 29, grid)).toEqual([1])
    expect(pushBoundaries(60, 29, grid)).toEqual([60])
  })

  test('always rises, ends at the end, and leaves no push shorter than the tail allows', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5_000 }),
        fc.integer({ min: 0, max: 60 }),
        (frames, lookAhead) => {
          const boundaries = pushBoundaries(frames, lookAhead, grid)
          expect(boundaries.at(-1)).toBe(frames)
          const lengths = boundaries.map((end, i) => end - (boundaries[i - 1] ?? 0))
          expect(lengths.every((length) => length > 0)).toBe(true)
          if (lengths.length > 1) expect(lengths.at(-1)).toBeGreaterThanOrEqual(16)
        },
      ),
      { seed: 1 },
    )
  })
})
