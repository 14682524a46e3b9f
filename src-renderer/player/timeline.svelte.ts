import type { ReadableDocument, TextPosition } from '@contract/document'
import { untrack } from 'svelte'
import type { MeasuredLengths } from '../audio/speech-player-types'
import type { ReadingSession } from '../reader/reading-session.svelte'
import type { SettingsStore } from '../settings/settings-store.svelte'
import { wordStart } from '../reader/word-start'
import { chapterOf, entrySpans, type BlockSpan } from './chapters'
import { minMeanSegmentPixels, type SeekSegment } from './seek-arithmetic'
import { TimelineTable } from './timeline-table'

/** While a slider moves, lengths are asked for at most this often. */
const askAfterMilliseconds = 120
/** While a long book is measured, what comes is added up at most this often: every time is one look at all of its blocks. */
const reckonEveryMilliseconds = 1_000

/** A chapter in time, in seconds of the whole document. */
export interface ChapterTimes extends BlockSpan {
  readonly startSeconds: number
  readonly endSeconds: number
  /** Whether its length is what will be heard; else part of it is reckoned. */
  readonly isExact: boolean
}

/** When everything in the document on the page is heard: measured by the voice's front, reckoned until then. */
export class Timeline {
  readonly #table = new TimelineTable()
  /** Counts changes of the table. */
  #version = $state(0)
  #isComplete = $state(false)
  #speed: number
  /** One that is opened again in another way has the same id, and another text. */
  #document: ReadableDocument | null = null
  #heardStreamId: number | undefined
  #askTimer: ReturnType<typeof setTimeout> | undefined
  /** Lengths that are not added up yet. */
  #waiting: MeasuredLengths[] = []
  #reckonTimer: ReturnType<typeof setTimeout> | undefined
  /** The furthest shown of a chapter that is still reckoned, within one run of reading. */
  #shown = { streamId: -1, fromBlock: -1, seconds: 0 }
  readonly #stops: (() => void)[] = []

  /** Where a seek led that is not heard yet. */
  #aim: { readonly position: TextPosition; readonly seconds: number } | null = $state.raw(null)

  /** The chapter that is heard, or where a seek led; else the document's first. */
  readonly chapter: ChapterTimes = $derived.by(() =>
    this.chapterAt((this.#aim?.position ?? this.session.position)?.block ?? 0),
  )
  /** Seconds of the document before what is heard; null while nothing is. */
  readonly heardSeconds: number | null = $derived.by(() => {
    void this.session.heard
    void this.session.listenedSeconds
    return this.#heardNow()
  })
  /** Of the chapter heard; 0 while nothing is. */
  readonly elapsedSeconds: number = $derived.by(() => {
    const { startSeconds, endSeconds } = this.chapter
    if (this.#aim) return Math.min(endSeconds, Math.max(startSeconds, this.#aim.seconds)) - startSeconds
    if (this.session.playback === 'ended' && this.session.heard) return endSeconds - startSeconds
    if (this.heardSeconds === null) return 0
    return Math.min(endSeconds, Math.max(startSeconds, this.heardSeconds)) - startSeconds
  })
  /** How long each line of the contents takes, with what is inside of it. */
  readonly entrySeconds: readonly number[] = $derived.by(() => {
    void this.#version
    const { contents, document } = this.session
    return entrySpans(contents, document?.blocks.length ?? 0).map(
      ({ fromBlock, untilBlock }) => this.#table.blockStart(untilBlock) - this.#table.blockStart(fromBlock),
    )
  })

  /** Everything that lengths hang on, or what is kept, beside the text: another string, others. */
  readonly #asked: string = $derived.by(() => {
    const { speed, pauses, followLanguage, voicesByLanguage, quoteVoice, seed, stream } =
      this.settings.current.speech
    const { ready, choice } = this.session.engine
    return JSON.stringify([
      speed,
      pauses,
      followLanguage,
      voicesByLanguage,
      quoteVoice,
      seed,
      // Nothing else of it is heard where the state is carried.
      stream.seam === 'cached' ? stream.seam : stream,
      ready,
      choice,
      this.session.isNarrated,
      this.session.rules,
    ])
  })

  constructor(
    private readonly session: ReadingSession,
    private readonly settings: SettingsStore,
  ) {
    this.#speed = settings.current.speech.speed
    this.#stops.push(
      session.player.onMeasured((lengths) => this.#onMeasured(lengths)),
      session.shown.onRevised(({ fromBlock, removedBlocks, blocks }, move) => {
        // They count in the blocks there were.
        this.#takeWaiting()
        this.#table.splice(
          fromBlock,
          removedBlocks,
          blocks.map(({ text }) => text.length),
        )
        this.#isComplete = false
        this.#aim &&= { ...this.#aim, position: move(this.#aim.position) }
      }),
      $effect.root(() => {
        $effect(() => this.#followDocument())
        $effect(() => this.#followSettings())
        $effect(() => this.#followReader())
      }),
    )
  }

  get totalSeconds(): number {
    void this.#version
    return this.#table.totalSeconds
  }
  /** How much of the text has its exact length, 0..1. */
  get knownFraction(): number {
    void this.#version
    return this.#isComplete ? 1 : this.#table.knownFraction
  }

  chapterAt(block: number): ChapterTimes {
    void this.#version
    const { contents, document } = this.session
    const span = chapterOf(block, contents, document?.blocks.length ?? 0)
    return {
      ...span,
      startSeconds: this.#table.blockStart(span.fromBlock),
      endSeconds: this.#table.blockStart(span.untilBlock),
      isExact: this.#table.isExact(span.fromBlock, span.untilBlock),
    }
  }

  /** How long a stretch of blocks takes, and whether all of it is measured; else part of it is reckoned. */
  lengthOf({ fromBlock, untilBlock }: BlockSpan): { readonly seconds: number; readonly isExact: boolean } {
    void this.#version
    return {
      seconds: this.#table.blockStart(untilBlock) - this.#table.blockStart(fromBlock),
      isExact: this.#table.isExact(fromBlock, untilBlock),
    }
  }

  /** Seconds of the document before a place. */
  secondsAt(position: TextPosition): number {
    void this.#version
    return this.#table.secondsAt(position)
  }

  /** The place that is heard at an instant of the document. */
  positionAt(seconds: number): TextPosition {
    void this.#version
    return this.#table.positionAt(seconds)
  }

  /**
   * In how many seconds of sound the chapter ends that is heard, or on the page, and those after it.
   * @returns at most `count`, fewer before the end of the document
   */
  chapterEndsAhead(count: number): number[] {
    const blocks = this.session.document?.blocks.length ?? 0
    const ends: number[] = []
    for (let next = this.chapter; ends.length < count && next.untilBlock > next.fromBlock;) {
      ends.push(Math.max(0, next.endSeconds - this.aimedSeconds))
      if (next.untilBlock >= blocks) break
      next = this.chapterAt(next.untilBlock)
    }
    return ends
  }

  /** Where the sentence begins that is heard at an instant. */
  sentenceStartAt(seconds: number): TextPosition {
    void this.#version
    return this.#table.sentenceStartAt(seconds)
  }

  /** What a step is counted from: where the last one led, heard or not. */
  get aimedSeconds(): number {
    return this.chapter.startSeconds + this.elapsedSeconds
  }

  /** Reads on from an instant of the document, at the word that is said then; shows the place when nothing is read. */
  seek(seconds: number): void {
    const { document, page } = this.session
    if (!document) return
    const within = Math.min(this.totalSeconds, Math.max(0, seconds))
    const { block, char } = this.positionAt(within)
    const text = document.blocks[block]?.text ?? ''
    const position = { block, char: wordStart(text, char, document.language) }
    this.#aim = { position, seconds: within }
    if (this.session.hasSession) this.session.startAt(position)
    else {
      page?.placeCaret(position, false)
      page?.show(position)
    }
  }

  /** A part of a chapter, as fractions of it, for every paragraph; one where they would be too short to tell apart. */
  segments(
    { fromBlock, untilBlock, startSeconds, endSeconds }: ChapterTimes,
    widthPixels: number,
  ): SeekSegment[] {
    const length = endSeconds - startSeconds
    const segments: SeekSegment[] = []
    for (let block = fromBlock; block < untilBlock && length > 0; block++) {
      const start = (this.#table.blockStart(block) - startSeconds) / length
      const end = (this.#table.blockStart(block + 1) - startSeconds) / length
      if (end > start) segments.push({ start, end })
      if (segments.length * minMeanSegmentPixels > widthPixels) break
    }
    const areTold = segments.length > 0 && segments.length * minMeanSegmentPixels <= widthPixels
    return areTold ? segments : [{ start: 0, end: 1 }]
  }

  dispose(): void {
    clearTimeout(this.#askTimer)
    clearTimeout(this.#reckonTimer)
    for (const stop of this.#stops) stop()
  }

  #followDocument(): void {
    void this.session.shown.growth
    const { document } = this.session
    const chars = document?.blocks.map(({ text }) => text.length) ?? []
    untrack(() => {
      if (document === this.#document) this.#table.setChars(chars)
      else {
        this.#document = document
        this.#waiting = []
        this.#aim = null
        this.#isComplete = false
        this.#table.reset(chars, this.#speed)
        this.#askSoon()
      }
      this.#reckon()
    })
  }

  #followSettings(): void {
    void this.#asked
    untrack(() => {
      const { speed } = this.settings.current.speech
      this.#takeWaiting()
      if (speed !== this.#speed) this.#table.hasten(speed / this.#speed)
      else this.#table.outdate()
      this.#speed = speed
      this.#isComplete = false
      this.#reckon()
      if (this.session.engine.ready || this.session.isNarrated) this.#askSoon()
    })
  }

  /** Whoever goes where nothing is measured yet wants to know of that place first. */
  #followReader(): void {
    const { heard } = this.session
    untrack(() => {
      const isOther = heard?.streamId !== this.#heardStreamId
      if (isOther) this.#aim = null
      this.#heardStreamId = heard?.streamId
      if (heard && isOther && !this.#isComplete && !this.chapter.isExact) this.#askSoon()
    })
  }

  #askSoon(): void {
    clearTimeout(this.#askTimer)
    this.#askTimer = setTimeout(() => {
      if (!this.session.document) return
      // From the chapter's beginning: what lies before the playhead must not become longer under it.
      const from = { block: this.chapter.fromBlock, char: 0 }
      this.session.player.measure(from, this.settings.current)
    }, askAfterMilliseconds)
  }

  /** At once, then at most every so often while more comes; the last at once again. */
  #onMeasured(lengths: MeasuredLengths): void {
    this.#waiting.push(lengths)
    if (this.#reckonTimer !== undefined && !lengths.isComplete) return
    clearTimeout(this.#reckonTimer)
    this.#takeWaiting()
    this.#reckon()
    this.#reckonTimer = setTimeout(() => {
      this.#reckonTimer = undefined
      const next = this.#waiting.pop()
      if (next) this.#onMeasured(next)
    }, reckonEveryMilliseconds)
  }

  #takeWaiting(): void {
    for (const { blocks, sampleRateHz, isComplete } of this.#waiting) {
      this.#table.measured(blocks, sampleRateHz)
      this.#isComplete = isComplete
    }
    this.#waiting = []
  }

  #reckon(): void {
    this.#table.reckon()
    this.#version += 1
  }

  /** By the audio clock, counted back from the end of the sentence heard, wherever in it reading began. */
  #heardNow(): number | null {
    void this.#version
    const { position, player } = this.session
    const heard = untrack(() => player.heard()) ?? this.session.heard
    if (!heard || !position) return null
    const place = { block: heard.block, char: heard.sentence.startChar }
    const { sampleRateHz, sentences } = player.instruments
    const told = sentences.find(
      ({ streamId, index }) => streamId === heard.streamId && index === heard.sentenceIndex,
    )
    const end = this.#table.sentenceEnd(place)
    const seconds =
      told && end !== null && sampleRateHz
        ? end - (told.endSample - heard.sample) / sampleRateHz
        : this.#table.secondsAt(position)
    return this.#steadied(seconds, heard)
  }

  /** What is reckoned becomes what is measured without the playhead going back. */
  #steadied(seconds: number, { streamId, block }: { streamId: number; block: number }): number {
    const { fromBlock, isExact, endSeconds } = this.chapterAt(block)
    const isSameRun = this.#shown.streamId === streamId && this.#shown.fromBlock === fromBlock
    const steady =
      isSameRun && !isExact ? Math.min(endSeconds, Math.max(this.#shown.seconds, seconds)) : seconds
    this.#shown = { streamId, fromBlock, seconds: steady }
    return steady
  }
}
