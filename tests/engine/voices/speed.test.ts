import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { speedRange } from '@contract/settings'
import { planSpeed, trueRateOf } from '../../../src-main/engine/voices/speed'
import type { Pace } from '../../../src-main/engine/voices/voice'

const pace: Pace = [
  [0.4, 0.47],
  [0.5, 0.57],
  [1, 1],
  [1.25, 1.14],
]

describe('planSpeed', () => {
  test('asks the model for the length scale that really gives the speed', () => {
    expect(planSpeed(0.57, pace)).toEqual({ lengthScale: 0.5, trueRate: 0.57, stretch: 1 })
    expect(planSpeed(1, pace)).toEqual({ lengthScale: 1, trueRate: 1, stretch: 1 })
    expect(planSpeed(0.5, pace).lengthScale).toBeCloseTo(0.43)
  })

  test('leaves to the stretch what is faster than the model does well', () => {
    expect(planSpeed(2.28, pace)).toEqual({ lengthScale: 1.25, trueRate: 1.14, stretch: 2 })
  })

  test('rate times stretch is the speed, over the whole range', () => {
    fc.assert(
      fc.property(fc.double({ ...speedRange, noNaN: true }), (speed) => {
        const plan = planSpeed(speed, pace)
        expect(plan.trueRate * plan.stretch).toBeCloseTo(speed, 9)
        expect(trueRateOf(plan.lengthScale, pace)).toBeCloseTo(plan.trueRate, 9)
        expect(plan.stretch).toBeGreaterThanOrEqual(1)
      }),
      { seed: 11 },
    )
  })

  test('takes no speed outside the range', () => {
    for (const speed of [0, 0.49, 4.01, NaN, Infinity]) expect(() => planSpeed(speed, pace)).toThrow('speed')
  })
})
