import type { TextPosition } from '@contract/document'
import { pipelineDepth } from '@contract/limits'
import type { SpeechSettings } from '@contract/settings'
import type { FirstAudio, WordTime } from '@contract/speech'
import { AppError } from '@contract/errors'
import { outputGainDecibels } from '../audio/post/output-gain'
import type { RenderPlan, Utterance, Voice } from '../voices/voice'
import type { SkippedSymbol } from '../voices/symbol-ids'
import { pauseBefore } from './pauses'
import { prefetch } from './prefetch'
import { plannedSamples, toOutput, type OutputClockPlan } from './output-clock'
import { planSpeed, type SpeedPlan } from './speed'
import type { PlacedSentence, SpokenDocument } from './spoken-document'

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
      readonly startSample: number
      /** At the latest: the voice's silence at the end, known once it is rendered, is cut. */
      readonly endSample: number
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
  /** Index of the first sentence. */
  readonly index: number
}

export interface NarrationOptions {
  readonly voice: Voice
  readonly document: SpokenDocument
  readonly from: TextPosition
  readonly until?: TextPosition
  /** When it goes on where another narration was left, at the sentence that begins at `from`. */
  readonly start?: NarrationStart
  /** Asked for every sentence: pauses and seams may change while reading; voice and speed may not. */
  readonly settings: () => SpeechSettings
  /** Of everything that comes out and of its clock; absent: the voice's own. */
  readonly sampleRateHz?: number
  readonly signal: AbortSignal
}

/** Air left around a sentence when the voice's own silence is cut away: onsets reach before the word clock, releases past it. */
const leadSeconds = 0.06
const releaseSeconds = 0.06
/** How far a word's onset may lie before its time: the spread of the word clock. */
const onsetSeconds = 0.025

interface AnalysedPart {
  readonly sentence: PlacedSentence
  readonly part: number
  /** null, once, for a sentence with nothing in it that can be said. */
  readonly utterance: Utterance | null
}

/**
 * Reads a document aloud: sentences -> acoustic model (running ahead) -> vocoder -> pieces on one sample clock.
 * The consumer pulls; nothing is rendered that it has not asked for, except the bounded queues between the stages.
 * @throws AppError 'text/nothing-to-say' when not one word of the text can be said; `signal.reason` when aborted
 */
export async function* narrate(options: NarrationOptions): AsyncGenerator<NarrationPiece, void, void> {
  const { voice, document, signal } = options
  const { speed } = options.settings()
  const speedPlan = planSpeed(speed, voice.pace)
  const startedAt = performance.now()
  let previous: PlacedSentence | null = options.start?.previous ?? null
  let clock = options.start?.startSample ?? 0
  let index = options.start?.index ?? 0
  let isFirst = true
  let isFirstPush = true
  const analysed = prefetch(analyseSentences(options, speedPlan), pipelineDepth)
  for await (const { sentence, part, utterance } of analysed) {
    if (!utterance) {
      yield { kind: 'unspoken', ...sentence }
      continue
    }
    if (isFirst && endsBefore(utterance, sentence, options.from)) continue
    const plan = planUtterance(utterance, sentence, options, speedPlan, isFirst)
    const pause = pauseBefore(previous, sentence, document.blocks, options.settings().pauses, speed)
    const pauseSamples = Math.round((pause / 1_000) * plan.output.sampleRateHz)
    if (pauseSamples > 0 && previous !== sentence) {
      yield { kind: 'silence', startSample: clock, samples: pauseSamples }
      clock += pauseSamples
    }
    previous = sentence
    yield placeSentence(utterance, sentence, plan, { voice, index, part, clock })
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
    index++
    isFirst = false
  }
  if (isFirst) throw new AppError('text/nothing-to-say', 'The text has no word that can be said')
}

/** The acoustic stage: one item per utterance, in order. */
async function* analyseSentences(
  options: NarrationOptions,
  speedPlan: SpeedPlan,
): AsyncGenerator<AnalysedPart, void, void> {
  const { voice, document, from, until, signal } = options
  for (const sentence of document.sentences(from, until)) {
    signal.throwIfAborted()
    let part = 0
    for await (const utterance of voice.analyse(document.speakable(sentence), speedPlan.lengthScale, signal))
      yield { sentence, part: part++, utterance }
    if (part === 0) yield { sentence, part, utterance: null }
  }
}

function planUtterance(
  utterance: Utterance,
  sentence: PlacedSentence,
  options: NarrationOptions,
  speedPlan: SpeedPlan,
  isFirst: boolean,
): RenderPlan {
  const { sampleRateHz } = options.voice
  const { words } = utterance
  const first = words[0]?.startSample ?? 0
  const last = words.at(-1)?.endSample ?? utterance.samples
  const keep = {
    startSample: Math.max(0, Math.round(first - leadSeconds * sampleRateHz)),
    endSample: Math.min(utterance.samples, Math.round(last + releaseSeconds * sampleRateHz)),
  }
  const { seed, stream, sound } = options.settings()
  const output = {
    sampleRateHz: options.sampleRateHz ?? sampleRateHz,
    gainDecibels: outputGainDecibels(sound, options.voice.loudnessLufs),
  }
  const plan = { seed, stream, keep, stretch: speedPlan.stretch, output }
  return { ...plan, skipSamples: isFirst ? skipTo(utterance, sentence, plan, options.from, sampleRateHz) : 0 }
}

/** True when nothing of the utterance comes at or after the place where reading starts. */
function endsBefore(utterance: Utterance, sentence: PlacedSentence, from: TextPosition): boolean {
  const last = utterance.words.at(-1)
  return sentence.block === from.block && last !== undefined && sentence.startChar + last.endChar <= from.char
}

/** Samples before the word that reading starts from; 0 when it is the sentence's first. */
function skipTo(
  utterance: Utterance,
  sentence: PlacedSentence,
  plan: OutputClockPlan,
  from: TextPosition,
  sampleRateHz: number,
): number {
  if (sentence.block !== from.block) return 0
  const target = utterance.words.findIndex(({ endChar }) => sentence.startChar + endChar > from.char)
  if (target <= 0) return 0
  // A little earlier than the word's own time, because its onset may be: over the gap before it, or just into the
  // word before.
  const before = utterance.words[target - 1]
  const gap = utterance.words[target].startSample - before.endSample
  const borrowed = Math.min(onsetSeconds * sampleRateHz, (before.endSample - before.startSample) / 2)
  const lead = Math.min(leadSeconds * sampleRateHz, gap + borrowed)
  const skip = toOutput(utterance.words[target].startSample - lead, plan, sampleRateHz)
  return Math.max(0, Math.min(skip, plannedSamples(plan, sampleRateHz) - 1))
}

function placeSentence(
  utterance: Utterance,
  sentence: PlacedSentence,
  plan: RenderPlan,
  { voice, index, part, clock }: { voice: Voice; index: number; part: number; clock: number },
): NarrationPiece {
  const { sampleRateHz } = voice
  const offset = clock - plan.skipSamples
  const endSample = offset + plannedSamples(plan, sampleRateHz)
  return {
    kind: 'sentence',
    index,
    part,
    block: sentence.block,
    startChar: sentence.startChar + utterance.startChar,
    endChar: sentence.startChar + utterance.endChar,
    startSample: clock,
    endSample,
    words: utterance.words
      .map((word) => ({
        startChar: sentence.startChar + word.startChar,
        endChar: sentence.startChar + word.endChar,
        startSample: offset + toOutput(word.startSample, plan, sampleRateHz),
        endSample: offset + toOutput(word.endSample, plan, sampleRateHz),
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
