import type { TextPosition } from '@contract/document'
import { pipelineDepth } from '@contract/limits'
import type { SpeechSettings } from '@contract/settings'
import type { FirstAudio, WordTime } from '@contract/speech'
import { AppError } from '@contract/errors'
import type { RenderedPush, Utterance, Voice } from '../voices/voice'
import type { Language } from '../text/language/document-languages'
import type { SkippedSymbol } from '../voices/symbol-ids'
import type { Casting, Reader } from './casting'
import { mapInOrder } from './map-in-order'
import { NarrationClock } from './narration-clock'
import { prefetch } from './prefetch'
import { analyseSentence, type AnalysedPart } from './sentence-analysis'
import type { PlacedSentence, SpokenDocument } from './spoken-document'
import { planPart, type PlannedPart } from './utterance-plan'

/** What a narration is made of, in the order of its sample clock. */
export type NarrationPiece =
  | {
      readonly kind: 'sentence'
      readonly index: number
      /** Number of the passage that it is of; 0 where there is one. */
      readonly passage: number
      /** 0, or more when the sentence was too long for the voice and is said in several parts. */
      readonly part: number
      readonly block: number
      readonly startChar: number
      readonly endChar: number
      /** Id of the voice that reads it. */
      readonly voice: string
      /** What it is in, as a tag; null when nothing tells it, or nobody asked. */
      readonly language: Language
      readonly startSample: number
      /** At the latest: the voice's silence at the end, known once it is rendered, is cut. */
      readonly endSample: number
      /** From where the pause after it is counted, whenever its sound turns out to end. */
      readonly restSample: number
      readonly words: readonly WordTime[]
      /** Sounds of it that the voice's alphabet lacks: nothing stands for them in the audio. */
      readonly skipped: readonly SkippedSymbol[]
      /** When its analysis began, by the wall clock. */
      readonly startedAtMilliseconds: number
      readonly frontEndMilliseconds: number
      readonly acousticMilliseconds: number
    }
  /** All of a sentence that was told has been heard: as soon as that is known, at the latest before what follows it. */
  | { readonly kind: 'sentence-end' }
  /** A sentence with nothing in it that can be said. */
  | ({ readonly kind: 'unspoken'; readonly passage: number } & PlacedSentence)
  | { readonly kind: 'silence'; readonly startSample: number; readonly samples: number }
  | {
      readonly kind: 'audio'
      readonly sentence: number
      readonly startSample: number
      readonly samples: Float32Array<ArrayBuffer>
      readonly frames: number
      /** Frames of the push after it in its sentence, 0 when it is the last. */
      readonly nextFrames: number
      /** What a frame comes to in samples. */
      readonly frameSamples: number
      /** When its rendering began, by the wall clock. */
      readonly startedAtMilliseconds: number
      readonly milliseconds: number
      /** @see RenderedPush */
      readonly isKept?: boolean
    }
  /** Once, right before the first audio. */
  | { readonly kind: 'first-audio'; readonly firstAudio: FirstAudio }

/** A stretch of a document that is read. */
export interface Passage {
  /** The sentence that holds it, or the first after it, is the first. */
  readonly from: TextPosition
  /** The sentence that ends at or after it is the last; absent: to the end. */
  readonly until?: TextPosition
}

/** Where on a narration's clock another one goes on. */
export interface NarrationStart {
  /** The sentence heard before: it decides the pause. */
  readonly previous: PlacedSentence
  /** End of that sentence's sound. */
  readonly startSample: number
  /** As it was told of that sentence. */
  readonly restSample: number
  readonly endSample: number
  /** Index of the first sentence. */
  readonly index: number
}

export interface NarrationOptions {
  readonly voice: Voice
  /** Who reads what; closed when the narration ends. Absent: the voice reads everything. */
  readonly casting?: Casting | undefined
  readonly document: SpokenDocument
  readonly from: TextPosition
  readonly until?: TextPosition
  /**
   * Read after it, in this order: each begins where the sound of the one before ends, and what lies between them is the
   * caller's to choose.
   */
  readonly then?: readonly Passage[]
  /** When it goes on where another narration was left, at the sentence that begins at `from`. */
  readonly start?: NarrationStart
  /**
   * Asked for every sentence: pauses and seams may change while reading, those inside sentences from the next that is
   * analysed; voice and speed may not.
   */
  readonly settings: () => SpeechSettings
  /** Of everything that comes out and of its clock, whoever reads; absent: the voice's own. */
  readonly sampleRateHz?: number
  /** Whether no true peak is above the limiter's ceiling; absent: only what is made louder is limited. */
  readonly limitsPeaks?: boolean
  /**
   * Renders so many sentences at once, each as a whole, from the one that holds `from` on; absent: one after the other,
   * and a sentence is heard while it is rendered. The pieces are the same.
   */
  readonly sentencesAtOnce?: number
  /** Whether nothing is rendered: there is silence instead of sound, as long as that, and all else lies where it would. */
  readonly isSilent?: boolean
  readonly signal: AbortSignal
}

/**
 * Reads a document aloud: sentences -> acoustic model (running ahead) -> vocoder -> pieces on one sample clock.
 * The consumer pulls; nothing is rendered that it has not asked for, except the bounded queues between the stages.
 * @throws AppError 'text/nothing-to-say' when not one word of the text can be said; `signal.reason` when aborted
 */
export async function* narrate(options: NarrationOptions): AsyncGenerator<NarrationPiece, void, void> {
  const { speed } = options.settings()
  try {
    yield* narrateCast({ ...options, settings: () => ({ ...options.settings(), speed }) })
  } finally {
    options.casting?.close()
  }
}

/**
 * Sentences under way or waiting for each that is rendered: while a long one is waited for, those behind it are rendered. Of
 * two threads with 3 for each, one idled for a twentieth of its time.
 */
const heldForEach = 6

/** What comes out of the voices, in order: a sentence that cannot be said, or an utterance with its sound. */
type Rendered =
  | { readonly unspoken: PlacedSentence; readonly passage: number }
  | {
      readonly planned: PlannedPart
      readonly passage: number
      readonly pushes: AsyncIterable<RenderedPush> | Iterable<RenderedPush>
      /** Whether no more of its sentence follows; absent: what follows will tell. */
      readonly isLast?: boolean
    }

async function* narrateCast(options: NarrationOptions): AsyncGenerator<NarrationPiece, void, void> {
  const { casting, signal, sentencesAtOnce } = options
  const startedAt = performance.now()
  const clock = new NarrationClock(options)
  let isFirstPush = true
  /** The sentence that was told, until its end is. */
  let open: PlacedSentence | null = null
  const rendered = sentencesAtOnce === undefined ? inTurn(options) : atOnce(options, sentencesAtOnce)
  for await (const one of rendered) {
    if (open && open !== ('unspoken' in one ? one.unspoken : one.planned.analysed.sentence)) {
      yield { kind: 'sentence-end' }
      open = null
    }
    if ('unspoken' in one) {
      yield { kind: 'unspoken', passage: one.passage, ...one.unspoken }
      continue
    }
    const { sentence, utterance } = one.planned.analysed
    yield* clock.place(one.planned, one.passage)
    for await (const push of one.pushes) {
      signal.throwIfAborted()
      if (isFirstPush) {
        isFirstPush = false
        yield {
          kind: 'first-audio',
          firstAudio: {
            frontEndMilliseconds: utterance.frontEndMilliseconds,
            acousticMilliseconds: utterance.acousticMilliseconds,
            vocoderMilliseconds: push.milliseconds,
            totalMilliseconds: performance.now() - startedAt,
          },
        }
      }
      yield clock.add(push)
    }
    open = sentence
    if (one.isLast) {
      yield { kind: 'sentence-end' }
      open = null
    }
    // Not before there is sound: what is looked at ahead would be in its way.
    casting?.lookAhead({ block: sentence.block, char: sentence.endChar })
  }
  if (open) yield { kind: 'sentence-end' }
  if (!clock.hasSound && !options.start)
    throw new AppError('text/nothing-to-say', 'The text has no word that can be said')
  yield* clock.finish()
}

/** One utterance after the other, rendered as it is pulled, while the next is analysed. */
async function* inTurn(options: NarrationOptions): AsyncGenerator<Rendered, void, void> {
  let isFirst = true
  let lastReader: Reader | null = null
  for await (const { analysed, passage } of prefetch(analyseSentences(options), pipelineDepth)) {
    const { reader, utterance } = analysed
    if (reader !== lastReader) {
      lastReader?.release()
      lastReader = reader
    }
    if (!utterance) {
      yield { unspoken: analysed.sentence, passage }
      continue
    }
    const planned = planPart({ ...analysed, utterance }, options, isFirst)
    if (!planned) continue
    isFirst = false
    yield { planned, passage, pushes: soundOf(reader, utterance, planned, options) }
  }
}

function soundOf(
  { voice }: Reader,
  utterance: Utterance,
  { plan }: PlannedPart,
  { isSilent = false, signal }: NarrationOptions,
): AsyncIterable<RenderedPush> | Iterable<RenderedPush> {
  return isSilent ? [] : voice.render(utterance, plan, signal)
}

/** The acoustic stage: one item per utterance, in order. */
async function* analyseSentences(
  options: NarrationOptions,
): AsyncGenerator<{ readonly analysed: AnalysedPart; readonly passage: number }, void, void> {
  for await (const { sentence, passage } of sentencesOf(options)) {
    options.signal.throwIfAborted()
    for await (const analysed of analyseSentence(sentence, { ...options, settings: options.settings() }))
      yield { analysed, passage }
  }
}

/** What is to be read, in order. */
async function* sentencesOf({
  document,
  from,
  until,
  then = [],
  signal,
}: NarrationOptions): AsyncGenerator<
  { readonly sentence: PlacedSentence; readonly passage: number },
  void,
  void
> {
  for (const [passage, { from: start, until: end }] of [{ from, until }, ...then].entries())
    for await (const sentence of document.sentencesAsTheyCome(start, end, signal)) yield { sentence, passage }
}

/** Whole sentences, several of them under way at once. */
async function* atOnce(options: NarrationOptions, sentences: number): AsyncGenerator<Rendered, void, void> {
  const { signal } = options
  const width = sentences * heldForEach
  const rendered = mapInOrder(sentencesOf(options), { width, signal }, ({ sentence, passage }, stop) =>
    renderSentence(sentence, passage, { ...options, signal: stop }),
  )
  for await (const parts of rendered) yield* parts
}

async function renderSentence(
  sentence: PlacedSentence,
  passage: number,
  options: NarrationOptions,
): Promise<Rendered[]> {
  const rendered: Rendered[] = []
  const readers = new Set<Reader>()
  try {
    for await (const analysed of analyseSentence(sentence, { ...options, settings: options.settings() })) {
      const { reader, utterance } = analysed
      readers.add(reader)
      const planned = utterance && planPart({ ...analysed, utterance }, options, false)
      if (!planned) {
        rendered.push({ unspoken: sentence, passage })
        continue
      }
      const pushes: RenderedPush[] = []
      for await (const push of soundOf(reader, utterance, planned, options)) pushes.push(push)
      rendered.push({ planned, passage, pushes })
    }
    const last = rendered.at(-1)
    return last && 'planned' in last ? [...rendered.slice(0, -1), { ...last, isLast: true }] : rendered
  } finally {
    for (const reader of readers) reader.release()
  }
}
