import type { SpeechSettings } from '@contract/settings'
import type { TextChange } from '@contract/text-change'
import type { Voice } from '../voices/voice'
import { isSameTempo, type Tempo } from '../voices/tempo'
import { clausePause, pauseBefore, toSamples } from './pauses'
import { analyseSentence, tempoFor, type SentenceAnalysis, type TempoSettings } from './sentence-analysis'
import { planSpeed } from '../voices/speed'
import type { PlacedSentence, SpokenDocument } from './spoken-document'
import {
  joinedSpans,
  keptPart,
  leastPauseSeconds,
  spanOf,
  timesOf,
  type UtteranceTimes,
} from './utterance-span'

/** A part of a sentence before it is heard: what the front of its voice says of it. */
export interface PartTimes extends UtteranceTimes {
  readonly voice: Pick<Voice, 'sampleRateHz' | 'pace' | 'keptAddresses'>
  /** What its voice was asked for. */
  readonly tempo: Tempo
  /** @see AnalysedPart.beginsClause */
  readonly beginsClause: boolean
  /** By what its voice keeps it; null: it keeps nothing. */
  readonly address: string | null
}

/** A sentence before it is heard, by its parts; none when nothing of it can be said. */
export type SentenceTimes = readonly PartTimes[]

/**
 * Runs the front of the voice that would read a sentence, and nothing behind it.
 * @throws as `Voice.analyse`
 */
export async function measureSentence(
  sentence: PlacedSentence,
  analysis: SentenceAnalysis,
): Promise<SentenceTimes> {
  const parts: PartTimes[] = []
  for await (const { reader, beginsClause, utterance, address } of analyseSentence(sentence, analysis)) {
    const { voice } = reader
    const tempo = tempoFor(voice.pace, analysis.settings)
    if (utterance) parts.push({ ...timesOf(utterance), voice, tempo, beginsClause, address: address() })
    reader.release()
  }
  return parts
}

/** Whether what a sentence was measured with is what is set. */
export function areTimesOf(times: SentenceTimes, settings: TempoSettings): boolean {
  return times.every(({ voice, tempo }) => isSameTempo(tempo, tempoFor(voice.pace, settings)))
}

/** What makes that a sentence lasts as long as another one. */
export type SentenceKey = (document: SpokenDocument, sentence: PlacedSentence) => string

/** By what is said of it, by whom, and what language it is taken for. */
export const sentenceKey: SentenceKey = (document, sentence) =>
  JSON.stringify([
    document.speakable(sentence),
    document.speechParts(sentence),
    document.languages.plainly(sentence.block),
    document.languages.marked(sentence.block, sentence.startChar, sentence.endChar) ?? null,
  ])

/** A sentence's place on the clock of a narration, in samples of its output. */
export interface MeasuredSentence {
  readonly startChar: number
  readonly endChar: number
  /** Chosen to lie before it; 0 for the first of the document. */
  readonly pauseSamples: number
  /** From its start to where the pause after it begins to count, and to where its sound is over at the latest. @see nextStart */
  readonly restSamples: number
  readonly endSamples: number
}

/** What the sound of a sentence hangs on beside its text and who says it. */
export type SoundSettings = TempoSettings & Pick<SpeechSettings, 'seed' | 'stream'>

/** What is asked of a document's times. */
export interface TimesQuery {
  readonly settings: TempoSettings
  /** Of the output. */
  readonly sampleRateHz: number
}

/** Numbers kept for a part: its voice's index, its times, and 1 where it begins a clause. */
const numbersPerPart = 6
/** Numbers kept for a sentence: its range and how many parts it has. */
const numbersPerSentence = 3

interface BlockTimes {
  readonly sentences: Int32Array
  readonly parts: Int32Array
  /** Of each part. */
  readonly addresses: readonly (string | null)[]
}

interface KnownVoice {
  readonly voice: PartTimes['voice']
  readonly tempo: Tempo
}

/**
 * What is known of the lengths of a document's sentences for one tempo of its voice: lengths for any stretch and any
 * pauses between them follow from it by arithmetic. Some 40 bytes a sentence, and 80 where what is said is kept.
 */
export class DocumentTimes {
  readonly #blocks = new Map<number, BlockTimes>()
  readonly #voices: KnownVoice[] = []

  constructor(private readonly document: SpokenDocument) {}

  /** @param times of all sentences of the block, in their order */
  set(block: number, times: readonly SentenceTimes[]): void {
    const ranges = this.document.sentencesOf(block)
    const sentences = new Int32Array(times.length * numbersPerSentence)
    const parts: number[] = []
    const addresses: (string | null)[] = []
    times.forEach((sentence, index) => {
      const { startChar, endChar } = ranges[index]
      sentences.set([startChar, endChar, sentence.length], index * numbersPerSentence)
      for (const part of sentence) {
        const { startSample, endSample, quietSample, samples } = part
        const clause = part.beginsClause ? 1 : 0
        parts.push(this.#voiceIndex(part), startSample, endSample, quietSample, samples, clause)
        addresses.push(part.address)
      }
    })
    this.#blocks.set(block, { sentences, parts: Int32Array.from(parts), addresses })
  }

  /** Whether the lengths of a block are known as it is set to be said. */
  has(block: number, settings: TempoSettings): boolean {
    const times = this.#blocks.get(block)
    if (!times) return false
    const fits = this.#voices.map(({ voice, tempo }) => isSameTempo(tempoFor(voice.pace, settings), tempo))
    for (let at = 0; at < times.parts.length; at += numbersPerPart) if (!fits[times.parts[at]]) return false
    return true
  }

  /** The sentences of a block that are said; only where `has` says so. */
  measured(block: number, { settings, sampleRateHz }: TimesQuery): MeasuredSentence[] {
    const times = this.#blocks.get(block)
    if (!times) return []
    const { speed, pauses } = settings
    const plans = this.#voices.map(({ voice }) => ({
      sampleRateHz: voice.sampleRateHz,
      stretch: planSpeed(speed, voice.pace).stretch,
      output: { sampleRateHz },
      leastPauseSeconds: leastPauseSeconds(pauses, speed),
    }))
    const clausePauseSamples = toSamples(clausePause(pauses, speed), sampleRateHz)
    const result: MeasuredSentence[] = []
    let previous = this.#spokenBefore(block)
    let at = 0
    for (let index = 0; index < times.sentences.length; index += numbersPerSentence) {
      const [startChar, endChar, count] = times.sentences.subarray(index, index + numbersPerSentence)
      if (count === 0) continue
      const clauses: number[] = []
      const spans = Array.from({ length: count }, () => {
        const [voice, startSample, endSample, quietSample, samples, clause] = times.parts.subarray(
          at,
          (at += numbersPerPart),
        )
        clauses.push(clause)
        return spanOf({ startSample, endSample, quietSample, samples }, plans[voice])
      })
      const sentence = { block, startChar, endChar }
      const pause = pauseBefore(previous, sentence, this.document.blocks, pauses, speed)
      result.push({
        startChar,
        endChar,
        pauseSamples: toSamples(pause, sampleRateHz),
        ...joinedSpans(spans, (part) => clauses[part] * clausePauseSamples),
      })
      previous = sentence
    }
    return result
  }

  /**
   * By what the sounds of a block are kept as it is set to be said; only where `has` says so.
   * @returns null: nothing is kept of one of its parts
   */
  keptSounds(block: number, { speed, pauses, seed, stream }: SoundSettings): string[] | null {
    const { parts, addresses } = this.#blocks.get(block) ?? { parts: new Int32Array(), addresses: [] }
    const sounds: string[] = []
    for (const [index, address] of addresses.entries()) {
      const [voiceIndex, startSample, endSample, quietSample, samples] = parts.subarray(
        index * numbersPerPart,
      )
      const { sampleRateHz, pace, keptAddresses } = this.#voices[voiceIndex].voice
      if (address === null || !keptAddresses) return null
      const { stretch } = planSpeed(speed, pace)
      const spanPlan = { sampleRateHz, stretch, leastPauseSeconds: leastPauseSeconds(pauses, speed) }
      const keep = keptPart({ startSample, endSample, quietSample, samples }, spanPlan)
      sounds.push(keptAddresses.sound(address, { seed, stream, keep }))
    }
    return sounds
  }

  /** The next block that is known and whose first pause hangs on what this one turned out to say; null: none does. */
  nextTouchedBy(block: number): number | null {
    for (let next = block + 1; next < this.document.blocks.length; next++) {
      if (this.document.sentencesOf(next).length === 0) continue
      return this.#blocks.has(next) ? next : null
    }
    return null
  }

  /**
   * What holds of it when the text has changed.
   * @param document with the change made
   * @param keyOf    what a sentence is known by; where it was measured, that holds for the same sentence elsewhere
   */
  revised(
    document: SpokenDocument,
    { fromBlock, removedBlocks, blocks }: TextChange,
    keyOf: SentenceKey,
  ): { times: DocumentTimes; known: Map<string, SentenceTimes> } {
    const times = new DocumentTimes(document)
    const known = new Map<string, SentenceTimes>()
    times.#voices.push(...this.#voices)
    for (const [block, held] of this.#blocks) {
      if (block < fromBlock) times.#blocks.set(block, held)
      else if (block > fromBlock + removedBlocks)
        times.#blocks.set(block + blocks.length - removedBlocks, held)
      else
        for (const { startChar, endChar, parts } of this.#unpacked(held))
          known.set(keyOf(this.document, { block, startChar, endChar }), parts)
    }
    return { times, known }
  }

  *#unpacked({ sentences, parts, addresses }: BlockTimes): Generator<{
    startChar: number
    endChar: number
    parts: PartTimes[]
  }> {
    let at = 0
    for (let index = 0; index < sentences.length; index += numbersPerSentence) {
      const [startChar, endChar, count] = sentences.subarray(index, index + numbersPerSentence)
      const said = Array.from({ length: count }, () => {
        const address = addresses[at / numbersPerPart]
        const [voice, startSample, endSample, quietSample, samples, clause] = parts.subarray(
          at,
          (at += numbersPerPart),
        )
        const times = { startSample, endSample, quietSample, samples }
        return { ...times, beginsClause: clause === 1, address, ...this.#voices[voice] }
      })
      yield { startChar, endChar, parts: said }
    }
  }

  /** What is not known yet is taken to be said. */
  #spokenBefore(block: number): PlacedSentence | null {
    for (let before = block - 1; before >= 0; before--) {
      const times = this.#blocks.get(before)?.sentences
      if (!times) {
        const last = this.document.sentencesOf(before).at(-1)
        if (last) return { block: before, ...last }
        continue
      }
      for (let index = times.length - numbersPerSentence; index >= 0; index -= numbersPerSentence)
        if (times[index + 2] > 0) return { block: before, startChar: times[index], endChar: times[index + 1] }
    }
    return null
  }

  #voiceIndex({ voice, tempo }: PartTimes): number {
    const { sampleRateHz, pace, keptAddresses } = voice
    const known = this.#voices.findIndex(
      (other) =>
        other.voice.sampleRateHz === sampleRateHz &&
        other.voice.pace === pace &&
        other.voice.keptAddresses === keptAddresses &&
        isSameTempo(other.tempo, tempo),
    )
    if (known >= 0) return known
    return this.#voices.push({ voice: { sampleRateHz, pace, keptAddresses }, tempo }) - 1
  }
}
