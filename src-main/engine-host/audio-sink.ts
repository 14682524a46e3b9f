import type { AudioChunk } from '../engine'

/** Where a stream's chunks go. Back-pressure is the promise of `ready`. */
export interface AudioSink {
  /** The player is in another process, plays on without the host, and must know where the end is as soon as it is known. */
  readonly isElsewhere: boolean
  /** Audio that was taken and not yet heard. */
  readonly bufferedSamples: number
  /** Sample of the stream that is heard, rather too early than too late. */
  readonly heardSample: number
  /** How much may be waiting: the buffer ahead. */
  setCapacity(samples: number): void
  /** Resolves when there is room for a chunk. @throws `signal.reason` */
  ready(signal: AbortSignal): Promise<void>
  /**
   * Takes the chunk; its samples may be kept.
   * @returns false when it does not follow what was taken: it waited while the place where it belongs was cut off
   */
  write(chunk: AudioChunk): boolean
  /**
   * Takes back what was taken from a sample on, and that it has ended; the next chunk begins there.
   * @returns false when nothing was taken back: nothing was there yet, or it is heard too soon to be sure of it
   */
  cut(startSample: number): boolean
  /** No more chunks, unless what was taken is cut. */
  end(totalSamples: number): void
  /** After `end`: resolves when all that was taken is heard, as far as is known here. @throws `signal.reason` */
  heardOut(signal: AbortSignal): Promise<void>
  /** Credit that came from the player; for sinks whose player is elsewhere. */
  grant?(samples: number): void
  pause?(): void
  resume?(): void
  /** For sinks that play themselves. @param sample before which they stand still until they are resumed; null: none */
  setHalt?(sample: number | null): void
  /** @param volume 0..1 */
  setVolume?(volume: number): void
  /** Stops at once; resolves when what was held is free. May be called twice. */
  dispose(): Promise<void>
}
