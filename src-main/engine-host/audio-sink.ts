import type { AudioChunk } from '../engine'

/** Where a stream's chunks go. Back-pressure is the promise of `ready`. */
export interface AudioSink {
  /** Audio that was taken and not yet heard. */
  readonly bufferedSamples: number
  /** How much may be waiting: the buffer ahead. */
  setCapacity(samples: number): void
  /** Resolves when there is room for a chunk. @throws `signal.reason` */
  ready(signal: AbortSignal): Promise<void>
  /** Takes the chunk; its samples may be kept. */
  write(chunk: AudioChunk): void
  /**
   * No more chunks. Resolves when the host is no longer needed for what was taken: at once where the player is
   * elsewhere, when all of it is heard where the player is here. @throws `signal.reason`
   */
  end(totalSamples: number, signal: AbortSignal): Promise<void>
  /** Credit that came from the player; for sinks whose player is elsewhere. */
  grant?(samples: number): void
  pause?(): void
  resume?(): void
  /** @param volume 0..1 */
  setVolume?(volume: number): void
  /** Stops at once; resolves when what was held is free. May be called twice. */
  dispose(): Promise<void>
}
