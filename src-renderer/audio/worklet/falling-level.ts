/** 40 dB down: speech at the loudness of a talk (65 dB) is then at that of a quiet bedroom (25 dB), where it is lost. */
export const fadeFloor = 0.01

/** A stretch of a stream over which it falls from a level to `fadeFloor`. */
export interface FallingStretch {
  readonly fromSample: number
  /** The first one that is not heard. */
  readonly untilSample: number
  /** A factor, `fadeFloor`..1. */
  readonly fromLevel: number
}

/**
 * By how much each sample of a stretch is lower than the one before: a factor. Equal steps in decibels, because the
 * ear compares levels by their ratio (Weber and Fechner's law): it hears them as evenly quieter, where a straight line
 * of amplitudes seems to stand for long and to drop at its end.
 */
export function fallingFactor({ fromSample, untilSample, fromLevel }: FallingStretch): number {
  return Math.pow(fadeFloor / fromLevel, 1 / Math.max(1, untilSample - fromSample))
}

/** The level at a sample of the stream: `fromLevel` before the stretch, `fadeFloor` behind it. */
export function fallenLevel(stretch: FallingStretch, sample: number): number {
  const { fromSample, untilSample, fromLevel } = stretch
  if (sample <= fromSample) return fromLevel
  if (sample >= untilSample) return fadeFloor
  return fromLevel * Math.pow(fallingFactor(stretch), sample - fromSample)
}
