import fc from 'fast-check'
import { expect, test, describe } from 'vitest'
import { createSlidingMinimum } from '../../../../src-main/engine/audio/post/sliding-minimum'

describe('createSlidingMinimum', () => {
  test('is the least of the last values, for any values and window', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 9 })),
        fc.integer({ min: 1, max: 12 }),
        (values, window) => {
          const minimum = createSlidingMinimum(window)
          values.forEach((value, i) =>
            expect(minimum(value)).toBe(Math.min(...values.slice(Math.max(0, i + 1 - window), i + 1))),
          )
        },
      ),
      { seed: 2, numRuns: 500 },
    )
  })
})
