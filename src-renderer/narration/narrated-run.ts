import type { Block, TextPosition } from '@contract/document'
import type { AppError } from '@contract/errors'
import type { SpeechSettings } from '@contract/settings'
import { endOf, sentenceFrom, sentenceRest, sentenceUntil, type NarratedSentence } from './narrated-text'
import type { Recording } from './recording'
import { SoundTape, type TapedSentence } from './sound-tape'
import type { SpokenPassage } from './spoken-passage'
import { TapedPassage } from './taped-passage'
import { TimeStretch } from './time-stretch'
import { passageFrom, pauseBetween } from './unrecorded-text'

/** Read of a recording at once. */
const readSeconds = 0.25
/** Told of before they are heard, so that a joint is known for what it is. */
const sentencesAhead = 1
/** Kept of what was read, because another speed goes a little back. */
const keptTapeSeconds = 60
/** Sentences that are kept to be told again when the speed changes: more than are ever ready. */
const keptSentences = 512

/** A sentence on the stream's clock. */
export interface ToldSentence extends TapedSentence {
  readonly index: number
}

/** What a run hands over. */
export type RunPiece =
  | { readonly kind: 'sentence'; readonly sentence: ToldSentence }
  | { readonly kind: 'sound'; readonly startSample: number; readonly samples: Float32Array<ArrayBuffer> }
  | { readonly kind: 'end'; readonly totalSamples: number }
  /** Sentences that were told from this one on will be told otherwise; nothing of their sound was handed over. */
  | { readonly kind: 'cut'; readonly startSample: number; readonly sentence: number }
  /** The text goes on, and what follows is not there yet. */
  | { readonly kind: 'wait' }
  /** The voice that was to go on cannot: what was handed over is all that will be. */
  | { readonly kind: 'failed'; readonly error: AppError }

/** Where the stream's clock and the tape's meet, from an output sample on. */
interface Leg {
  readonly output: number
  readonly tape: number
  readonly speed: number
}

interface LastSaid {
  readonly block: number
  /** null: by a voice whose passage was broken off. */
  readonly isVoiced: boolean | null
}

/** Recordings read from a place on at a speed, as pieces for a player: sentences before their sound. */
export class NarratedRun {
  readonly #tape: SoundTape
  readonly #waiting: RunPiece[] = []
  #told: { readonly index: number; readonly taped: TapedSentence }[] = []
  #legs: Leg[]
  #stretch: TimeStretch
  /** Behind the last sentence on the tape: what is said may become other than it was while it is heard. */
  #place: TextPosition
  #count = 0
  /** Where on the tape the next reading begins. */
  #cursor = 0
  #sent = 0
  /** Set when all is handed over that there is to hear: why no more comes of it, null where it is all. */
  #outcome: { readonly failure: AppError | null } | null = null
  #isStopped = false
  /** What a voice says at the tape's end. */
  #passage: TapedPassage | null = null
  /** Its sound may still be read when it is all on the tape. */
  #lastPassage: SpokenPassage | null = null
  /** What is last on the tape. */
  #lastSaid: LastSaid | null = null

  /**
   * @param options.sentences what the recording says, as far as it is known; grows
   * @param options.isWhole   whether nothing more will be known
   * @param options.blocks    the document's, as far as they are there
   * @param options.pauses    silence where a voice takes over from the recording, and back, as it is set now
   * @param options.speak     has a voice say what the recording leaves out
   */
  constructor(
    private readonly options: {
      sampleRateHz: number
      from: TextPosition
      until: TextPosition | undefined
      speed: number
      sentences: () => readonly NarratedSentence[]
      isWhole: () => boolean
      open: (piece: { overlay: number; audio: string }) => Promise<Recording>
      blocks: readonly Block[]
      pauses: () => SpeechSettings['pauses']
      speak: (from: TextPosition, until: TextPosition) => SpokenPassage
    },
  ) {
    const { sampleRateHz, speed, open } = options
    this.#tape = new SoundTape(sampleRateHz, open)
    this.#legs = [{ output: 0, tape: 0, speed }]
    this.#stretch = new TimeStretch(sampleRateHz, speed)
    this.#place = options.from
  }

  /** Samples handed over. */
  get sentSamples(): number {
    return this.#sent
  }

  /** One at a time. @throws AppError 'narration/…', and what reading a recording met */
  async next(): Promise<RunPiece> {
    for (;;) {
      const ready = this.#waiting.shift()
      if (ready) return ready
      if (this.#outcome) return this.#ending(this.#outcome)
      const isOver = !(await this.#fillTape())
      if (this.#waiting.length > 0 || (await this.#readTape())) continue
      const isRead = this.#cursor === this.#tape.end
      // What is on the tape is heard before it matters that the voice cannot go on.
      const spoken = isRead ? this.#passage?.spoken : this.#lastPassage
      const failure = spoken?.failure ?? null
      if (!failure && !(isOver && isRead)) return { kind: 'wait' }
      this.#outcome = { failure }
      this.#hand(this.#stretch.finish())
    }
  }

  /** Nobody waits for more: no voice is asked any more. */
  stop(): void {
    this.#isStopped = true
  }

  /**
   * Goes on at another speed from the first joint at or after a sample of the stream.
   * @returns where what was sent is to be cut, and the first sentence that is told again
   */
  changeSpeed(speed: number, fromSample: number): { startSample: number; sentence: ToldSentence | null } {
    const leg = this.#legs[this.#legs.length - 1]
    const joint = this.#stretch.jointAt(Math.max(0, fromSample - leg.output))
    const output = Math.min(this.#sent, leg.output + joint.output)
    const tape = Math.min(this.#tape.end, leg.tape + joint.input)
    this.#legs.push({ output, tape, speed })
    this.#stretch = new TimeStretch(this.options.sampleRateHz, speed)
    this.#cursor = tape
    this.#sent = output
    this.#outcome = null
    this.#waiting.length = 0
    const first = this.#told.findLastIndex(({ taped }) => taped.start <= tape)
    const again = this.#told.slice(Math.max(0, first))
    for (const told of again) this.#waiting.push({ kind: 'sentence', sentence: this.#placed(told) })
    const sentence = again.length > 0 ? this.#placed(again[0]) : null
    return { startSample: output, sentence }
  }

  /** @returns whether there is, or may be, more than what is on the tape */
  async #fillTape(): Promise<boolean> {
    const { sentences, isWhole, until } = this.options
    while (this.#isTapeShort() || this.#passage?.spoken.isBrokenOff) {
      if (this.#isStopped) return false
      if (this.#passage) {
        if (!this.#tapePassage(this.#passage)) return true
        continue
      }
      const all = sentences()
      const index = sentenceFrom(all, this.#place)
      const sentence = all.at(index)
      if (!sentence) return !isWhole()
      const begun = this.#count === 0 ? this.#fromPlace(sentence) : sentence
      const meant = sentenceUntil(begun, until)
      if (!meant) return false
      if (sentence.isVoiced) {
        this.#speak(passageFrom(all, index, this.options.blocks))
        continue
      }
      this.#pauseBefore(sentence.block, false)
      const taped = await this.#tape.add(meant)
      // What is lit is the sentence, wherever in it reading begins.
      const whole = { ...taped, startChar: sentence.startChar, endChar: sentence.endChar }
      this.#place = endOf(sentence)
      this.#tell(whole)
    }
    return true
  }

  /** Hands over what comes next on the tape. @returns false where nothing of it is there */
  async #readTape(): Promise<boolean> {
    const { sampleRateHz } = this.options
    const wanted = Math.min(this.#tape.end - this.#cursor, Math.round(readSeconds * sampleRateHz))
    if (wanted === 0) return false
    const read = await this.#tape.read(this.#cursor, wanted)
    this.#cursor += read.length
    this.#hand(this.#stretch.write(read))
    this.#tape.forgetBefore(this.#cursor - keptTapeSeconds * sampleRateHz)
    return read.length > 0
  }

  #ending({ failure }: { failure: AppError | null }): RunPiece {
    return failure ? { kind: 'failed', error: failure } : { kind: 'end', totalSamples: this.#sent }
  }

  #isTapeShort(): boolean {
    const readAhead = Math.round(readSeconds * this.options.sampleRateHz)
    return this.#tape.end - this.#cursor < readAhead || this.#aheadOfCursor() < sentencesAhead
  }

  #tell(taped: TapedSentence): void {
    const told = { index: this.#count, taped }
    this.#count++
    this.#told.push(told)
    if (this.#told.length > 2 * keptSentences) this.#told = this.#told.slice(-keptSentences)
    this.#waiting.push({ kind: 'sentence', sentence: this.#placed(told) })
  }

  /** Between the recording and the voice; each has its own pauses. */
  #pauseBefore(block: number, isVoiced: boolean): void {
    const before = this.#lastSaid
    this.#lastSaid = { block, isVoiced }
    if (!before || before.isVoiced === isVoiced) return
    const { blocks, pauses, sampleRateHz } = this.options
    this.#tape.addSilence(Math.round(pauseBetween(before.block, block, blocks, pauses()) * sampleRateHz))
  }

  #speak(passage: readonly NarratedSentence[]): void {
    const { block, startChar } = passage[0]
    const last = passage[passage.length - 1]
    const from = isBehind(this.#place, { block, char: startChar }) ? this.#place : { block, char: startChar }
    const end = { block: last.block, char: last.endChar }
    const { until } = this.options
    const spoken = this.options.speak(from, until && isBehind(end, until) ? until : end)
    this.#passage = new TapedPassage(spoken, end, this.#tape, ({ block: said }) =>
      this.#pauseBefore(said, true),
    )
    this.#lastPassage = spoken
  }

  /** Puts the next sentence of a passage on the tape. @returns false while it is not known */
  #tapePassage(passage: TapedPassage): boolean {
    const taped = passage.tapeNext(this.#count)
    if (taped === null) return false
    if (taped === 'said') this.#place = passage.until
    else if (taped === 'cut') this.#breakOff(passage)
    else {
      this.#place = { block: taped.block, char: taped.endChar }
      this.#tell(taped)
      return true
    }
    this.#passage = null
    return true
  }

  /** Another passage goes on where the sound of this one ends. */
  #breakOff(passage: TapedPassage): void {
    const { place, behind, untold } = passage.breakOff(this.#cursor)
    this.#place = place ?? this.#place
    if (behind !== null) this.#lastSaid = { block: behind, isVoiced: null }
    if (!untold) return
    const { index, taped } = untold
    this.#told = this.#told.filter((told) => told.index < index)
    this.#count = index
    this.#waiting.push({ kind: 'cut', startSample: this.#heardAt(taped.start), sentence: index })
  }

  #aheadOfCursor(): number {
    let ahead = 0
    for (let index = this.#told.length - 1; index >= 0; index--) {
      if (this.#told[index].taped.start <= this.#cursor) break
      ahead++
    }
    return ahead
  }

  #fromPlace(sentence: NarratedSentence): NarratedSentence {
    const { block, char } = this.options.from
    return sentence.block === block ? sentenceRest(sentence, char) : sentence
  }

  #hand(samples: Float32Array<ArrayBuffer>): void {
    if (samples.length === 0) return
    this.#waiting.push({ kind: 'sound', startSample: this.#sent, samples })
    this.#sent += samples.length
  }

  #placed({ index, taped }: { index: number; taped: TapedSentence }): ToldSentence {
    return {
      ...taped,
      index,
      start: this.#heardAt(taped.start),
      end: this.#heardAt(taped.end),
      words: taped.words.map((word) => ({
        ...word,
        start: this.#heardAt(word.start),
        end: this.#heardAt(word.end),
      })),
    }
  }

  /** When a sample of the tape is heard. */
  #heardAt(tape: number): number {
    const leg = this.#legs.findLast((candidate) => candidate.tape <= tape) ?? this.#legs[0]
    return Math.round(leg.output + (tape - leg.tape) / leg.speed)
  }
}

function isBehind(a: TextPosition, b: TextPosition): boolean {
  return a.block > b.block || (a.block === b.block && a.char > b.char)
}
