import { assert } from '@contract/assert'
import { speedRange } from '@contract/settings'
import type { Pace } from './voice'

export interface SpeedPlan {
  /** Given to the acoustic model. */
  readonly lengthScale: number
  /** The rate its speech then has. */
  readonly trueRate: number
  /** Time-stretch that makes up the rest, at least 1. */
  readonly stretch: number
}

/**
 * Splits a reading speed into what the voice does itself and what a time-stretch does after the word clock: the voice
 * goes as fast as its pace allows, beyond which its shortest phonemes vanish (measured: word error rates by speed).
 * @param speed within `speedRange`; 1 is the voice's own pace
 */
export function planSpeed(speed: number, pace: Pace): SpeedPlan {
  assert(speed >= speedRange.min && speed <= speedRange.max, 'a reading speed is within its range')
  const [, fastest] = pace[pace.length - 1]
  const trueRate = Math.min(speed, fastest)
  return { lengthScale: lengthScaleFor(trueRate, pace), trueRate, stretch: speed / trueRate }
}

/** The rate that speech really has when the model is asked for a length scale; outside the table as at its ends. */
export function trueRateOf(lengthScale: number, pace: Pace): number {
  return interpolate(lengthScale, pace)
}

function lengthScaleFor(trueRate: number, pace: Pace): number {
  const swapped = pace.map(([scale, rate]) => [rate, scale] as const)
  return interpolate(trueRate, swapped)
}

/** Linear between the points of an increasing table. */
function interpolate(x: number, points: readonly (readonly [number, number])[]): number {
  const upper = points.findIndex(([at]) => at >= x)
  if (upper === -1) return points[points.length - 1][1]
  if (upper === 0) return points[0][1]
  const [x0, y0] = points[upper - 1]
  const [x1, y1] = points[upper]
  return y0 + ((x - x0) / (x1 - x0)) * (y1 - y0)
}
