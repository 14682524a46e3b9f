/** Beyond this the model's shortest phonemes vanish: the rest is stretching (measured: word error rates by speed). */
const longestLengthScale = 1.25

/** Requested length scale -> the rate that durations rounded to 25 ms really give (measured over 10 sentences). */
const trueRates: readonly (readonly [number, number])[] = [
  [0.5, 0.5],
  [0.75, 0.74],
  [1, 1],
  [1.15, 1.07],
  [1.25, 1.15],
]

export interface SpeedPlan {
  /** Given to the acoustic model. */
  readonly lengthScale: number
  /** The rate its speech then has. */
  readonly trueRate: number
  /** Time-stretch that makes up the rest, at least 1. */
  readonly stretch: number
}

/** Splits a reading speed into what the voice does itself and what a time-stretch does after the word clock. */
export function planSpeed(speed: number): SpeedPlan {
  const lengthScale = Math.min(speed, longestLengthScale)
  const trueRate = interpolate(lengthScale)
  return { lengthScale, trueRate, stretch: speed <= 1 ? 1 : Math.max(1, speed / trueRate) }
}

function interpolate(lengthScale: number): number {
  const upper = trueRates.findIndex(([scale]) => scale >= lengthScale)
  if (upper <= 0) return lengthScale
  const [x0, y0] = trueRates[upper - 1]
  const [x1, y1] = trueRates[upper]
  return y0 + ((lengthScale - x0) / (x1 - x0)) * (y1 - y0)
}
