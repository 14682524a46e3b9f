import { engineState } from '@contract/calls/app'
import { assert } from '@contract/assert'
import type { Block, TextPosition } from '@contract/document'
import { AppError, fromErrorData } from '@contract/errors'
import type { PronunciationEntry } from '@contract/pronunciation'
import type { ReadingRules } from '@contract/reading-rules'
import { isSameVoiceChoice, type SpeechSettings, type VoiceChoice } from '@contract/settings'
import type { LocatedPlace, SpeechCommand, SpeechEvent, TextMove } from '@contract/speech'
import type { Bridge } from '../bridge/bridge'
import { withChange, type MovePosition, type TextChange } from '@contract/text-change'
import type { AudioOutput, OpenAudioOutput } from './audio-output'
import { engineAfter, unknownEngine, type EngineEvent } from './engine-status'
import { SpeechLink } from './speech-link'
import { TextRevisions } from './text-revisions'
import type { EngineStatus, ExaminedEntry, MeasuredLengths, ReadDocument } from './speech-player-types'

type AnswerEvent = Extract<SpeechEvent, { kind: 'located' | 'entry-examined' | 'measured' | 'kept' }>
/** What the engine says about a stream. */
export type StreamEvent = Exclude<SpeechEvent, EngineEvent | AnswerEvent>
type Locate = Extract<SpeechCommand, { kind: 'locate' }>
type Measure = Extract<SpeechCommand, { kind: 'measure' }>

/** Who is told what happens on the line. */
export interface EngineLineListener {
  /** `status` changed. */
  changed(): void
  /** The engine can be told to start. */
  ready(): void
  /** The engine that spoke until now is gone, with all its streams; another one is on its way. */
  replaced(): void
  /** The engine cannot speak, and none is on its way. */
  lost(error: AppError): void
  /** The window has no sound; the engine may still play through the system. */
  mute(error: AppError): void
  stream(event: StreamEvent): void
  /** True while a stream plays, or could go on: the output must stay as it is. */
  holdsOutput(): boolean
}

/** Everything between the page and one engine after another: connections, the document it holds, and the output its samples go to. */
export class EngineLine {
  status: EngineStatus = unknownEngine
  output: AudioOutput | null = null
  documentId: string | null = null
  /** How the text of the document held has changed. */
  revisions = new TextRevisions()

  readonly #link: SpeechLink
  readonly #locating = new Map<
    number,
    { command: Locate; settle: (place: LocatedPlace | null) => void; refuse: (error: unknown) => void }
  >()
  readonly #stopListening: () => void
  readonly #examining = new Map<
    number,
    { settle: (examined: ExaminedEntry) => void; refuse: (error: unknown) => void }
  >()
  #pronunciations: { documentId: string; entries: PronunciationEntry[] } | null = null
  #document: Extract<SpeechCommand, { kind: 'document' }> | null = null
  /** What was asked last; the next engine is asked it too. */
  #measure: Measure | null = null
  readonly #keptListeners = new Set<(ranges: readonly number[]) => void>()
  readonly #measureListeners = new Set<(lengths: MeasuredLengths) => void>()
  #lastRequestId = 0
  /** The port of a connection that no output has yet. */
  #pcm: MessagePort | null = null
  #isOpening = false
  #isDisposed = false

  constructor(
    bridge: Bridge,
    private readonly openOutput: OpenAudioOutput,
    private readonly listener: EngineLineListener,
  ) {
    this.#link = new SpeechLink(() => bridge.connectSpeech(), {
      connected: (pcm) => this.#onConnected(pcm),
      event: (event) => this.#onEvent(event),
      failed: (error) => this.#onLost(asAppError(error)),
    })
    this.#stopListening = bridge.on(engineState, (news) => {
      if (news.state === 'restarted') this.reconnect()
      else this.#onLost(fromErrorData(news.error))
    })
  }

  /** The output can play what the engine is told to speak. */
  get hasSound(): boolean {
    return this.output !== null && this.#pcm === null
  }

  send(command: SpeechCommand): void {
    this.#link.send(command)
  }

  /** Opens a connection in place of the one that stands, if any. */
  reconnect(): void {
    this.status = { ...this.status, ready: false, error: null }
    this.#refuseExamining(new AppError('engine/crashed', 'The engine that examined the entry is gone'))
    this.listener.replaced()
    this.#link.connect()
    this.listener.changed()
  }

  /** Asks for the engine once more where it was given up. A voice that cannot be had is another matter. */
  revive(): void {
    if (this.status.error?.code.startsWith('engine/')) this.reconnect()
  }

  /** Replaces an output that has died; the streams in it begin again on the new one. */
  async renewOutput(): Promise<void> {
    const former = this.output
    this.output = null
    this.reconnect()
    await former?.dispose()
  }

  setDocument({ id: documentId, ...document }: ReadDocument): void {
    this.documentId = documentId
    this.revisions = new TextRevisions()
    this.#measure = null
    const pronunciations = this.#pronunciations?.documentId === documentId ? this.#pronunciations.entries : []
    const { blocks, isWhole = true, reading, language, lexicons } = document
    // The next engine is handed all of it at once: the list is this object's own, and grows.
    const held = { documentId, blocks: [...blocks], isWhole, reading, language, lexicons, pronunciations }
    this.#document = { kind: 'document', ...held }
    this.send(this.#document)
  }

  /** More blocks of the document held. */
  extend(documentId: string, blocks: readonly Block[], isWhole: boolean): void {
    if (this.#document?.documentId !== documentId) return
    for (const block of blocks) this.#document.blocks.push(block)
    this.#document.isWhole = isWhole
    this.send({ kind: 'extend', documentId, blocks: [...blocks], isWhole })
  }

  /** Another text in place of a part of the document held. @returns null for another document */
  revise(documentId: string, change: TextChange): MovePosition | null {
    if (this.#document?.documentId !== documentId) return null
    const { blocks } = this.#document
    const move = this.revisions.add(change, blocks)
    const revision = this.revisions.count
    this.#document = { ...this.#document, blocks: withChange(blocks, change), revision }
    this.send({ kind: 'revise', documentId, revision, change })
    // What was asked before is told of a text that is no more.
    if (this.#measure)
      this.#measure = { ...this.#measure, requestId: ++this.#lastRequestId, from: move(this.#measure.from) }
    this.#sendMeasure()
    return move
  }

  /** What is read of the document held from its next sentence on. */
  setReadingRules(documentId: string, rules: ReadingRules): void {
    if (this.#document?.documentId !== documentId) return
    this.#document.reading = rules
    this.send({ kind: 'reading-rules', documentId, rules })
    this.#sendMeasure()
  }

  /** What holds for a document from its next sentence on; may be said before the document is. */
  setPronunciations(documentId: string, entries: PronunciationEntry[]): void {
    this.#pronunciations = { documentId, entries }
    if (this.#document?.documentId !== documentId) return
    this.#document = { ...this.#document, pronunciations: entries }
    this.send({ kind: 'pronunciations', documentId, entries })
    this.#sendMeasure()
  }

  /** Runs `listener` when lengths of the document held have become known. @returns ends it */
  onMeasured(listener: (lengths: MeasuredLengths) => void): () => void {
    this.#measureListeners.add(listener)
    return () => this.#measureListeners.delete(listener)
  }

  /** Runs `listener` with the blocks held that can be heard from what is kept, as `KeptBlocks` has them. @returns ends it */
  onKept(listener: (ranges: readonly number[]) => void): () => void {
    this.#keptListeners.add(listener)
    return () => this.#keptListeners.delete(listener)
  }

  /** Asks how long the document held will last, sentence by sentence. */
  measure(from: TextPosition, settings: SpeechSettings): void {
    if (this.documentId === null) return
    const requestId = ++this.#lastRequestId
    this.#measure = { kind: 'measure', requestId, documentId: this.documentId, from, settings }
    this.#sendMeasure()
  }

  /** What an entry would do to the document. One that is asked about while another is examined takes its place. */
  examine(entry: PronunciationEntry): Promise<ExaminedEntry> {
    this.#refuseExamining(new DOMException('Another entry is examined', 'AbortError'))
    const requestId = ++this.#lastRequestId
    return new Promise((settle, refuse) => {
      this.#examining.set(requestId, { settle, refuse })
      if (!this.#link.send({ kind: 'examine-entry', requestId, entry }))
        this.#refuseExamining(new AppError('engine/crashed', 'No engine examines entries', { retry: 'now' }))
    })
  }

  locate(from: TextPosition, move: TextMove): Promise<LocatedPlace | null> {
    assert(this.documentId !== null, 'A document is set before places in it are asked for')
    const requestId = ++this.#lastRequestId
    const command: Locate = { kind: 'locate', requestId, documentId: this.documentId, from, move }
    return new Promise((settle, refuse) => {
      this.#locating.set(requestId, { command, settle, refuse })
      this.send(command)
    })
  }

  async dispose(): Promise<void> {
    if (this.#isDisposed) return
    this.#isDisposed = true
    this.#stopListening()
    this.#link.dispose()
    this.#pcm?.close()
    this.#refuseAll(new AppError('engine/crashed', 'The player was disposed of'))
    await this.output?.dispose()
  }

  #onConnected(pcm: MessagePort): void {
    this.#pcm?.close()
    this.#pcm = pcm
    if (this.#document) this.send(this.#document)
    this.#sendMeasure()
    for (const { command } of this.#locating.values()) this.send(command)
    this.#join()
  }

  #onEvent(event: SpeechEvent): void {
    switch (event.kind) {
      case 'preparing':
      case 'ready':
      case 'unready':
        this.status = engineAfter(this.status, event)
        if (event.kind === 'unready') this.listener.lost(fromErrorData(event.error))
        this.#join()
        return this.listener.changed()
      case 'voices':
      case 'changing-voice':
      case 'voice-refused':
      case 'unvoiced-language':
        this.status = engineAfter(this.status, event)
        return this.listener.changed()
      case 'located': {
        const request = this.#locating.get(event.requestId)
        this.#locating.delete(event.requestId)
        return request?.settle(event.position)
      }
      case 'measured':
        if (event.requestId === this.#measure?.requestId)
          this.#measureListeners.forEach((listener) => listener(event))
        return
      case 'kept':
        if (event.requestId === this.#measure?.requestId)
          this.#keptListeners.forEach((listener) => listener(event.ranges))
        return
      case 'entry-examined': {
        const request = this.#examining.get(event.requestId)
        this.#examining.delete(event.requestId)
        return request?.settle(event)
      }
      default:
        return this.listener.stream(event)
    }
  }

  #sendMeasure(): void {
    if (this.#measure) this.send(this.#measure)
  }

  /** Has the output play at the voice's rate from here on; called whenever nothing is being read any more. */
  fitOutput(): void {
    if (this.output && this.output.sampleRateHz !== this.status.sampleRateHz) this.#join()
  }

  /** A stream waits for an output: one that could not be opened is tried again. */
  awaitOutput(): void {
    if (!this.output) this.#join()
  }

  /** Chooses another voice, unless it is held, on its way, or the one that could not be had. */
  chooseVoice(choice: VoiceChoice): void {
    const { ready, error, changing, choice: held } = this.status
    // Which one is being prepared only the engine knows: it passes over what it is at already.
    const last = changing?.choice ?? (ready || error ? held : null)
    if (!last || !isSameVoiceChoice(choice, last)) this.send({ kind: 'choose-voice', choice })
  }

  /** Brings together the voice's sample rate, an output of that rate and the pcm port, in whatever order they come. */
  #join(): void {
    const rate = this.status.sampleRateHz
    if (!this.status.ready || !rate || this.#isOpening) return
    // What is being read keeps its output: the engine gives another voice's samples the stream's rate.
    if (this.output?.sampleRateHz === rate || (this.output && this.listener.holdsOutput())) {
      if (this.#pcm) this.output.attach(this.#pcm)
      this.#pcm = null
      return this.listener.ready()
    }
    void this.#open(rate)
  }

  async #open(sampleRateHz: number): Promise<void> {
    const former = this.output
    this.output = null
    this.#isOpening = true
    try {
      await former?.dispose()
      const output = await this.openOutput(sampleRateHz)
      if (this.#isDisposed) return await output.dispose()
      this.output = output
    } catch (error) {
      this.listener.mute(asAppError(error))
      return
    } finally {
      this.#isOpening = false
    }
    // A former output took the connection's port with it.
    if (this.#pcm) this.#join()
    else this.reconnect()
  }

  #onLost(error: AppError): void {
    this.status = { ...this.status, ready: false, preparing: null, error }
    this.#refuseAll(error)
    this.listener.lost(error)
    this.listener.changed()
  }

  #refuseExamining(error: unknown): void {
    for (const { refuse } of this.#examining.values()) refuse(error)
    this.#examining.clear()
  }

  #refuseAll(error: AppError): void {
    this.#refuseExamining(error)
    for (const { refuse } of this.#locating.values()) refuse(error)
    this.#locating.clear()
  }
}

/** Whatever was thrown, as a failure that can be told. */
export function asAppError(error: unknown): AppError {
  return error instanceof AppError
    ? error
    : new AppError('internal/unexpected', String(error), { cause: error })
}
