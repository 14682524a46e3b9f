/** A recording that can be read from any sample on. Whoever opened it disposes it. */
export interface Recording {
  readonly sampleRateHz: number
  /** How long it is, in samples; of some kinds that takes a look at all of it. @throws as `read` */
  totalSamples(): Promise<number>
  /**
   * Samples of it, as one channel, -1..1. One reading at a time.
   * @returns a copy of its own; fewer than asked for only where the recording ends
   * @throws AppError 'narration/damaged', and what reading its bytes met
   */
  read(startSample: number, samples: number): Promise<Float32Array<ArrayBuffer>>
  /** May be called twice. */
  dispose(): void
}

/** The bytes of a recording, wherever they lie. */
export interface SoundBytes {
  totalBytes(): Promise<number>
  /** @returns what there is of the range: less than asked for at the end */
  read(startByte: number, byteLength: number): Promise<Uint8Array>
}
