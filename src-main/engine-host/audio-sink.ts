import type { AudioChunk } from '../engine'

/** Where a stream's chunks go. Back-pressure is the promise of `write`. */
export interface AudioSink {
  /** Audio that was taken and not yet heard. */
  readonly bufferedSamples: number
  /** How much may be waiting: the buffer ahead. */
  setCapacity(samples: number): void
  /** Resolves when there is room for a chunk. @throws `signal.reason` */
  ready(signal: AbortSignal): Promise<void>
  /** Takes the chunk; its samples may be kept. */
  write(chunk: AudioChunk): void
  /** No more chunks: the stream is heard out at `totalSamples`. */
  end(totalSamples: number): void
  /** Credit that came from the player; for sinks whose player is elsewhere. */
  grant?(samples: number): void
  pause?(): void
  resume?(): void
  /** Stops at once and frees what is held. */
  dispose(): void
}
