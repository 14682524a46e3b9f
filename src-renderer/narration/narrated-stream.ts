import { toErrorData, type AppError } from '@contract/errors'
import { peakOutline } from '@contract/peak-outline'
import { peakSeconds } from '@contract/speech'
import type { StreamEvent } from '../audio/engine-line'
import type { AudioOutput } from '../audio/audio-output'
import type { NarratedRun, RunPiece, ToldSentence } from './narrated-run'

/** Kept ready: a page that is busy for a moment must not be heard, and another speed is worth throwing this away. */
const aheadSeconds = 4
/** What is on its way to the ear while the speed changes stays as it is. */
const changeAfterSeconds = 0.1
/** How often it is looked whether there is room for more. */
const lookMilliseconds = 40

/** What a stream is made in. */
export interface StreamSurroundings {
  readonly output: AudioOutput
  emit(event: StreamEvent): void
  /** The stream cannot go on. */
  fail(error: unknown): void
  /** Runs `task` again and again until the returned function is called. */
  every(milliseconds: number, task: () => void): () => void
}

/** One uninterrupted run of a recording, from its bytes into an output's queue. */
export class NarratedStream {
  #speed: number
  #isStopped = false
  #hasEnded = false
  /** Told when all is heard that came before it. */
  #failure: AppError | null = null
  #wake: () => void = () => undefined
  #told: { readonly index: number; readonly start: number }[] = []

  constructor(
    private readonly id: number,
    private readonly run: NarratedRun,
    private speed: number,
    private readonly surroundings: StreamSurroundings,
  ) {
    this.#speed = speed
    void this.#play()
  }

  /** From a moment to come on. */
  setSpeed(speed: number): void {
    this.speed = speed
    this.#wake()
  }

  stop(): void {
    this.#isStopped = true
    this.run.stop()
    this.#wake()
  }

  async #play(): Promise<void> {
    const { every, fail } = this.surroundings
    const stopLooking = every(lookMilliseconds, () => this.#wake())
    try {
      while (!this.#isStopped) {
        if (this.speed !== this.#speed) this.#changeSpeed()
        if (this.#failure && this.#isHeardOut()) return this.#tellFailure(this.#failure)
        const piece = this.#isFull() || this.#hasEnded ? null : await this.run.next()
        if (this.#isStopped) return
        if (piece === null || piece.kind === 'wait') await this.#untilLook()
        else this.#handOver(piece)
      }
    } catch (error) {
      if (!this.#isStopped) fail(error)
    } finally {
      stopLooking()
    }
  }

  #untilLook(): Promise<void> {
    return new Promise((resolve) => (this.#wake = resolve))
  }

  #isFull(): boolean {
    const { sampleRateHz } = this.surroundings.output
    return this.run.sentSamples - this.#heardSamples() > aheadSeconds * sampleRateHz
  }

  #heardSamples(): number {
    const clock = this.surroundings.output.readClock()
    return clock.streamId === this.id ? clock.heardSamples : 0
  }

  /** One that waits for more waits in vain. */
  #isHeardOut(): boolean {
    const { streamId, starving } = this.surroundings.output.readClock()
    return (starving && streamId === this.id) || this.#heardSamples() >= this.run.sentSamples
  }

  #tellFailure(error: AppError): void {
    this.surroundings.emit({ kind: 'failed', streamId: this.id, error: toErrorData(error) })
  }

  #handOver(piece: Exclude<RunPiece, { kind: 'wait' }>): void {
    const { output, emit } = this.surroundings
    const streamId = this.id
    switch (piece.kind) {
      case 'sentence':
        return this.#tell(piece.sentence)
      case 'sound': {
        const { startSample, samples } = piece
        const sentence = this.#told.findLast(({ start }) => start <= startSample)?.index ?? 0
        const peaks = peakOutline(samples, Math.round(peakSeconds * output.sampleRateHz))
        const figures = { samples: samples.length, frames: 0, renderMilliseconds: 0, peaks }
        output.feed({ kind: 'pcm', streamId, startSample, samples })
        return emit({ kind: 'chunk', streamId, sentence, startSample, ...figures })
      }
      case 'cut': {
        const { startSample, sentence } = piece
        this.#told = this.#told.filter(({ index }) => index < sentence)
        // All of the sound stays, but where to stand still may not.
        output.feed({ kind: 'cut', streamId, startSample: this.run.sentSamples })
        return emit({ kind: 'cut', streamId, startSample, sentence })
      }
      case 'failed': {
        this.#hasEnded = true
        this.#failure = piece.error
        return
      }
      case 'end': {
        const { totalSamples } = piece
        this.#hasEnded = true
        output.feed({ kind: 'end', streamId, totalSamples })
        return emit({ kind: 'end', streamId, totalSamples })
      }
    }
  }

  #tell({ index, part, block, startChar, endChar, start, end, words }: ToldSentence): void {
    this.#told = [...this.#told.slice(-64), { index, start }]
    this.surroundings.emit({
      kind: 'sentence',
      streamId: this.id,
      ...(part === undefined ? {} : { part }),
      ...{ index, block, startChar, endChar, startSample: start, endSample: end },
      words: words.map((word) => ({
        startChar: word.startChar,
        endChar: word.endChar,
        startSample: word.start,
        endSample: word.end,
      })),
    })
  }

  #changeSpeed(): void {
    const { output, emit } = this.surroundings
    this.#speed = this.speed
    const from = this.#heardSamples() + changeAfterSeconds * output.sampleRateHz
    const { startSample, sentence } = this.run.changeSpeed(this.speed, from)
    this.#hasEnded = false
    this.#failure = null
    this.#told = this.#told.filter(({ index }) => index < (sentence?.index ?? Infinity))
    output.feed({ kind: 'cut', streamId: this.id, startSample })
    if (sentence)
      emit({ kind: 'cut', streamId: this.id, startSample: sentence.start, sentence: sentence.index })
  }
}
