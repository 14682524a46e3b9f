import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { streamSettingsSchema } from '@contract/settings'
import { createChunkPlanner, isFalling } from '../../../src-main/engine/streaming/chunk-planner'

const adaptive = streamSettingsSchema.parse({})
const state = fc.record({
  buffered: fc.double({ min: 0, max: 30, noNaN: true }),
  needed: fc.oneof(fc.constant(0), fc.double({ min: 0, max: 5, noNaN: true })),
})

describe('createChunkPlanner', () => {
  test('shrinks when the player’s buffer falls and grows again after', () => {
    const planner = createChunkPlanner()
    const plan = [9, 9, 9, 9, 0.1, 0.1, 9].map((buffered) => planner.nextMilliseconds(adaptive, buffered))
    expect(plan).toEqual([80, 160, 320, 640, 320, 160, 320])
  })

  test('doubles while the buffer is healthy and halves while it falls, for any course of the buffer', () => {
    fc.assert(
      fc.property(fc.array(state, { minLength: 1, maxLength: 40 }), (course) => {
        const planner = createChunkPlanner()
        let before: number | null = null
        for (const { buffered, needed } of course) {
          const length = planner.nextMilliseconds(adaptive, buffered, needed)
          if (before === null) expect(length).toBe(80)
          else if (isFalling(buffered, needed) && before > 160) expect(length).toBe(Math.max(160, before / 2))
          else expect(length).toBe(Math.min(960, before * 2))
          expect(length).toBeGreaterThanOrEqual(80)
          expect(length).toBeLessThanOrEqual(960)
          before = length
        }
      }),
      { seed: 11, numRuns: 500 },
    )
  })

  test('a buffer that holds less than will be played until more comes is falling, however long that is', () => {
    expect([isFalling(0.4, 0), isFalling(0.6, 0), isFalling(2, 2.5), isFalling(3, 2.5)]).toEqual([
      true,
      false,
      true,
      false,
    ])
  })

  test('fixed chunks have the chosen length whatever the buffer', () => {
    const planner = createChunkPlanner()
    const fixed = streamSettingsSchema.parse({ chunkPolicy: 'fixed', chunkMilliseconds: 123 })
    fc.assert(
      fc.property(state, ({ buffered, needed }) => {
        expect(planner.nextMilliseconds(fixed, buffered, needed)).toBe(123)
      }),
      { seed: 12 },
    )
  })
})
