import type { RenderedPush } from '../voices/voice'
import type { NarrationOptions, NarrationPiece } from './narration'
import { toOutput } from './output-clock'
import { clausePause, pauseBefore, toSamples } from './pauses'
import type { PlacedSentence } from './spoken-document'
import { movedBy, type PlacedWord, type PlannedPart } from './utterance-plan'
import { nextPartStart, nextStart, type UtteranceSpan } from './utterance-span'

type Piece<Kind extends NarrationPiece['kind']> = Extract<NarrationPiece, { kind: Kind }>

/** Puts utterances and the pauses between them on the one sample clock of a narration. */
export class NarrationClock {
  #previous: PlacedSentence | null
  #passage = 0
  #nowSample: number
  /** Of the utterance before, on this clock. */
  #span: UtteranceSpan
  #index: number
  #hasSound = false

  constructor(private readonly options: NarrationOptions) {
    const { start } = options
    this.#previous = start?.previous ?? null
    this.#nowSample = start?.startSample ?? 0
    this.#span = { restSamples: start?.restSample ?? 0, endSamples: start?.endSample ?? 0 }
    this.#index = start?.index ?? 0
  }

  /** Whether anything was put on it. */
  get hasSound(): boolean {
    return this.#hasSound
  }

  /** Puts an utterance behind the one before: the silence between them, if there is any, and its sentence. */
  *place(planned: PlannedPart, passage: number): Generator<Piece<'silence' | 'sentence'>, void, void> {
    const startSample = passage === this.#passage ? this.#startOf(planned) : nextPartStart(this.#span, 0)
    this.#passage = passage
    yield* this.#silenceUntil(startSample)
    if (this.#hasSound) this.#index++
    this.#hasSound = true
    const placed = this.#placed(planned)
    this.#previous = planned.analysed.sentence
    this.#span = { restSamples: placed.restSample, endSamples: placed.endSample }
    yield placed
  }

  /** The next sound of the utterance placed last. */
  add(push: RenderedPush): Piece<'audio'> {
    const startSample = this.#nowSample
    this.#nowSample += push.samples.length
    return { kind: 'audio', sentence: this.#index, startSample, ...push }
  }

  /** What the sound of the last utterance left of its time. */
  finish(): Generator<Piece<'silence'>, void, void> {
    return this.#silenceUntil(this.#span.endSamples)
  }

  *#silenceUntil(sample: number): Generator<Piece<'silence'>, void, void> {
    const startSample = this.#nowSample
    if (sample <= startSample) return
    this.#nowSample = sample
    yield { kind: 'silence', startSample, samples: sample - startSample }
  }

  #startOf({ analysed: { sentence, beginsClause } }: PlannedPart): number {
    const { document, settings, sampleRateHz, voice } = this.options
    const previous = this.#previous
    if (!previous) return this.#nowSample
    const { pauses, speed } = settings()
    const samples = (pause: number): number => toSamples(pause, sampleRateHz ?? voice.sampleRateHz)
    return previous === sentence
      ? nextPartStart(this.#span, beginsClause ? samples(clausePause(pauses, speed)) : 0)
      : nextStart(this.#span, samples(pauseBefore(previous, sentence, document.blocks, pauses, speed)))
  }

  #placed({ analysed, words, plan }: PlannedPart): Piece<'sentence'> {
    const { sentence, utterance, reader, part, offsetChars } = analysed
    const { sampleRateHz } = reader.voice
    const startSample = this.#nowSample
    const offset = startSample - plan.skipSamples
    const endSample = offset + plan.span.endSamples
    return {
      kind: 'sentence',
      index: this.#index,
      passage: this.#passage,
      part,
      block: sentence.block,
      ...this.options.document.placeOf(sentence, movedBy(utterance, offsetChars)),
      voice: reader.voice.id,
      language: reader.language,
      startSample,
      endSample,
      restSample: Math.max(startSample, offset + plan.span.restSamples),
      words: oneOfEach(words)
        .map((word) => ({
          startChar: word.startChar,
          endChar: word.endChar,
          startSample: offset + toOutput(word.startSample, plan, sampleRateHz),
          endSample: offset + toOutput(word.endSample, plan, sampleRateHz),
        }))
        // What was skipped has no time, not even where its end is heard before the word that reading starts from.
        .filter((word) => word.startSample >= startSample && word.startSample < endSample)
        .map((word) => ({ ...word, endSample: Math.min(endSample, word.endSample) })),
      skipped: utterance.skipped,
      startedAtMilliseconds: utterance.startedAtMilliseconds,
      frontEndMilliseconds: utterance.frontEndMilliseconds,
      acousticMilliseconds: utterance.acousticMilliseconds,
    }
  }
}

/** Words that stand for something in the text; those said together for one stretch of it (a formula) are one. */
function oneOfEach(words: readonly PlacedWord[]): PlacedWord[] {
  const kept: PlacedWord[] = []
  for (const word of words) {
    const last = kept.at(-1)
    if (last && word.startChar < last.endChar) kept[kept.length - 1] = { ...last, endSample: word.endSample }
    else if (word.startChar < word.endChar) kept.push(word)
  }
  return kept
}
