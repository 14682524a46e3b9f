import type { TextPosition } from '@contract/document'
import { pipelineDepth } from '@contract/limits'
import type { SpeechSettings } from '@contract/settings'
import type { FirstAudio, WordTime } from '@contract/speech'
import { AppError } from '@contract/errors'
import { outputGainDecibels } from '../audio/post/output-gain'
import type { RenderPlan, Utterance, Voice } from '../voices/voice'
import type { Language } from '../text/language/document-languages'
import type { TextRange } from '../text/sentences'
import type { SkippedSymbol } from '../voices/symbol-ids'
import type { Casting, Reader } from './casting'
import { clausePause, pauseBefore, toSamples } from './pauses'
import { prefetch } from './prefetch'
import { plannedSamples, toOutput, type OutputClockPlan } from './output-clock'
import { analyseSentence, type AnalysedPart } from './sentence-analysis'
import { planSpeed } from '../voices/speed'
import type { PlacedSentence, SpokenDocument } from './spoken-document'
import {
  keptPart,
  leadSeconds,
  leastPauseSeconds,
  nextPartStart,
  nextStart,
  spanOf,
  timesOf,
  type UtteranceSpan,
} from './utterance-span'

/** What a narration is made of, in the order of its sample clock. */
export type NarrationPiece =
  | {
      readonly kind: 'sentence'
      readonly index: number
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
  /** A sentence with nothing in it that can be said. */
  | ({ readonly kind: 'unspoken' } & PlacedSentence)
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
    }
  /** Once, right before the first audio. */
  | { readonly kind: 'first-audio'; readonly firstAudio: FirstAudio }

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
  /** When it goes on where another narration was left, at the sentence that begins at `from`. */
  readonly start?: NarrationStart
  /**
   * Asked for every sentence: pauses and seams may change while reading, those inside sentences from the next that is
   * analysed; voice and speed may not.
   */
  readonly settings: () => SpeechSettings
  /** Of everything that comes out and of its clock, whoever reads; absent: the voice's own. */
  readonly sampleRateHz?: number
  readonly signal: AbortSignal
}

/** How far a word's onset may lie before its time: the spread of the word clock. */
const onsetSeconds = 0.025

/**
 * Reads a document aloud: sentences -> acoustic model (running ahead) -> vocoder -> pieces on one sample clock.
 * The consumer pulls; nothing is rendered that it has not asked for, except the bounded queues between the stages.
 * @throws AppError 'text/nothing-to-say' when not one word of the text can be said; `signal.reason` when aborted
 */
export async function* narrate(options: NarrationOptions): AsyncGenerator<NarrationPiece, void, void> {
  try {
    yield* narrateCast(options)
  } finally {
    options.casting?.close()
  }
}

async function* narrateCast(options: NarrationOptions): AsyncGenerator<NarrationPiece, void, void> {
  const { document, casting, signal } = options
  const { speed } = options.settings()
  const startedAt = performance.now()
  let previous: PlacedSentence | null = options.start?.previous ?? null
  let clock = options.start?.startSample ?? 0
  /** Of the utterance before, on this clock. */
  let rest = options.start?.restSample ?? 0
  let end = options.start?.endSample ?? 0
  let index = options.start?.index ?? 0
  let isFirst = true
  let isFirstPush = true
  let lastReader: Reader | null = null
  const analysed = prefetch(analyseSentences(options, speed), pipelineDepth)
  for await (const { sentence, reader, part, offsetChars, beginsClause, utterance } of analysed) {
    if (reader !== lastReader) {
      lastReader?.release()
      lastReader = reader
    }
    if (!utterance) {
      yield { kind: 'unspoken', ...sentence }
      continue
    }
    const words = placeWords(utterance, sentence, document, offsetChars)
    if (isFirst && endsBefore(words, sentence, options.from)) continue
    const { voice } = reader
    const plan = planUtterance(utterance, isFirst ? { words, sentence } : null, options, voice, speed)
    const span = { restSamples: rest, endSamples: end }
    const startSample = !previous
      ? clock
      : previous === sentence
        ? nextPartStart(span, beginsClause ? clausePauseSamples(options, speed) : 0)
        : nextStart(span, pauseSamplesBefore(previous, sentence, options, speed))
    if (startSample > clock) {
      yield { kind: 'silence', startSample: clock, samples: startSample - clock }
      clock = startSample
    }
    previous = sentence
    const placed = placeSentence(utterance, sentence, plan, {
      document,
      words,
      reader,
      index,
      part,
      offsetChars,
      clock,
    })
    rest = placed.restSample
    end = placed.endSample
    yield placed
    for await (const push of voice.render(utterance, plan, signal)) {
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
      yield { kind: 'audio', sentence: index, startSample: clock, ...push }
      clock += push.samples.length
    }
    // Not before there is sound: what is looked at ahead would be in its way.
    casting?.lookAhead({ block: sentence.block, char: sentence.endChar })
    index++
    isFirst = false
  }
  if (isFirst) throw new AppError('text/nothing-to-say', 'The text has no word that can be said')
  if (end > clock) yield { kind: 'silence', startSample: clock, samples: end - clock }
}

/** What was chosen to lie between two sentences, in samples of the output. */
function pauseSamplesBefore(
  previous: PlacedSentence | null,
  sentence: PlacedSentence,
  { document, settings, sampleRateHz, voice }: NarrationOptions,
  speed: number,
): number {
  const pause = pauseBefore(previous, sentence, document.blocks, settings().pauses, speed)
  return toSamples(pause, sampleRateHz ?? voice.sampleRateHz)
}

/** The same between two parts of a sentence of which one ends a clause. */
function clausePauseSamples({ settings, sampleRateHz, voice }: NarrationOptions, speed: number): number {
  return toSamples(clausePause(settings().pauses, speed), sampleRateHz ?? voice.sampleRateHz)
}

/** The acoustic stage: one item per utterance, in order. */
async function* analyseSentences(
  options: NarrationOptions,
  speed: number,
): AsyncGenerator<AnalysedPart, void, void> {
  const { document, from, until, signal } = options
  for await (const sentence of document.sentencesAsTheyCome(from, until, signal)) {
    signal.throwIfAborted()
    yield* analyseSentence(sentence, { ...options, settings: { ...options.settings(), speed } })
  }
}

/** A word of an utterance by the place in its block that it stands for: empty where it stands for none. */
type PlacedWord = Utterance['words'][number]

function placeWords(
  utterance: Utterance,
  sentence: PlacedSentence,
  document: SpokenDocument,
  offsetChars: number,
): PlacedWord[] {
  return utterance.words.map((word) => ({
    ...word,
    ...document.placeOf(sentence, movedBy(word, offsetChars)),
  }))
}

function movedBy({ startChar, endChar }: TextRange, chars: number): TextRange {
  return { startChar: startChar + chars, endChar: endChar + chars }
}

/** @param first the utterance that a narration begins with, which may begin in its middle */
function planUtterance(
  utterance: Utterance,
  first: { readonly words: readonly PlacedWord[]; readonly sentence: PlacedSentence } | null,
  options: NarrationOptions,
  voice: Voice,
  speed: number,
): RenderPlan & { readonly span: UtteranceSpan } {
  const { sampleRateHz } = voice
  const { seed, stream, sound, pauses } = options.settings()
  const output = {
    sampleRateHz: options.sampleRateHz ?? options.voice.sampleRateHz,
    gainDecibels: outputGainDecibels(sound, voice.loudnessLufs),
  }
  const { stretch } = planSpeed(speed, voice.pace)
  const spanPlan = { sampleRateHz, stretch, output, leastPauseSeconds: leastPauseSeconds(pauses, speed) }
  const times = timesOf(utterance)
  const keep = keptPart(times, spanPlan)
  const plan = { seed, stream, keep, stretch, output }
  return {
    ...plan,
    span: spanOf(times, spanPlan),
    skipSamples: first ? skipTo(first.words, first.sentence, plan, options.from, sampleRateHz) : 0,
  }
}

/** True when nothing of the utterance comes at or after the place where reading starts. */
function endsBefore(words: readonly PlacedWord[], sentence: PlacedSentence, from: TextPosition): boolean {
  const last = words.at(-1)
  return sentence.block === from.block && last !== undefined && last.endChar <= from.char
}

/** Samples before the word that reading starts from; 0 when it is the sentence's first. */
function skipTo(
  words: readonly PlacedWord[],
  sentence: PlacedSentence,
  plan: OutputClockPlan,
  from: TextPosition,
  sampleRateHz: number,
): number {
  if (sentence.block !== from.block) return 0
  // What is said before a word and stands for none belongs to that word.
  const target = words.findIndex(
    ({ startChar, endChar }) => endChar > from.char || (startChar === endChar && startChar >= from.char),
  )
  if (target <= 0) return 0
  // A little earlier than the word's own time, because its onset may be: over the gap before it, or just into the
  // word before.
  const before = words[target - 1]
  const gap = words[target].startSample - before.endSample
  const borrowed = Math.min(onsetSeconds * sampleRateHz, (before.endSample - before.startSample) / 2)
  const lead = Math.min(leadSeconds * sampleRateHz, gap + borrowed)
  const skip = toOutput(words[target].startSample - lead, plan, sampleRateHz)
  return Math.max(0, Math.min(skip, plannedSamples(plan, sampleRateHz) - 1))
}

function placeSentence(
  utterance: Utterance,
  sentence: PlacedSentence,
  plan: RenderPlan & { readonly span: UtteranceSpan },
  at: {
    document: SpokenDocument
    words: readonly PlacedWord[]
    reader: Reader
    index: number
    part: number
    offsetChars: number
    clock: number
  },
): Extract<NarrationPiece, { kind: 'sentence' }> {
  const { reader, index, part, clock } = at
  const { sampleRateHz } = reader.voice
  const offset = clock - plan.skipSamples
  const endSample = offset + plan.span.endSamples
  return {
    kind: 'sentence',
    index,
    part,
    block: sentence.block,
    ...at.document.placeOf(sentence, movedBy(utterance, at.offsetChars)),
    voice: reader.voice.id,
    language: reader.language,
    startSample: clock,
    endSample,
    restSample: Math.max(clock, offset + plan.span.restSamples),
    words: oneOfEach(at.words)
      .map(({ startChar, endChar, startSample, endSample: end }) => ({
        startChar,
        endChar,
        startSample: offset + toOutput(startSample, plan, sampleRateHz),
        endSample: offset + toOutput(end, plan, sampleRateHz),
      }))
      // What was skipped has no time, not even where its end is heard before the word that reading starts from.
      .filter((word) => word.startSample >= clock && word.startSample < endSample)
      .map((word) => ({ ...word, endSample: Math.min(endSample, word.endSample) })),
    skipped: utterance.skipped,
    startedAtMilliseconds: utterance.startedAtMilliseconds,
    frontEndMilliseconds: utterance.frontEndMilliseconds,
    acousticMilliseconds: utterance.acousticMilliseconds,
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
