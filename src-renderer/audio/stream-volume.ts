import type { EngineLine } from './engine-line'
import type { Stream } from './reading-stream'

/** How loud a stream is played: the window's output takes it at any time, the system's is the engine's own. */
export class StreamVolume {
  /** 0..1, what the person set. */
  #volume = 1
  /** 0..1, by which that is lowered for a while. */
  #fade = 1

  constructor(private readonly line: Pick<EngineLine, 'output' | 'send'>) {}

  /** What comes out of both, 0..1. */
  get level(): number {
    return this.#volume * this.#fade
  }

  /** @param stream null: what is played next */
  set(part: { volume?: number; fade?: number }, stream: Stream | null): void {
    this.#volume = part.volume ?? this.#volume
    this.#fade = part.fade ?? this.#fade
    this.line.output?.setVolume(this.level)
    if (stream) this.tell(stream)
  }

  /** Tells the engine, where that plays the stream. */
  tell({ id: streamId, clock, isCurrent, settings }: Stream): void {
    if (clock && isCurrent && settings.audio.output === 'system')
      this.line.send({ kind: 'volume', streamId, volume: this.level })
  }
}
