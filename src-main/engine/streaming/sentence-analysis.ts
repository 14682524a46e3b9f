import type { SpeechSettings } from '@contract/settings'
import { afresh } from '../voices/afresh'
import { planSpeed } from '../voices/speed'
import type { Tempo } from '../voices/tempo'
import type { Pace, Utterance, Voice } from '../voices/voice'
import type { Casting, Reader } from './casting'
import type { SpeechPart } from './quoted-speech'
import { clauseMark } from '../text/clause-mark'
import { clausePause } from './pauses'
import type { PlacedSentence, SpokenDocument } from './spoken-document'

/** A sentence, or a part of a long one, as its reader will say it. */
export interface AnalysedPart {
  readonly sentence: PlacedSentence
  readonly reader: Reader
  readonly part: number
  /** Where in the sentence's speakable text the text begins that the utterance was made of. */
  readonly offsetChars: number
  /** Whether a clause ends between the part before and this one. */
  readonly beginsClause: boolean
  /** null, once, for a sentence with nothing in it that can be said. */
  readonly utterance: Utterance | null
  /** By what its reader keeps it; null: it keeps nothing. Reckoned when it is asked for: who speaks has no need of it. */
  readonly address: () => string | null
}

/** What the length of a sentence hangs on beside its text and who says it. */
export type TempoSettings = Pick<SpeechSettings, 'speed' | 'pauses'>

/** What a voice of this pace is asked for, so that after its stretch it is as set. */
export function tempoFor(pace: Pace, { speed, pauses }: TempoSettings): Tempo {
  const { lengthScale, stretch } = planSpeed(speed, pace)
  return { lengthScale, clausePauseSeconds: (clausePause(pauses, speed) / 1_000) * stretch }
}

/** What is needed to know who says a sentence and how. */
export interface SentenceAnalysis {
  readonly document: SpokenDocument
  /** Reads everything unless a casting says otherwise. */
  readonly voice: Voice
  readonly casting?: Casting | undefined
  readonly settings: TempoSettings & Pick<SpeechSettings, 'quoteVoice'>
  /** Whether nothing of it is to be heard: of what was not said nothing is kept. */
  readonly isSilent?: boolean
  readonly signal: AbortSignal
}

/**
 * The acoustic half of one sentence, by whoever reads it or a part of it; another reads it where that one fails before
 * its first part. The readers are the caller's to release.
 * @throws as `Voice.analyse`
 */
export async function* analyseSentence(
  sentence: PlacedSentence,
  analysis: SentenceAnalysis,
): AsyncGenerator<AnalysedPart, void, void> {
  const { document, voice, casting } = analysis
  const { quoteVoice } = analysis.settings
  const isByTwo = casting !== undefined && quoteVoice !== null && quoteVoice !== voice.id
  const { text: whole } = document.speakable(sentence)
  let part = 0
  let saidTo = 0
  for (const { reader, text } of await castParts(
    sentence,
    isByTwo ? document.speechParts(sentence) : [],
    analysis,
  ))
    for await (const analysed of analyseBy(reader, sentence, text, analysis)) {
      const offsetChars = text?.startChar ?? 0
      const { words, endChar } = analysed.utterance
      const between = whole.slice(saidTo, offsetChars + (words[0]?.startChar ?? 0))
      saidTo = offsetChars + (words.at(-1)?.endChar ?? endChar)
      yield { sentence, ...analysed, part, offsetChars, beginsClause: part > 0 && clauseMark.test(between) }
      part++
    }
  if (part === 0)
    yield {
      sentence,
      reader: chosenReader(voice),
      part,
      offsetChars: 0,
      beginsClause: false,
      utterance: null,
      address: () => null,
    }
}

/** Who says what of a sentence: what one voice says without a break stays together. */
async function castParts(
  sentence: PlacedSentence,
  parts: readonly SpeechPart[],
  { voice, casting, signal }: SentenceAnalysis,
): Promise<{ reader: Reader; text: SpeechPart | undefined }[]> {
  const cast: { reader: Reader; text: SpeechPart | undefined }[] = []
  for (const text of parts.length > 1 ? parts : [parts.at(0)]) {
    const reader = casting ? await casting.readerOf(sentence, signal, text?.isQuoted) : chosenReader(voice)
    const last = cast.at(-1)
    if (text && last?.text && last.reader.voice === reader.voice) {
      reader.release()
      last.text = { ...last.text, endChar: text.endChar }
    } else cast.push({ reader, text })
  }
  return cast
}

/** The utterances of a reader, or of who takes over what it could not begin. */
async function* analyseBy(
  reader: Reader,
  sentence: PlacedSentence,
  text: SpeechPart | undefined,
  { document, casting, settings, isSilent = false, signal }: SentenceAnalysis,
): AsyncGenerator<Pick<AnalysedPart, 'reader' | 'address'> & { utterance: Utterance }, void, void> {
  const speakable = document.speakable(sentence, text)
  const analyse = async function* (by: Reader) {
    const { voice } = by
    const tempo = tempoFor(voice.pace, settings)
    let index = 0
    for await (const utterance of (isSilent ? afresh(voice) : voice).analyse(speakable, tempo, signal)) {
      const number = index++
      const address = (): string | null => voice.keptAddresses?.utterance(speakable, tempo, number) ?? null
      yield { reader: by, utterance, address }
    }
  }
  let isBegun = false
  try {
    for await (const analysed of analyse(reader)) {
      isBegun = true
      yield analysed
    }
    if (!isBegun) reader.release()
  } catch (error) {
    signal.throwIfAborted()
    const standIn = isBegun ? null : casting?.standIn(reader, error)
    reader.release()
    if (!standIn) throw error
    yield* analyse(standIn)
  }
}

/** The chosen voice, where nobody casts. */
function chosenReader(voice: Voice): Reader {
  return { voice, language: null, release: () => undefined }
}
