/**
 * A step on the way of an utterance's samples from the vocoder to the listener. One is made for each utterance, which
 * begins and ends in silence: its state starts there and is flushed there, so that nothing is shifted by the latency
 * and the sound does not depend on how it was cut into writes.
 */
export interface AudioStage {
  /** The most samples written that are held back until more are; the word clock never notices. */
  readonly latencySamples: number
  /** @returns what is ready, possibly nothing; owned by the caller */
  write(samples: Float32Array): Float32Array<ArrayBuffer>
  /**
   * Takes the last samples of the utterance.
   * @param totalSamples length that all results together must have: the rest is cut or filled with silence, so that the clock stays exact
   */
  finish(samples: Float32Array, totalSamples: number): Float32Array<ArrayBuffer>
  /** Frees what is not the garbage collector's; may be called twice. */
  dispose(): void
}
