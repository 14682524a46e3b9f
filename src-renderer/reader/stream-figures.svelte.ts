import type { Instruments } from '../audio/speech-player-types'

/** What is known of how fast the voice speaks: of the stream heard last, and null until known. */
export class StreamFigures {
  #realTimeFactor: number | null = $state(null)
  #frameMilliseconds: number | null = $state(null)
  #streamRateHz: number | null = $state(null)

  /** Rendering time over audio time. */
  get realTimeFactor(): number | null {
    return this.#realTimeFactor
  }
  /** Samples a second on the stream's clock. */
  get streamRateHz(): number | null {
    return this.#streamRateHz
  }
  /** Length of one of the voice's frames. */
  get frameMilliseconds(): number | null {
    return this.#frameMilliseconds
  }

  /** Looks at the instruments of the player. */
  note({ realTimeFactor, chunks, sampleRateHz: rate }: Instruments): void {
    this.#streamRateHz = rate ?? this.#streamRateHz
    this.#realTimeFactor = realTimeFactor ?? this.#realTimeFactor
    const chunk = chunks.findLast(({ frames }) => frames > 0)
    if (chunk && rate) this.#frameMilliseconds = ((chunk.samples / chunk.frames) * 1_000) / rate
  }
}
