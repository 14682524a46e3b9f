import type { Block, ReadableDocument, TextPosition } from '@contract/document'
import { fromErrorData, type AppError } from '@contract/errors'
import { isPcmMessage, type CreditMessage } from '@contract/pcm-messages'
import { placedAmong } from '@contract/placed-among'
import { isPlaced, type PronunciationEntry } from '@contract/pronunciation'
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
  readonly numbers: number[]
  readonly rules: ReadingRules
  /** Whether no more will follow. */
  isWhole: boolean
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
 * The line is opened once there is something to say or to measure; the engine is told of no more than the blocks that it
 * may have to say.
 */
export class PassageVoice {
  readonly #link: SpeechLink
  #isOpen = false
  #pcm: MessagePort | null = null
  #held: HeldBlocks = { numbers: [], rules: {}, isWhole: true }
  /** What the engine was told of last; null: nothing. */
  #handed: { readonly held: HeldBlocks; readonly entries: readonly PronunciationEntry[] } | null = null
  #lastId = 0
  readonly #passages = new Map<number, VoicedPassage>()
  #current: VoicedPassage | null = null
  #measuring: { readonly id: number; readonly settings: SpeechSettings; readonly rateHz: number } | null =
    null
  #lengths = new Map<number, readonly number[]>()
  /** Whether the engine was asked, of the document that it holds. */
  #isMeasuring = false
  #isMeasured = false
  #measured: (blocks: readonly number[]) => void = () => undefined

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

  /** Runs `listener` when lengths are known of some blocks; of none: there are no others. */
  onMeasured(listener: (blocks: readonly number[]) => void): void {
    this.#measured = listener
  }

  /**
   * What it may have to say from the next passage on; the one being said ends with the sentence that was told last.
   * @param numbers of blocks, ascending
   * @param isWhole whether no more will follow
   */
  hold(numbers: readonly number[], rules: ReadingRules, isWhole: boolean): void {
    this.#held = { numbers: [...numbers], rules, isWhole }
    this.#measuring = null
    this.#current?.spoken.endSoon()
    this.#stopEnded()
  }

  /** What it may have to say besides. @param numbers of blocks behind those held */
  extend(numbers: readonly number[], isWhole: boolean): void {
    const held = this.#held
    for (const number of numbers) held.numbers.push(number)
    held.isWhole = isWhole
    if (this.#handed?.held !== held) return
    this.#isMeasured = false
    const { id: documentId } = this.document
    this.#link.send({ kind: 'extend', documentId, blocks: this.#blocksOf(numbers), isWhole })
    const { entries } = this.#handed
    if (!entries.some(isPlaced)) return
    // Some may be about what has come.
    this.#link.send({ kind: 'pronunciations', documentId, entries: this.#entriesFor(held, entries) })
    this.#isMeasuring = false
    this.#measure()
  }

  /** Begins a passage, in place of the one being said. Its places are of blocks that it was told to hold. */
  speak(wanted: PassageOrder): SpokenPassage {
    this.stop()
    const order = { ...wanted, settings: atRecordedPace(wanted.settings) }
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

  /** Nobody asks for another passage where the next thing is recorded. */
  #stopEnded(): void {
    if (this.#current?.spoken.hasEndedSoon) this.stop()
  }

  /** How long the sentences of the blocks held last at speed 1, as far as that is known; asks for what is not. */
  lengths(wanted: SpeechSettings, rateHz: number): { lengths: VoicedLengths; isComplete: boolean } {
    const settings = atRecordedPace(wanted)
    const isAsked = JSON.stringify(this.#measuring?.settings) === JSON.stringify(settings)
    if (!isAsked || this.#measuring?.rateHz !== rateHz) {
      this.#measuring = { id: ++this.#lastId, settings, rateHz }
      this.#lengths = new Map()
      this.#isMeasuring = this.#isMeasured = false
    }
    this.#measure()
    const { numbers, isWhole } = this.#held
    return { lengths: this.#lengths, isComplete: isWhole && (this.#isMeasured || numbers.length === 0) }
  }

  /** The engine has a successor: what is being said is said anew there, and goes on where it was. */
  renew(): void {
    if (this.#isOpen) this.#link.connect()
    // What could not be measured before opens it anew.
    else this.#measure()
  }

  /** The engine cannot speak. */
  fail(error: AppError): void {
    const spoken = this.#current?.spoken
    if (spoken && !spoken.isOver) spoken.failure = error
    this.#isOpen = this.#isMeasuring = false
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
      this.#stopEnded()
    }
    this.#handed = null
    this.#isMeasuring = false
    const passage = this.#current
    const taken = passage?.spoken.beginAnew() ?? null
    if (passage && taken !== null) {
      this.#start(passage)
      this.#grant(passage.id, taken)
    }
    this.#measure()
  }

  #onEvent(event: SpeechEvent): void {
    if (event.kind === 'measured') return this.#onMeasured(event)
    if (event.kind === 'unready') return this.fail(fromErrorData(event.error))
    if (!('streamId' in event)) return
    const passage = this.#passages.get(event.streamId)
    if (!passage) return
    const { spoken, held } = passage
    if (event.kind === 'failed') {
      const error = fromErrorData(event.error)
      // Behind what no voice can say the recording goes on.
      if (error.code === 'text/nothing-to-say') spoken.hear({ ...event, kind: 'end', totalSamples: 0 })
      else spoken.failure ??= error
    } else if (event.kind === 'sentence') spoken.hear({ ...event, block: held.numbers[event.block] ?? 0 })
    else spoken.hear(event)
  }

  #onMeasured({ requestId, blocks, isComplete }: Extract<SpeechEvent, { kind: 'measured' }>): void {
    if (requestId !== this.#measuring?.id) return
    const told = blocks.map(({ block, sentences }) => {
      const number = this.#held.numbers[block] ?? 0
      this.#lengths.set(number, sentences)
      return number
    })
    this.#isMeasured = isComplete
    this.#measured(told)
  }

  #start({ id: streamId, order, held }: VoicedPassage): void {
    this.#hand(held)
    const { from, until, settings, sampleRateHz } = order
    this.#link.send({
      kind: 'start',
      documentId: this.document.id,
      ...{ streamId, settings, sampleRateHz, output: 'window' as const },
      from: this.#placeWithin(held, from),
      until: this.#placeWithin(held, until),
    })
    // The engine measures the document that it was told of last.
    this.#measure()
  }

  #measure(): void {
    if (!this.#measuring || this.#isMeasuring || this.#held.numbers.length === 0 || !this.#open()) return
    this.#hand(this.#held)
    this.#isMeasuring = true
    const { id: requestId, settings, rateHz } = this.#measuring
    const from = { block: 0, char: 0 }
    const { id: documentId } = this.document
    this.#link.send({ kind: 'measure', requestId, documentId, from, settings, sampleRateHz: rateHz })
  }

  /** A stream that is running goes on with the blocks that it began with; what was measured is asked anew. */
  #hand(held: HeldBlocks): void {
    const entries = this.surroundings.entries()
    if (this.#handed?.held === held && this.#handed.entries === entries) return
    this.#handed = { held, entries }
    this.#isMeasuring = false
    const { id: documentId, language, lexicons } = this.document
    const { numbers, rules: reading, isWhole } = held
    const pronunciations = this.#entriesFor(held, entries)
    const command: SpeechCommand = {
      kind: 'document',
      ...{ documentId, blocks: this.#blocksOf(numbers), isWhole, language, lexicons, pronunciations },
      reading,
    }
    this.#link.send(command)
  }

  #entriesFor({ numbers }: HeldBlocks, entries: readonly PronunciationEntry[]): PronunciationEntry[] {
    return placedAmong(entries, this.document.blocks, this.#blocksOf(numbers))
  }

  #blocksOf(numbers: readonly number[]): Block[] {
    return numbers.map((number) => this.document.blocks[number])
  }

  /** A place of the document as one of the blocks handed over: of one that is not, the beginning of what follows it. */
  #placeWithin({ numbers }: HeldBlocks, { block, char }: TextPosition): TextPosition {
    const at = numbers.findIndex((number) => number >= block)
    if (at >= 0) return { block: at, char: numbers[at] === block ? char : 0 }
    const last = numbers.length - 1
    return { block: Math.max(0, last), char: this.document.blocks[numbers[last]]?.text.length ?? 0 }
  }

  #grant(streamId: number, samples: number): void {
    const credit: CreditMessage = { kind: 'credit', streamId, samples }
    this.#pcm?.postMessage(credit)
  }
}

/** What a voice says is made faster as the recording is, so that both go on at another speed without being said anew. */
function atRecordedPace(settings: SpeechSettings): SpeechSettings {
  return { ...settings, speed: 1 }
}
