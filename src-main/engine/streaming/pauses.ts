import type { Block } from '@contract/document'
import { pauseKind, pauseKinds, pauseMilliseconds } from '@contract/pauses'
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
  const kind = pauseKind(previous.block, next.block, blocks)
  return pauseMilliseconds(kind, pauses) * pauseFactor(speed, pauses.shrinkPercent)
}

/** What is added to a voice's own pause where a clause ends inside a sentence. @returns milliseconds at the given speed */
export function clausePause({ commaMilliseconds, shrinkPercent }: PauseSettings, speed: number): number {
  return commaMilliseconds * pauseFactor(speed, shrinkPercent)
}

/** The shortest of the pauses between two pieces of text. @returns milliseconds at the given speed */
export function leastPause(pauses: PauseSettings, speed: number): number {
  const least = Math.min(...pauseKinds.map((kind) => pauseMilliseconds(kind, pauses)))
  return least * pauseFactor(speed, pauses.shrinkPercent)
}

/**
 * How long a pause is at a speed, against speed 1. Slow speech has long pauses; what fast speech has is set: from as
 * long as ever (0 %) to as short as the speech itself becomes (100 %).
 */
function pauseFactor(speed: number, shrinkPercent: number): number {
  return speed <= 1 ? 1 / speed : 1 - (shrinkPercent / 100) * (1 - 1 / speed)
}

/** A length of time as samples, rounded to the nearest. */
export function toSamples(milliseconds: number, sampleRateHz: number): number {
  return Math.round((milliseconds / 1_000) * sampleRateHz)
}
