import type { ReadableDocument, TextPosition } from '@contract/document'
import { AppError, fromErrorData } from '@contract/errors'
import { isPcmMessage, type CreditMessage } from '@contract/pcm-messages'
import type { PronunciationEntry } from '@contract/pronunciation'
import type { ReadingRules } from '@contract/reading-rules'
import type { SpeechSettings } from '@contract/settings'
import type { SpeechCommand, SpeechEvent } from '@contract/speech'
import { SpeechLink } from '../audio/speech-link'
import type { SpeechPorts } from '../bridge/bridge'
import { SpokenPassage } from './spoken-passage'

/** Streams whose samples may still be on their way: that of the passage being said, and of the one before. */
const keptPassages = 2

/** What a passage's voice is asked for. */
export interface PassageOrder {
  readonly from: TextPosition
  readonly until: TextPosition
  readonly settings: SpeechSettings
  readonly sampleRateHz: number
}

/** Sentences of a block as 'measured' tells of them. */
export type VoicedLengths = ReadonlyMap<number, readonly number[]>

/** What is around a passage's voice. */
export interface VoiceSurroundings {
  connect(): Promise<SpeechPorts>
  /** Pronunciations that hold for the document. */
  entries(): readonly PronunciationEntry[]
}

/**
 * The voice that says what a recording leaves out, on a line of its own to the engine, at the recording's pace and rate.
 * The line is opened for the first passage; the engine is told of no more than the blocks that it may have to say.
 */
export class PassageVoice {
  readonly #link: SpeechLink
  #isOpen = false
  #pcm: MessagePort | null = null
  #numbers: readonly number[] = []
  #rules: ReadingRules = {}
  #isHanded = false
  #entries: readonly PronunciationEntry[] = []
  #lastId = 0
  readonly #passages = new Map<number, SpokenPassage>()
  #current: { readonly id: number; readonly order: PassageOrder; readonly passage: SpokenPassage } | null =
    null
  #measuring: { readonly id: number; readonly settings: SpeechSettings; readonly rateHz: number } | null =
    null
  #lengths = new Map<number, readonly number[]>()
  #isMeasured = false
  #measured: () => void = () => undefined

  constructor(
    private readonly document: Pick<ReadableDocument, 'id' | 'blocks' | 'language' | 'lexicons'>,
    private readonly surroundings: VoiceSurroundings,
  ) {
    this.#link = new SpeechLink(() => surroundings.connect(), {
      connected: (pcm) => this.#onConnected(pcm),
      event: (event) => this.#onEvent(event),
      failed: (error) => this.fail(asAppError(error)),
    })
  }

  /** Runs `listener` when more lengths are known. */
  onMeasured(listener: () => void): void {
    this.#measured = listener
  }

  /** What it may have to say from now on. @param numbers of blocks, ascending */
  hold(numbers: readonly number[], rules: ReadingRules): void {
    this.#numbers = numbers
    this.#rules = rules
    this.#isHanded = false
    this.#measuring = null
  }

  /** Begins a passage, in place of the one being said. Its places are of blocks that it was told to hold. */
  speak(order: PassageOrder): SpokenPassage {
    this.stop()
    const id = ++this.#lastId
    const passage = new SpokenPassage(order.sampleRateHz, (samples) => this.#grant(id, samples))
    this.#passages.set(id, passage)
    for (const old of [...this.#passages.keys()].slice(0, -keptPassages)) this.#passages.delete(old)
    this.#current = { id, order, passage }
    if (this.#open()) this.#start()
    return passage
  }

  /** Lets go of what is being said. */
  stop(): void {
    const { id, passage } = this.#current ?? {}
    this.#current = null
    if (id !== undefined && !passage?.isOver) this.#link.send({ kind: 'stop', streamId: id })
  }

  /** How long the sentences of the blocks held last, as far as that is known; asks for what is not. */
  lengths(settings: SpeechSettings, rateHz: number): { lengths: VoicedLengths; isComplete: boolean } {
    const isAsked = JSON.stringify(this.#measuring?.settings) === JSON.stringify(settings)
    if (!isAsked || this.#measuring?.rateHz !== rateHz) {
      this.#measuring = { id: ++this.#lastId, settings, rateHz }
      this.#lengths = new Map()
      this.#isMeasured = this.#numbers.length === 0
      if (!this.#isMeasured && this.#open()) this.#measure()
    }
    return { lengths: this.#lengths, isComplete: this.#isMeasured }
  }

  /** The engine has a successor: what is being said is said anew there, and goes on where it was. */
  renew(): void {
    if (this.#isOpen) this.#link.connect()
  }

  /** The engine cannot speak. */
  fail(error: AppError): void {
    if (this.#current && !this.#current.passage.isOver) this.#current.passage.failure = error
    this.#isOpen = false
  }

  dispose(): void {
    this.stop()
    this.#link.dispose()
    this.#pcm?.close()
  }

  /** Whether the line stands; else it is on its way. */
  #open(): boolean {
    if (this.#isOpen) return this.#pcm !== null
    this.#isOpen = true
    this.#link.connect()
    return false
  }

  #onConnected(pcm: MessagePort): void {
    this.#pcm?.close()
    this.#pcm = pcm
    pcm.onmessage = ({ data }: MessageEvent<unknown>) => {
      if (isPcmMessage(data) && data.kind === 'pcm')
        this.#passages.get(data.streamId)?.receive(data.startSample, data.samples)
    }
    this.#isHanded = false
    if (this.#measuring) this.#measure()
    const passage = this.#current?.passage
    if (!passage || passage.isOver) return
    const taken = passage.beginAnew()
    this.#start()
    if (this.#current) this.#grant(this.#current.id, taken)
  }

  #onEvent(event: SpeechEvent): void {
    if (event.kind === 'measured') return this.#onMeasured(event)
    if (event.kind === 'unready') return this.fail(fromErrorData(event.error))
    if (!('streamId' in event)) return
    const passage = this.#passages.get(event.streamId)
    if (event.kind === 'failed' && passage) passage.failure ??= fromErrorData(event.error)
    else if (event.kind === 'sentence') passage?.hear({ ...event, block: this.#numbers[event.block] ?? 0 })
    else passage?.hear(event)
  }

  #onMeasured({ requestId, blocks, isComplete }: Extract<SpeechEvent, { kind: 'measured' }>): void {
    if (requestId !== this.#measuring?.id) return
    for (const { block, sentences } of blocks) this.#lengths.set(this.#numbers[block] ?? 0, sentences)
    this.#isMeasured = isComplete
    this.#measured()
  }

  #start(): void {
    if (!this.#current) return
    this.#hand()
    const { id: streamId, order } = this.#current
    const { from, until, settings, sampleRateHz } = order
    this.#link.send({
      kind: 'start',
      documentId: this.document.id,
      ...{ streamId, settings, sampleRateHz, output: 'window' as const },
      from: this.#held(from),
      until: this.#held(until),
    })
  }

  #measure(): void {
    if (!this.#measuring) return
    this.#hand()
    const { id: requestId, settings, rateHz } = this.#measuring
    const from = { block: 0, char: 0 }
    const { id: documentId } = this.document
    this.#link.send({ kind: 'measure', requestId, documentId, from, settings, sampleRateHz: rateHz })
  }

  #hand(): void {
    const entries = this.surroundings.entries()
    if (this.#isHanded && entries === this.#entries) return
    this.#isHanded = true
    this.#entries = entries
    const { id: documentId, language, lexicons } = this.document
    const blocks = this.#numbers.map((number) => this.document.blocks[number])
    const pronunciations = [...entries]
    const command: SpeechCommand = {
      kind: 'document',
      ...{ documentId, blocks, language, lexicons, pronunciations },
      reading: this.#rules,
    }
    this.#link.send(command)
  }

  /** A place of the document as one of the blocks handed over. */
  #held({ block, char }: TextPosition): TextPosition {
    return { block: Math.max(0, this.#numbers.indexOf(block)), char }
  }

  #grant(streamId: number, samples: number): void {
    const credit: CreditMessage = { kind: 'credit', streamId, samples }
    this.#pcm?.postMessage(credit)
  }
}

function asAppError(error: unknown): AppError {
  return error instanceof AppError
    ? error
    : new AppError('internal/unexpected', String(error), { cause: error })
}
