import type { Block, TextPosition } from '@contract/document'
import type { AppError } from '@contract/errors'
import type { PronunciationEntry } from '@contract/pronunciation'
import type { ReadingRules } from '@contract/reading-rules'
import type { Settings } from '@contract/settings'
import type { LocatedPlace, TextMove } from '@contract/speech'
import { movedBy, withChange, type MovePosition, type TextChange } from '@contract/text-change'
import { movedPlace } from '../../src-renderer/audio/moved-sentence'
import type { FadeState, VoiceFade } from '../../src-renderer/audio/stream-fade'
import type {
  EngineStatus,
  ExaminedEntry,
  HaltRule,
  HeardPlace,
  Instruments,
  MeasuredLengths,
  PlayerState,
  ReadDocument,
  SpeechPlayer,
} from '../../src-renderer/audio/speech-player-types'
import type { StreamSource } from '../../src-renderer/audio/stream-source'

/** A player that does what it is told and remembers it; tests say what is heard. */
export class FakePlayer implements SpeechPlayer {
  state: PlayerState = 'idle'
  failure: AppError | null = null
  isNarrating = false
  engine: EngineStatus = {
    ready: true,
    preparing: null,
    voice: { id: 'heart', name: 'Heart', language: 'en-US' },
    choice: { voice: 'heart', device: 'auto' },
    voices: [],
    changing: null,
    refused: null,
    unvoiced: null,
    device: 'CPU',
    providers: [],
    sampleRateHz: 24_000,
    seams: { cached: true, 'overlap-add': true, 'cross-fade': true, none: true },
    systemAudioUnavailable: null,
    error: null,
  }
  instruments: Instruments = {
    sampleRateHz: 24_000,
    firstAudio: null,
    clickToAudibleMilliseconds: [],
    realTimeFactor: null,
    bufferAheadSeconds: 0,
    underruns: 0,
    chunks: [],
    sentences: [],
    received: { streamId: 0, samples: 0, checksum: 0 },
  }
  place: HeardPlace | null = null
  readonly starts: TextPosition[] = []
  readonly tuned: Settings[] = []
  /** Ends of `starts`, undefined for those that go to the end. */
  readonly untils: (TextPosition | undefined)[] = []
  readonly pronunciations: { documentId: string; entries: PronunciationEntry[] }[] = []
  /** What `examine` answers. */
  examined: ExaminedEntry = { problem: null, sentences: 1 }
  readonly located: { from: TextPosition; move: TextMove }[] = []
  /** What `locate` answers. */
  destination: LocatedPlace | null = null
  readonly halts: (HaltRule | null)[] = []
  readonly rewound: HeardPlace[] = []
  readonly fades: [inSeconds: number, lastsSeconds: number][] = []
  readonly fading: VoiceFade & { state: FadeState } = {
    state: 'none',
    begin: (inSeconds, lastsSeconds) => {
      this.fades.push([inSeconds, lastsSeconds])
      this.fading.state = 'falling'
    },
    end: () => {
      if (this.fading.state === 'none') return
      this.fading.state = 'none'
      this.enter(this.state, this.#standsStill)
    },
  }
  /** It stands where it came to a halt; a voice that has fallen silent stands there too. */
  #standsStill = false
  get isHalted(): boolean {
    return this.#standsStill && this.fading.state !== 'fallen'
  }
  resumes = 0
  readonly #listeners = new Set<() => void>()

  enter(state: PlayerState, isHalted = false): void {
    this.state = state
    this.#standsStill = isHalted
    for (const listener of [...this.#listeners]) listener()
  }
  hear(place: Partial<HeardPlace>): void {
    this.place = {
      streamId: 1,
      sentenceIndex: 0,
      wordIndex: 0,
      block: 0,
      sentence: { startChar: 0, endChar: 20 },
      word: { startChar: 0, endChar: 5 },
      sample: 0,
      ...place,
    }
    for (const listener of [...this.#listeners]) listener()
  }
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
  readonly documents: ReadDocument[] = []
  readonly extended: { documentId: string; blocks: readonly Block[]; isWhole: boolean }[] = []
  readonly rules: { documentId: string; rules: ReadingRules }[] = []

  setNarration(source: StreamSource | null): void {
    this.isNarrating = source !== null
    this.enter(this.state)
  }

  extend(documentId: string, blocks: readonly Block[], isWhole: boolean): void {
    this.extended.push({ documentId, blocks, isWhole })
  }
  readonly revised: TextChange[] = []
  #blocks: readonly Block[] = []
  revise(_documentId: string, change: TextChange): MovePosition | null {
    const move = movedBy(change, this.#blocks)
    this.#blocks = withChange(this.#blocks, change)
    this.revised.push(change)
    this.place &&= movedPlace(this.place, move)
    return move
  }
  setReadingRules(documentId: string, rules: ReadingRules): void {
    this.rules.push({ documentId, rules })
  }
  setDocument(document: ReadDocument): void {
    this.documents.push(document)
    this.#blocks = [...document.blocks]
    this.place = null
    this.isNarrating = false
    this.enter('idle')
  }
  setPronunciations(documentId: string, entries: PronunciationEntry[]): void {
    this.pronunciations.push({ documentId, entries })
  }
  examine(_entry: PronunciationEntry): Promise<ExaminedEntry> {
    return Promise.resolve(this.examined)
  }
  start(from: TextPosition, _settings: Settings, until?: TextPosition): void {
    this.starts.push(from)
    this.untils.push(until)
    this.place = null
    this.enter('starting')
  }
  pause(): void {
    this.enter('paused')
  }
  setHalt(rule: HaltRule | null): void {
    this.halts.push(rule)
  }
  rewind(place: HeardPlace): void {
    this.rewound.push(place)
    this.#standsStill = false
    this.hear(place)
  }
  resume(): void {
    this.resumes += 1
    this.enter('starting')
  }
  stop(): void {
    this.enter('idle')
  }
  tune(settings: Settings): void {
    this.tuned.push(settings)
  }
  locate(from: TextPosition, move: TextMove): Promise<LocatedPlace | null> {
    this.located.push({ from, move })
    return Promise.resolve(this.destination)
  }
  readonly measures: { from: TextPosition; speed: number }[] = []
  #measureListener: ((lengths: MeasuredLengths) => void) | null = null
  measure(from: TextPosition, settings: Settings): void {
    this.measures.push({ from, speed: settings.speech.speed })
  }
  onMeasured(listener: (lengths: MeasuredLengths) => void): () => void {
    this.#measureListener = listener
    return () => (this.#measureListener = null)
  }
  #keptListener: ((ranges: readonly number[]) => void) | null = null
  onKept(listener: (ranges: readonly number[]) => void): () => void {
    this.#keptListener = listener
    return () => (this.#keptListener = null)
  }
  tellKept(ranges: readonly number[]): void {
    this.#keptListener?.(ranges)
  }
  tellLengths(lengths: MeasuredLengths): void {
    this.#measureListener?.(lengths)
  }
  heard(): HeardPlace | null {
    return this.place
  }
  dispose(): Promise<void> {
    return Promise.resolve()
  }
}
