import type { Block, ReadableDocument, TextPosition } from '@contract/document'
import type { EntryProblem } from '@contract/entry-problems'
import type { AppError } from '@contract/errors'
import type { PronunciationEntry } from '@contract/pronunciation'
import type { ProviderReport } from '@contract/providers'
import type { Reason } from '@contract/reasons'
import type { ReadingRules } from '@contract/reading-rules'
import type { SeamMode, Settings, VoiceChoice } from '@contract/settings'
import type { FirstAudio, LocatedPlace, SpeechEvent, VoiceOffer, TextMove } from '@contract/speech'
import type { MovePosition, TextChange } from '@contract/text-change'
import type { VoiceFade } from './stream-fade'
import type { StreamSource } from './stream-source'

/**
 * idle > starting > playing <> paused; playing <> starving; > ended; any > failed.
 * Changes to 'playing', 'starving' and 'ended' come from the audio clock; resuming passes through 'starting'.
 */
export type PlayerState = 'idle' | 'starting' | 'playing' | 'paused' | 'starving' | 'ended' | 'failed'

/** What of a document is needed to read it. */
export interface ReadDocument extends Pick<ReadableDocument, 'id' | 'blocks' | 'language' | 'lexicons'> {
  /** Whether these are all of its blocks, as they are when it is absent. */
  readonly isWhole?: boolean
  /** What is read of it; absent: as everybody's are. */
  readonly reading?: ReadingRules
}

/** A range of a block's text, in UTF-16 units. */
export interface CharRange {
  readonly startChar: number
  readonly endChar: number
}

/** What is heard at an instant. */
export interface HeardPlace {
  readonly streamId: number
  readonly sentenceIndex: number
  /** Index into the sentence's words; -1 between words and in pauses. */
  readonly wordIndex: number
  readonly block: number
  readonly sentence: CharRange
  readonly word: CharRange | null
  /** On the stream's clock. */
  readonly sample: number
}

/** Where reading stands still by itself: before every sentence, or before the first one of a block or of those after it. */
export type HaltRule = { readonly before: 'sentence' } | { readonly before: 'block'; readonly block: number }

export type SentenceEvent = Extract<SpeechEvent, { kind: 'sentence' }>
export type ChunkEvent = Extract<SpeechEvent, { kind: 'chunk' }>

/** What is known of the engine; a fresh object after every change. */
export interface EngineStatus {
  readonly ready: boolean
  /** Set while the voice is fetched or loaded. */
  readonly preparing: { readonly what: 'fetching' | 'loading'; readonly fraction?: number } | null
  readonly voice: { readonly id: string; readonly name: string; readonly language: string } | null
  /** What the engine was told last to speak with: `voice`, or one that cannot be had (`error`). */
  readonly choice: VoiceChoice | null
  /** Every voice that can be chosen. */
  readonly voices: readonly VoiceOffer[]
  /** Set while another voice is fetched or loaded, beside the one that can speak. */
  readonly changing: {
    readonly choice: VoiceChoice
    readonly what: 'fetching' | 'loading'
    readonly fraction?: number
  } | null
  /** The voice chosen last, if it could not be had; the one before it goes on. */
  readonly refused: { readonly choice: VoiceChoice; readonly error: AppError } | null
  /**
   * The last language of a document that the chosen voice reads because no other can; with why, where one is
   * installed. null: quoted speech, whose own voice cannot be had.
   */
  readonly unvoiced: {
    readonly documentId: string
    readonly language: string | null
    readonly error: AppError | null
  } | null
  readonly device: string | null
  /** Every way of running the voice, and how it fared; empty while nothing is known. */
  readonly providers: readonly ProviderReport[]
  readonly sampleRateHz: number | null
  /** Which seam modes the voice can do: true, or the reason why not; null while nothing is known. */
  readonly seams: Readonly<Record<SeamMode, true | string>> | null
  /** null: system audio can be chosen (or nothing is known yet); else the reason why not. */
  readonly systemAudioUnavailable: Reason | null
  /** Why the engine cannot speak. */
  readonly error: AppError | null
}

/** Samples the worklet was given of the current stream: FNV-1a over their 32-bit patterns, word by word. */
export interface ReceivedSamples {
  readonly streamId: number
  readonly samples: number
  readonly checksum: number
}

/** Figures of the current stream, live: read them when drawing. */
export interface Instruments {
  /** Of the current stream's clock; null until it was told to begin. */
  readonly sampleRateHz: number | null
  readonly firstAudio: FirstAudio | null
  /** From `start` to the first sample at the loudspeaker; the last 100. */
  readonly clickToAudibleMilliseconds: readonly number[]
  /** Rendering time over audio time; null until known. */
  readonly realTimeFactor: number | null
  /** Rendered and not yet heard. */
  readonly bufferAheadSeconds: number
  /** Since the player was made. */
  readonly underruns: number
  /** The most recent ones, oldest first; bounded. */
  readonly chunks: readonly ChunkEvent[]
  /** Those about to be heard and the recently heard, oldest first; bounded. */
  readonly sentences: readonly SentenceEvent[]
  readonly received: ReceivedSamples
}

/** What an entry of the pronunciation dictionary would do to the document. */
export interface ExaminedEntry {
  /** Null: it can be used. */
  readonly problem: EntryProblem | null
  readonly sentences: number
}

/** What has become known of the lengths of a document's sentences. */
export type MeasuredLengths = Pick<
  Extract<SpeechEvent, { kind: 'measured' }>,
  'sampleRateHz' | 'blocks' | 'isComplete'
>

/** Plays what the engine speaks and says what is heard. Framework-free; lives as long as the page. */
export interface SpeechPlayer {
  readonly state: PlayerState
  readonly engine: EngineStatus
  /** Why the state is 'failed'. */
  readonly failure: AppError | null
  readonly instruments: Instruments
  /** The voice falling silent: it goes on over new streams until it is ended, and `isHalted` is false at its end. */
  readonly fading: VoiceFade
  /** Whether a recording speaks in the voice's place. */
  readonly isNarrating: boolean
  /** It is paused because it has come to where it was to halt. */
  readonly isHalted: boolean
  /** Runs `listener` after anything but the clock changed, until the returned function is called. */
  subscribe(listener: () => void): () => void
  /** Hands over what can be read; stops what is being read. */
  setDocument(document: ReadDocument): void
  /**
   * Has a recording of the document speak in the engine's place, until another document is handed over; what is read goes
   * on with it, at the word or the sentence heard. Null: the engine.
   */
  setNarration(source: StreamSource | null, settings: Settings): void
  /** Hands over the blocks that follow; a reading that waits for them goes on. Nothing for a document that is not held. */
  extend(documentId: string, blocks: readonly Block[], isWhole: boolean): void
  /**
   * Another text stands in a document's place: what is heard goes on to the end of its sentence, and what follows is of
   * the new text. Nothing for a document that is not held.
   * @returns where places of the text before are now; null when nothing was changed
   */
  revise(documentId: string, change: TextChange): MovePosition | null
  /** What is read of a document from now on: as pronunciations do, it takes hold at a sentence that is not ready yet. */
  setReadingRules(documentId: string, rules: ReadingRules): void
  /**
   * What holds for a document; may be said before it is handed over. While it is read, sentences that are ready are
   * said as they were made; after a pause everything is said anew.
   */
  setPronunciations(documentId: string, entries: PronunciationEntry[]): void
  /** What an entry would do. @throws DOMException 'AbortError' when another is asked about meanwhile */
  examine(entry: PronunciationEntry): Promise<ExaminedEntry>
  /**
   * Reads from a place, at once when the engine is ready, else as soon as it is; cancels what was queued.
   * @param until where reading ends, exclusive; absent: at the end of the document
   */
  start(from: TextPosition, settings: Settings, until?: TextPosition): void
  pause(): void
  /** Goes on where `pause` stopped; nothing in any other state. */
  resume(): void
  stop(): void
  /** New settings: speed, seed and output restart at the current word, another voice goes on at the next sentence, the rest applies as it plays. */
  tune(settings: Settings): void
  /** Where a neighbouring word, sentence or paragraph begins; null when there is none. */
  locate(from: TextPosition, move: TextMove): Promise<LocatedPlace | null>
  /**
   * Where reading stands still by itself from now on; the state is 'paused' then and `isHalted` true. Not one sample of
   * what follows is heard, and `resume` goes on with its first. Null: nowhere.
   */
  setHalt(rule: HaltRule | null): void
  /** While paused: goes on from another place when it is resumed, which is heard, as far as anybody asks, from now on. */
  rewind(place: HeardPlace): void
  /**
   * Asks how long the sentences of the document will last; in place of what was asked before. Whoever waits is told by
   * `onMeasured`, again and again, also when other rules or pronunciations hold.
   * @param from whose chapter is wanted first
   */
  measure(from: TextPosition, settings: Settings): void
  /** @returns ends it */
  onMeasured(listener: (lengths: MeasuredLengths) => void): () => void
  /**
   * Runs `listener`, once lengths are asked for, with the blocks that can be heard from speech that is kept, again and
   * again: of each range of them the first and the one behind its last.
   * @returns ends it
   */
  onKept(listener: (ranges: readonly number[]) => void): () => void
  /** What is heard now, or was last heard while paused or ended; null when nothing is known. Call it once a frame. */
  heard(): HeardPlace | null
  /** Closes ports and the audio context; may be called twice. */
  dispose(): Promise<void>
}
