import { describe, expect, test } from 'vitest'
import { chunkMillisecondsAt, chunkScaleSteps, chunkStepOf } from '../../../src-renderer/settings/chunk-scale'

describe('the chunk size slider', () => {
  test('reaches from 20 ms to 2 s', () => {
    expect(chunkMillisecondsAt(0)).toBe(20)
    expect(chunkMillisecondsAt(chunkScaleSteps)).toBe(2_000)
  })

  test('never goes back, and every step is at the length it gives', () => {
    let before = 0
    for (let step = 0; step <= chunkScaleSteps; step++) {
      const milliseconds = chunkMillisecondsAt(step)
      expect(milliseconds).toBeGreaterThanOrEqual(before)
      expect(Math.abs(chunkStepOf(milliseconds) - step)).toBeLessThanOrEqual(1)
      before = milliseconds
    }
  })

  test('a length from elsewhere is shown at the nearest step', () => {
    expect(chunkStepOf(1)).toBe(0)
    expect(chunkStepOf(200)).toBe(chunkScaleSteps / 2)
    expect(chunkStepOf(99_999)).toBe(chunkScaleSteps)
  })
})
