import type { Block } from '@contract/document'
import type { PauseSettings } from '@contract/settings'
import type { PlacedSentence } from './spoken-document'

/**
 * Silence before a sentence, chosen by what lies between it and the sentence before.
 * @returns milliseconds at the given speed
 */
export function pauseBefore(
  previous: PlacedSentence | null,
  next: PlacedSentence,
  blocks: readonly Block[],
  pauses: PauseSettings,
  speed: number,
): number {
  if (!previous) return 0
  const factor = pauseFactor(speed, pauses.shrinkPercent)
  if (previous.block === next.block) return pauses.sentenceMilliseconds * factor
  const touchesHeading = blocks.slice(previous.block, next.block + 1).some(({ kind }) => kind === 'heading')
  return (touchesHeading ? pauses.headingMilliseconds : pauses.paragraphMilliseconds) * factor
}

/**
 * How long a pause is at a speed, against speed 1. Slow speech has long pauses; what fast speech has is set: from as
 * long as ever (0 %) to as short as the speech itself becomes (100 %).
 */
export function pauseFactor(speed: number, shrinkPercent: number): number {
  return speed <= 1 ? 1 / speed : 1 - (shrinkPercent / 100) * (1 - 1 / speed)
}

/** A length of time as samples, rounded to the nearest. */
export function toSamples(milliseconds: number, sampleRateHz: number): number {
  return Math.round((milliseconds / 1_000) * sampleRateHz)
}
