import type { Block } from '@contract/document'
import type { SpeechSettings } from '@contract/settings'
import { measuredFields } from '@contract/speech'
import type { MeasuredLengths } from '../audio/speech-player-types'
import { sentenceFrom, type NarratedPiece, type NarratedSentence } from './narrated-text'
import type { PassageVoice, VoicedLengths } from './passage-voice'
import { isOnePassage, pauseBetween } from './unrecorded-text'

/** What lengths are told in: any rate would do. */
const unitsHz = 48_000

/** What lasts as long as is told, as far as it is known. */
export interface NarratedText {
  /** In the order of the text. */
  readonly sentences: readonly NarratedSentence[]
  readonly blocks: readonly Block[]
  /** Whether nothing more will be known. */
  readonly isWhole: boolean
}

/** How long what a recording says lasts, and the voice beside it: all of it is told once, then what changes. */
export class NarratedLengths {
  #asked: { readonly settings: SpeechSettings; readonly tell: (lengths: MeasuredLengths) => void } | null =
    null
  /** Blocks of which is to be told. */
  readonly #untold = new Set<number>()
  #telling: ReturnType<typeof setTimeout> | undefined
  /** Seconds of recordings that a clip is played to the end of; null while that is looked for. */
  readonly #recordings = new Map<string, number | null>()
  #lastLook: Promise<void> = Promise.resolve()
  /** Blocks with such a clip. */
  readonly #unknown = new Set<number>()

  /**
   * @param options.text     as it is now
   * @param options.lengthOf how long the recording of a clip is, in seconds; takes a look at it
   */
  constructor(
    private readonly options: {
      text: () => NarratedText
      voice: Pick<PassageVoice, 'lengths' | 'onMeasured'>
      lengthOf: (piece: NarratedPiece) => Promise<number>
    },
  ) {
    options.voice.onMeasured((blocks) => this.change(blocks))
  }

  /** In place of what was asked before. @param tell is told of whole blocks, some time later, again and again */
  ask(settings: SpeechSettings, tell: (lengths: MeasuredLengths) => void): void {
    this.#asked = { settings, tell }
    this.change(this.options.text().blocks.keys())
  }

  /** Blocks are new, or last as long as they did not. */
  change(blocks: Iterable<number>): void {
    if (!this.#asked) return
    for (const block of blocks) this.#untold.add(block)
    // What changes together is told together, when all who know of the text know of it.
    this.#telling ??= setTimeout(() => this.#tell(), 0)
  }

  dispose(): void {
    clearTimeout(this.#telling)
    this.#asked = null
  }

  #tell(): void {
    this.#telling = undefined
    if (!this.#asked) return
    const { settings, tell } = this.#asked
    const text = this.options.text()
    const voiced = this.options.voice.lengths(settings, unitsHz)
    const blocks: MeasuredLengths['blocks'] = []
    for (const block of this.#untold) {
      const sentences = this.#lengthsOf(block, text, voiced.lengths, settings)
      // Of what is not known yet nothing is said.
      if (sentences) blocks.push({ block, sentences })
      for (const touched of touchedBy(block, text.sentences, voiced.lengths)) this.#untold.add(touched)
    }
    this.#untold.clear()
    const isComplete = text.isWhole && voiced.isComplete && this.#unknown.size === 0
    if (blocks.length > 0 || isComplete) tell({ sampleRateHz: unitsHz, blocks, isComplete })
  }

  #lengthsOf(
    block: number,
    text: NarratedText,
    voiced: VoicedLengths,
    { speed, pauses }: SpeechSettings,
  ): number[] | null {
    const { sentences, blocks } = text
    const units = (seconds: number): number => Math.round((seconds / speed) * unitsHz)
    const told: number[] = []
    let first = sentenceFrom(sentences, { block, char: 0 })
    // What ends in this block counts where it began.
    while (sentences[first]?.block < block) first++
    for (let at = first; sentences[at]?.block === block; at++) {
      const sentence = sentences[at]
      const { startChar, endChar, isVoiced = false } = sentence
      const before = heardBeside(at, -1, text, voiced)
      const isTurn = before !== null && (before.isVoiced ?? false) !== isVoiced
      const pauseSamples = isTurn ? units(pauseBetween(before.block, block, blocks, pauses)) : 0
      if (isVoiced) {
        const known = voiced.get(block)
        if (!known) return null
        const isEnd = !heardBeside(at, 1, text, voiced)?.isOnePassage
        const given = before?.isOnePassage ? null : pauseSamples
        told.push(...lengthsWithin(known, sentence, { speed, pauseSamples: given, isEnd }))
        continue
      }
      const seconds = this.#secondsOf(sentence)
      if (seconds === null) return null
      const samples = units(seconds)
      const fields = { startChar, endChar, pauseSamples, restSamples: samples, endSamples: samples }
      for (const field of measuredFields) told.push(fields[field])
    }
    return told
  }

  #secondsOf({ block, pieces }: NarratedSentence): number | null {
    let sum = 0
    for (const piece of pieces) {
      const end = piece.endSeconds ?? this.#endOf(piece)
      if (end === null) {
        this.#unknown.add(block)
        return null
      }
      sum += Math.max(0, end - piece.startSeconds)
    }
    return sum
  }

  /** Of a recording; null while that is not known. */
  #endOf(piece: NarratedPiece): number | null {
    const known = this.#recordings.get(piece.audio)
    if (known === undefined) this.#lookAt(piece)
    return known ?? null
  }

  /** One recording at a time. */
  #lookAt(piece: NarratedPiece): void {
    this.#recordings.set(piece.audio, null)
    this.#lastLook = this.#lastLook.then(async () => {
      if (!this.#asked) return
      this.#recordings.set(piece.audio, await this.options.lengthOf(piece))
      const blocks = [...this.#unknown]
      this.#unknown.clear()
      this.change(blocks)
    })
  }
}

/** Blocks beside one that the voice turned out to say nothing of: their pauses hang on it, and where these begin. */
function touchedBy(block: number, sentences: readonly NarratedSentence[], voiced: VoicedLengths): number[] {
  const first = sentenceFrom(sentences, { block, char: 0 })
  const next = sentenceFrom(sentences, { block: block + 1, char: 0 })
  const isNeighbourTouched = (at: number, neighbour: number): boolean =>
    at in sentences && neighbour in sentences && isSilent(sentences[at], voiced)
  return [
    ...(isNeighbourTouched(first, first - 1) ? [sentences[first - 1].block] : []),
    ...(isNeighbourTouched(next - 1, next) ? [sentences[next].block] : []),
  ]
}

/** The sentence that is heard before one or after it, if any, and whether a voice reads both in one breath. */
function heardBeside(
  at: number,
  step: 1 | -1,
  { sentences, blocks }: NarratedText,
  voiced: VoicedLengths,
): { block: number; isVoiced?: boolean | undefined; isOnePassage: boolean } | null {
  let isJoined = true
  for (let beside = at + step; beside in sentences; beside += step) {
    const later = Math.max(beside, beside - step)
    isJoined &&= isOnePassage(sentences[later - 1], sentences[later], blocks)
    const { block, isVoiced } = sentences[beside]
    if (!isSilent(sentences[beside], voiced)) return { block, isVoiced, isOnePassage: isJoined }
  }
  return null
}

/** Whether the voice turned out to have nothing to say of a stretch. */
function isSilent(sentence: NarratedSentence, voiced: VoicedLengths): boolean {
  const known = sentence.isVoiced ? voiced.get(sentence.block) : undefined
  return known !== undefined && sentencesWithin(known, sentence).length === 0
}

/**
 * What is told of the sentences of a stretch.
 * @param options.pauseSamples before the first of them; null: the voice's own
 * @param options.isEnd        whether nothing follows the last one before the recording goes on
 */
function lengthsWithin(
  numbers: readonly number[],
  stretch: NarratedSentence,
  options: { speed: number; pauseSamples: number | null; isEnd: boolean },
): number[] {
  const { speed, pauseSamples, isEnd } = options
  const sentences = sentencesWithin(numbers, stretch)
  return sentences.flatMap(([start, end, pause, rest, whole], index) => {
    const isLast = isEnd && index === sentences.length - 1
    const given = index === 0 ? pauseSamples : null
    const before = given ?? Math.round(pause / speed)
    return [start, end, before, Math.round((isLast ? whole : rest) / speed), Math.round(whole / speed)]
  })
}

/** Of a block's numbers those of the sentences that begin in a stretch of it, one by one. */
function sentencesWithin(
  numbers: readonly number[],
  { startChar, endChar }: NarratedSentence,
): (readonly number[])[] {
  const sentences: number[][] = []
  for (let at = 0; at < numbers.length; at += measuredFields.length) {
    const start = numbers[at]
    if (start >= startChar && start < endChar) sentences.push(numbers.slice(at, at + measuredFields.length))
  }
  return sentences
}
