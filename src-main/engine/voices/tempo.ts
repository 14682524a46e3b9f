/** How fast an utterance is said, and how long the pauses inside it are. */
export interface Tempo {
  /** 1 is the voice's own pace, 2 twice as fast. */
  readonly lengthScale: number
  /**
   * Added to what the voice itself leaves where a clause ends between two words, before any stretch; rounded to the unit
   * in which its model counts durations.
   */
  readonly clausePauseSeconds: number
}

/** As a voice speaks by itself. */
export const ownTempo: Tempo = { lengthScale: 1, clausePauseSeconds: 0 }

export function isSameTempo(a: Tempo, b: Tempo): boolean {
  return a.lengthScale === b.lengthScale && a.clausePauseSeconds === b.clausePauseSeconds
}
