import type { AppError } from '@contract/errors'
import type { SampledSentence, SpeechEvent } from '@contract/speech'
import type { SpokenSound } from './sound-tape'

/** Heard samples that are kept, because another speed goes a little back. */
const keptSeconds = 30

/** A sentence of a passage. */
export interface PassageSentence extends SampledSentence {
  /** From 1 on when it goes on with one that is too long to be said at once; absent: it begins one. */
  readonly part?: number | undefined
}

/** Where a passage stands beyond the sentences that it has told of: said to its end, or broken off before. */
export type PassageEnd = 'said' | 'cut'

/** What a voice says in a recording's place: its sentences as they become known, then their sound. */
export class SpokenPassage implements SpokenSound {
  /** Why it cannot be said. */
  failure: AppError | null = null
  #sentences: PassageSentence[] = []
  #chunks: { readonly start: number; readonly samples: Float32Array }[] = []
  #received = 0
  #taken = 0
  #end: PassageEnd | null = null
  #isEndingSoon = false
  /** From where on it is not said any more; null: it is said to its end. */
  #cutSample: number | null = null
  /** Of the sentences handed over. */
  #handedSamples = 0
  /** Sentences told in all, and how many of what comes are known already: it is said anew from the beginning. */
  #told = 0
  #toSkip = 0

  /**
   * @param sampleRateHz of its samples
   * @param grant        tells the voice that so many samples were taken
   */
  constructor(
    private readonly sampleRateHz: number,
    private readonly grant: (samples: number) => void,
  ) {}

  /** The next sentence, how it ended, or null while neither is known. */
  next(): PassageSentence | PassageEnd | null {
    const next = this.#sentences.shift()
    this.#handedSamples = Math.max(this.#handedSamples, next?.endSample ?? 0)
    return next ?? this.#end
  }

  take(startSample: number, samples: number): Float32Array<ArrayBuffer> {
    const isOver = this.#end !== null && this.#received < startSample + samples
    const until = startSample + (isOver ? samples : Math.min(samples, this.#received - startSample))
    const taken = new Float32Array(Math.max(0, until - startSample))
    for (const chunk of this.#chunks) {
      const from = Math.max(startSample, chunk.start)
      const to = Math.min(until, chunk.start + chunk.samples.length)
      if (to > from)
        taken.set(chunk.samples.subarray(from - chunk.start, to - chunk.start), from - startSample)
    }
    this.#note(Math.min(until, this.#received))
    return taken
  }

  /** Whether the sound is there of a sentence that was told: of one that is broken off it may not be. */
  isWhole({ startSample, endSample }: SampledSentence): boolean {
    return startSample < (this.#cutSample ?? 0) || endSample <= this.#received
  }

  /** Whether no more of its sound will come, and another passage goes on. */
  get isBrokenOff(): boolean {
    return this.#end === 'cut'
  }

  /** Whether it was to end soon, and did: nothing more of it is wanted. */
  get hasEndedSoon(): boolean {
    return this.#isEndingSoon && this.isBrokenOff
  }

  /** Samples there are of it. */
  get receivedSamples(): number {
    return this.#received
  }

  /** Takes in what the voice tells of its stream. */
  hear(event: SpeechEvent): void {
    switch (event.kind) {
      case 'sentence':
        if (this.#toSkip > 0) this.#toSkip--
        else if (this.#cutSample === null) {
          this.#told++
          this.#sentences.push(event)
        }
        return
      case 'end':
        if (this.#cutSample === null) this.#end ??= 'said'
        return
      case 'cut':
        return this.#refuseFrom(event.startSample)
      case 'cancelled':
        return this.cut(0)
      default:
        return
    }
  }

  /** Takes in samples; the passage keeps them. */
  receive(startSample: number, samples: Float32Array): void {
    // What was said before the voice had to begin anew is the same, sample for sample.
    const known = Math.max(0, this.#received - startSample)
    if (this.#end === 'cut' || known >= samples.length) return
    this.#chunks.push({ start: startSample + known, samples: samples.subarray(known) })
    this.#received = startSample + samples.length
    if (this.#isEndingSoon) this.#endWhereHanded()
  }

  /** Sentences that were handed over are said to their end, and none after them. */
  endSoon(): void {
    const isHanded = this.#end !== null && this.#sentences.length === 0
    if (isHanded || this.#end === 'cut') return
    this.#end = null
    this.#isEndingSoon = true
    this.#refuseFrom(this.#handedSamples)
    this.#endWhereHanded()
  }

  /** Samples that follow are of another voice, which says it from this one on. */
  cut(startSample: number): void {
    this.#refuseFrom(startSample)
    this.#end ??= 'cut'
  }

  /** It is said anew: what is known is not told again. @returns samples that were taken of it; null: none is missing */
  beginAnew(): number | null {
    if (this.isOver) return null
    if (this.#cutSample !== null) {
      // What was on its way is lost; another passage goes on anyway.
      this.#cutSample = 0
      this.#end = 'cut'
      return null
    }
    this.#toSkip = this.#told
    return this.#taken
  }

  /** Whether nothing more is needed of the voice. */
  get isOver(): boolean {
    return this.#end !== null || this.failure !== null
  }

  #endWhereHanded(): void {
    if (this.#received >= this.#handedSamples) this.#end ??= 'cut'
  }

  /** What is told of it and sent from there on is not taken in: another passage goes on there. */
  #refuseFrom(sample: number): void {
    // An end that was told is taken back while not all of what it ended has been handed over.
    const isHanded = this.#sentences.length === 0 && this.#received >= this.#handedSamples
    if (this.#end === 'said' && !isHanded) this.#end = null
    if (this.#end !== null) {
      this.#cutSample ??= sample
      return
    }
    this.#cutSample = Math.min(sample, this.#cutSample ?? sample)
    this.#sentences = this.#sentences.filter(({ startSample }) => startSample < sample)
  }

  #note(until: number): void {
    if (until <= this.#taken) return
    this.grant(until - this.#taken)
    this.#taken = until
    const forgotten = until - keptSeconds * this.sampleRateHz
    while (this.#chunks[0] && this.#chunks[0].start + this.#chunks[0].samples.length < forgotten)
      this.#chunks.shift()
  }
}
