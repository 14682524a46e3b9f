import type { ReadableDocument, TextPosition } from '@contract/document'
import { fromErrorData, type AppError } from '@contract/errors'
import { isPcmMessage, type CreditMessage } from '@contract/pcm-messages'
import type { PronunciationEntry } from '@contract/pronunciation'
import type { ReadingRules } from '@contract/reading-rules'
import type { SpeechSettings } from '@contract/settings'
import type { SpeechCommand, SpeechEvent } from '@contract/speech'
import { asAppError } from '../audio/engine-line'
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

/** Blocks that the engine is told of, by their numbers in the document, ascending, and what is read of them. */
interface HeldBlocks {
  readonly numbers: readonly number[]
  readonly rules: ReadingRules
}

/** A passage with the blocks that the engine says it of: others may be held while it is said. */
interface VoicedPassage {
  readonly id: number
  readonly order: PassageOrder
  readonly spoken: SpokenPassage
  readonly held: HeldBlocks
}

/**
 * The voice that says what a recording leaves out, on a line of its own to the engine, at the recording's pace and rate.
 * The line is opened for the first passage; the engine is told of no more than the blocks that it may have to say.
 */
export class PassageVoice {
  readonly #link: SpeechLink
  #isOpen = false
  #pcm: MessagePort | null = null
  #held: HeldBlocks = { numbers: [], rules: {} }
  /** What the engine was told of last; null: nothing. */
  #handed: { readonly held: HeldBlocks; readonly entries: readonly PronunciationEntry[] } | null = null
  #lastId = 0
  readonly #passages = new Map<number, VoicedPassage>()
  #current: VoicedPassage | null = null
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

  /** What it may have to say from the next passage on. @param numbers of blocks, ascending */
  hold(numbers: readonly number[], rules: ReadingRules): void {
    this.#held = { numbers, rules }
    this.#measuring = null
  }

  /** Begins a passage, in place of the one being said. Its places are of blocks that it was told to hold. */
  speak(order: PassageOrder): SpokenPassage {
    this.stop()
    const id = ++this.#lastId
    const spoken = new SpokenPassage(order.sampleRateHz, (samples) => this.#grant(id, samples))
    const passage = { id, order, spoken, held: this.#held }
    this.#passages.set(id, passage)
    for (const old of [...this.#passages.keys()].slice(0, -keptPassages)) this.#passages.delete(old)
    this.#current = passage
    if (this.#open()) this.#start(passage)
    return spoken
  }

  /** Lets go of what is being said. */
  stop(): void {
    const passage = this.#current
    this.#current = null
    // The engine keeps its voice for one that is all sent until it is heard.
    if (passage) this.#link.send({ kind: 'stop', streamId: passage.id })
  }

  /** How long the sentences of the blocks held last, as far as that is known; asks for what is not. */
  lengths(settings: SpeechSettings, rateHz: number): { lengths: VoicedLengths; isComplete: boolean } {
    const isAsked = JSON.stringify(this.#measuring?.settings) === JSON.stringify(settings)
    if (!isAsked || this.#measuring?.rateHz !== rateHz) {
      this.#measuring = { id: ++this.#lastId, settings, rateHz }
      this.#lengths = new Map()
      this.#isMeasured = this.#held.numbers.length === 0
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
    const spoken = this.#current?.spoken
    if (spoken && !spoken.isOver) spoken.failure = error
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
      if (!isPcmMessage(data)) return
      const spoken = this.#passages.get(data.streamId)?.spoken
      if (data.kind === 'pcm') spoken?.receive(data.startSample, data.samples)
      else if (data.kind === 'cut') spoken?.cut(data.startSample)
    }
    this.#handed = null
    const passage = this.#current
    const taken = passage?.spoken.beginAnew() ?? null
    if (passage && taken !== null) {
      this.#start(passage)
      this.#grant(passage.id, taken)
    }
    // The engine measures what it was told of last.
    if (this.#measuring) this.#measure()
  }

  #onEvent(event: SpeechEvent): void {
    if (event.kind === 'measured') return this.#onMeasured(event)
    if (event.kind === 'unready') return this.fail(fromErrorData(event.error))
    if (!('streamId' in event)) return
    const passage = this.#passages.get(event.streamId)
    if (!passage) return
    const { spoken, held } = passage
    if (event.kind === 'failed') spoken.failure ??= fromErrorData(event.error)
    else if (event.kind === 'sentence') spoken.hear({ ...event, block: held.numbers[event.block] ?? 0 })
    else spoken.hear(event)
  }

  #onMeasured({ requestId, blocks, isComplete }: Extract<SpeechEvent, { kind: 'measured' }>): void {
    if (requestId !== this.#measuring?.id) return
    for (const { block, sentences } of blocks) this.#lengths.set(this.#held.numbers[block] ?? 0, sentences)
    this.#isMeasured = isComplete
    this.#measured()
  }

  #start({ id: streamId, order, held }: VoicedPassage): void {
    this.#hand(held)
    const { from, until, settings, sampleRateHz } = order
    this.#link.send({
      kind: 'start',
      documentId: this.document.id,
      ...{ streamId, settings, sampleRateHz, output: 'window' as const },
      from: placeWithin(held, from),
      until: placeWithin(held, until),
    })
  }

  #measure(): void {
    if (!this.#measuring) return
    this.#hand(this.#held)
    const { id: requestId, settings, rateHz } = this.#measuring
    const from = { block: 0, char: 0 }
    const { id: documentId } = this.document
    this.#link.send({ kind: 'measure', requestId, documentId, from, settings, sampleRateHz: rateHz })
  }

  /** A stream that is running goes on with the blocks that it began with. */
  #hand(held: HeldBlocks): void {
    const entries = this.surroundings.entries()
    if (this.#handed?.held === held && this.#handed.entries === entries) return
    this.#handed = { held, entries }
    const { id: documentId, language, lexicons } = this.document
    const blocks = held.numbers.map((number) => this.document.blocks[number])
    const pronunciations = [...entries]
    const command: SpeechCommand = {
      kind: 'document',
      ...{ documentId, blocks, language, lexicons, pronunciations },
      reading: held.rules,
    }
    this.#link.send(command)
  }

  #grant(streamId: number, samples: number): void {
    const credit: CreditMessage = { kind: 'credit', streamId, samples }
    this.#pcm?.postMessage(credit)
  }
}

/** A place of the document as one of the blocks handed over. */
function placeWithin({ numbers }: HeldBlocks, { block, char }: TextPosition): TextPosition {
  return { block: Math.max(0, numbers.indexOf(block)), char }
}
