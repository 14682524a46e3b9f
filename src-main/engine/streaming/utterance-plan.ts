import type { TextPosition } from '@contract/document'
import { outputGainDecibels } from '../audio/post/output-gain'
import type { TextRange } from '../text/sentences'
import { planSpeed } from '../voices/speed'
import type { RenderPlan, Utterance, Voice } from '../voices/voice'
import type { NarrationOptions } from './narration'
import { plannedSamples, toOutput, type OutputClockPlan } from './output-clock'
import type { AnalysedPart } from './sentence-analysis'
import type { PlacedSentence, SpokenDocument } from './spoken-document'
import {
  keptPart,
  leadSeconds,
  leastPauseSeconds,
  spanOf,
  timesOf,
  type UtteranceSpan,
} from './utterance-span'

/** An utterance, where its words stand in the text, and how it becomes sound. */
export interface PlannedPart {
  readonly analysed: AnalysedPart & { readonly utterance: Utterance }
  readonly words: readonly PlacedWord[]
  readonly plan: UtterancePlan
}

/** With what it takes on the narration's clock. */
export type UtterancePlan = RenderPlan & { readonly span: UtteranceSpan }

/** How far a word's onset may lie before its time: the spread of the word clock. */
const onsetSeconds = 0.025

/**
 * @param isFirst whether it is what a narration begins with, which may begin in its middle
 * @returns null: it is over before the place where reading starts
 */
export function planPart(
  analysed: PlannedPart['analysed'],
  options: NarrationOptions,
  isFirst: boolean,
): PlannedPart | null {
  const { utterance, sentence, reader, offsetChars } = analysed
  const words = placeWords(utterance, sentence, options.document, offsetChars)
  if (isFirst && endsBefore(words, sentence, options.from)) return null
  const plan = planUtterance(utterance, isFirst ? { words, sentence } : null, options, reader.voice)
  return { analysed, words, plan }
}

/** A word of an utterance by the place in its block that it stands for: empty where it stands for none. */
export type PlacedWord = Utterance['words'][number]

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

/** A range of what an utterance was made of, in its sentence's speakable text. */
export function movedBy({ startChar, endChar }: TextRange, chars: number): TextRange {
  return { startChar: startChar + chars, endChar: endChar + chars }
}

/** @param first what a narration begins with */
function planUtterance(
  utterance: Utterance,
  first: { readonly words: readonly PlacedWord[]; readonly sentence: PlacedSentence } | null,
  options: NarrationOptions,
  voice: Voice,
): UtterancePlan {
  const { sampleRateHz } = voice
  const { seed, stream, sound, pauses, speed } = options.settings()
  const output = {
    sampleRateHz: options.sampleRateHz ?? options.voice.sampleRateHz,
    gainDecibels: outputGainDecibels(sound, voice.loudnessLufs),
    ...(options.limitsPeaks ? { limitsPeaks: true as const } : {}),
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
