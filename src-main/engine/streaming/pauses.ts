import type { Block } from '@contract/document'
import type { PauseSettings } from '@contract/settings'
import type { PlacedSentence } from './spoken-document'

/**
 * Headings down to this level begin a chapter: books number parts 1 and chapters 2, or chapters 1, and the title of an
 * article leaves its sections 2. The block alone says so, because a document is read while more of it comes.
 */
const chapterLevel = 2

/** What lies between two pieces of text, and is paused for. */
export type PauseKind = 'sentence' | 'paragraph' | 'heading' | 'listItem' | 'chapter'

/** What the pause between two sentences that follow each other is chosen by. */
export function pauseKind(
  previous: PlacedSentence,
  next: PlacedSentence,
  blocks: readonly Block[],
): PauseKind {
  if (previous.block === next.block) return 'sentence'
  const before = blocks[previous.block]
  const after = blocks[next.block]
  // A heading that is not read itself parts what stands around it all the same.
  const between = blocks.slice(previous.block + 1, next.block + 1)
  if (before.kind !== 'heading' && between.some(opensChapter)) return 'chapter'
  if (before.kind === 'heading' || between.some(({ kind }) => kind === 'heading')) return 'heading'
  return before.kind === 'list-item' && after.kind === 'list-item' ? 'listItem' : 'paragraph'
}

function opensChapter({ kind, level = 1, matter }: Block): boolean {
  return kind === 'heading' && matter === undefined && level <= chapterLevel
}

/** What is set for a kind of pause, at speed 1. */
export function pauseMilliseconds(kind: PauseKind, pauses: PauseSettings): number {
  switch (kind) {
    case 'sentence':
      return pauses.sentenceMilliseconds
    case 'paragraph':
      return pauses.paragraphMilliseconds
    case 'heading':
      return pauses.headingMilliseconds
    case 'listItem':
      return pauses.listItemMilliseconds
    case 'chapter':
      return pauses.chapterMilliseconds
  }
}

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
  return (
    pauseMilliseconds(pauseKind(previous, next, blocks), pauses) * pauseFactor(speed, pauses.shrinkPercent)
  )
}

/** The shortest of the pauses between two pieces of text. @returns milliseconds at the given speed */
export function leastPause(pauses: PauseSettings, speed: number): number {
  const kinds: readonly PauseKind[] = ['sentence', 'paragraph', 'heading', 'listItem', 'chapter']
  const least = Math.min(...kinds.map((kind) => pauseMilliseconds(kind, pauses)))
  return least * pauseFactor(speed, pauses.shrinkPercent)
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
