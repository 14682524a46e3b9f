import type { EngineLine } from './engine-line'
import type { Stream } from './reading-stream'
import type { HaltRule } from './speech-player-types'

/** Tells whoever plays a stream where it is to stand still, as soon as that is known. */
export class StreamHalt {
  #rule: HaltRule | null = null
  #toldStreamId = -1
  #toldSample: number | null = null

  constructor(private readonly line: Pick<EngineLine, 'output' | 'send'>) {}

  /** @param rule holds for this stream and those after it; null: nowhere */
  set(rule: HaltRule | null): void {
    this.#rule = rule
  }

  /** Looks where the stream has to halt now: after anything that may have moved the place. */
  update(stream: Stream): void {
    if (!stream.clock) return
    const heard = stream.clock.read()?.sample ?? -1
    const sample = this.#rule && stream.timeline.haltAfter(heard + 1, this.#rule)
    if (stream.id === this.#toldStreamId && sample === this.#toldSample) return
    const wasTold = stream.id === this.#toldStreamId && this.#toldSample !== null
    this.#toldStreamId = stream.id
    this.#toldSample = sample
    if (sample === null && !wasTold) return
    if (stream.settings.audio.output === 'window') this.line.output?.setHalt(stream.id, sample)
    else this.line.send({ kind: 'halt', streamId: stream.id, sample })
  }

  /** The stream was cut: what was told holds no longer. */
  forget(): void {
    this.#toldStreamId = -1
  }
}
