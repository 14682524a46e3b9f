import type { FirstAudio } from '@contract/speech'

/** A part of the time to first sound. */
export interface FirstSoundPart {
  readonly name: 'front' | 'acoustic' | 'vocoder' | 'output'
  readonly milliseconds: number
}

/**
 * Where the time between the click and the first audible sample went. What the engine does not account for (queues,
 * the way to the loudspeaker) is its output.
 * @param clickToAudibleMilliseconds of the same stream; null while it has not been heard
 */
export function firstSoundParts(
  firstAudio: FirstAudio,
  clickToAudibleMilliseconds: number | null,
): FirstSoundPart[] {
  const engine =
    firstAudio.frontEndMilliseconds + firstAudio.acousticMilliseconds + firstAudio.vocoderMilliseconds
  const whole = Math.max(clickToAudibleMilliseconds ?? 0, firstAudio.totalMilliseconds)
  return [
    { name: 'front', milliseconds: firstAudio.frontEndMilliseconds },
    { name: 'acoustic', milliseconds: firstAudio.acousticMilliseconds },
    { name: 'vocoder', milliseconds: firstAudio.vocoderMilliseconds },
    { name: 'output', milliseconds: Math.max(0, whole - engine) },
  ]
}

/** The value that 95 of 100 stay under (nearest rank); null without values. */
export function percentile95(values: readonly number[]): number | null {
  const sorted = [...values].sort((left, right) => left - right)
  return sorted[Math.ceil(sorted.length * 0.95) - 1] ?? null
}
