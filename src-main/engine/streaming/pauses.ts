import type { Block } from '@contract/document'
import type { PauseSettings } from '@contract/settings'
import type { PlacedSentence } from './spoken-document'

/**
 * Silence before a sentence, chosen by what lies between it and the sentence before.
 * @returns milliseconds at the given speed: pauses shrink as speech does
 */
export function pauseBefore(
  previous: PlacedSentence | null,
  next: PlacedSentence,
  blocks: readonly Block[],
  pauses: PauseSettings,
  speed: number,
): number {
  if (!previous) return 0
  if (previous.block === next.block) return pauses.sentenceMilliseconds / speed
  const touchesHeading = blocks.slice(previous.block, next.block + 1).some(({ kind }) => kind === 'heading')
  return (touchesHeading ? pauses.headingMilliseconds : pauses.paragraphMilliseconds) / speed
}
