import { tick } from 'svelte'
import type { OpenedDocument } from '@contract/calls/document'
import type { DocumentPiece, ReadableDocument, TextPosition } from '@contract/document'
import { AppError } from '@contract/errors'
import { withoutRecording } from '@contract/reading-rules'
import { rulesFor, type Settings } from '@contract/settings'
import type { TextMove } from '@contract/speech'
import type { TextChange } from '@contract/text-change'
import type { Translate } from '@contract/strings/translator'
import { unknownEngine } from '../audio/engine-status'
import type { EngineStatus, HeardPlace, PlayerState, SpeechPlayer } from '../audio/speech-player-types'
import { entryAt, type ContentsLine } from '../library/contents'
import type { TextScale } from '../player/seek-arithmetic'
import type { SettingsStore } from '../settings/settings-store.svelte'
import { Announcements } from './announcements.svelte'
import { HeardClock } from './heard-clock.svelte'
import { PacedTuning } from './paced-tuning'
import { pausedSentence } from './paused-sentence'
import { Problems } from './problems.svelte'
import type { ReadingPage } from './reading-page'
import { ShownDocument } from './shown-document.svelte'
import { SlowStart } from './slow-start.svelte'
import { StepQueue } from './step-queue'
import { StreamFigures } from './stream-figures.svelte'

/** A document as it is opened; one that does not say whether it is whole is. */
export type SessionDocument = ReadableDocument & Partial<OpenedDocument>

/** Who has a document's own recording read it. */
export interface NarrationKeeper {
  /** Another document is on the page, and the player has it. */
  show(document: ReadableDocument, isWhole: boolean): void
  /** It has become more. */
  grow(isWhole: boolean): void
}

/** The document on the page and its reading aloud: everything the components know of either. */
export class ReadingSession {
  /** The document as far as it has been read, and what is derived from that alone. */
  readonly shown = new ShownDocument()
  #playback: PlayerState = $state('idle')
  #engine: EngineStatus = $state.raw(unknownEngine)
  #isNarrated = $state(false)
  #isAudible = $state(false)
  #isOpening = $state(false)
  /** Play was pressed before there was something to play. */
  #isPlayAwaited = false
  #openings = 0
  /** What went wrong, as far as it is on show. */
  readonly problems = new Problems()
  readonly figures = new StreamFigures()
  readonly #slowStart = new SlowStart()
  readonly #clock: HeardClock
  /** The steps that are let go when reading goes elsewhere. */
  readonly #stepQueues: StepQueue[] = []
  readonly #steps = this.createSteps()
  /** Said politely to assistive technology; never while the voice talks. */
  readonly announcements = new Announcements()
  /** Whether the page moves with the voice. */
  isFollowing = $state(true)
  /** The page that shows the document; null while there is none. */
  page: ReadingPage | null = null
  /** Looks after the document's own narration; null where there is none to look after. */
  narration: NarrationKeeper | null = null

  /** What is read of the document on the page, and what is not. */
  readonly rules = $derived.by(() => {
    const rules = rulesFor(this.document?.id ?? '', this.settings.current.reading)
    return this.#isNarrated ? rules : withoutRecording(rules)
  })
  /** Index of the heading being read, -1 for none. */
  readonly entryRead = $derived(this.heard ? entryAt(this.contents, this.heard.block) : -1)
  /** Something is being read, or could go on at once. */
  readonly hasSession = $derived(['starting', 'playing', 'paused', 'starving'].includes(this.#playback))

  #target: TextPosition | null = null
  /** Where reading ends before the text does; null: nowhere. */
  #until: TextPosition | null = null
  /** Where the caret or the selection was when reading came to its end. */
  #chosenAtEnd: TextPosition | null = null
  #frame = 0
  #shownRefusal: EngineStatus['refused'] = null
  readonly #tuning: PacedTuning<Settings>
  #unsubscribe: (() => void)[] = []

  /** @param player borrowed: whoever made it disposes it */
  constructor(
    private readonly t: Translate,
    readonly player: SpeechPlayer,
    private readonly settings: SettingsStore,
  ) {
    this.#clock = new HeardClock(player)
    this.#engine = player.engine
    this.#tuning = new PacedTuning(
      () => settings.current,
      (changed) => player.tune(changed),
    )
    this.#unsubscribe = [
      player.subscribe(() => this.#onPlayer()),
      settings.subscribe((now, before) => {
        if (now.speech !== before.speech || now.audio !== before.audio) this.#tuning.soon()
        const { document } = this
        if (document && now.reading !== before.reading)
          player.setReadingRules(document.id, rulesFor(document.id, now.reading))
      }),
    ]
  }

  get document(): ReadableDocument | null {
    return this.shown.document
  }
  get scale(): TextScale {
    return this.shown.scale
  }
  get contents(): readonly ContentsLine[] {
    return this.shown.contents
  }
  get playback(): PlayerState {
    return this.#playback
  }
  get engine(): EngineStatus {
    return this.#engine
  }
  /** Changes when another word or sentence is heard. */
  get heard(): HeardPlace | null {
    return this.#clock.heard
  }
  /** Audio heard of this document, seeks added up; whole seconds. */
  get listenedSeconds(): number {
    return this.#clock.listenedSeconds
  }
  /** How far the text has been rendered. */
  get rendered(): TextPosition | null {
    return this.#clock.rendered
  }
  /** Whether the document's own recording is what is heard. */
  get isNarrated(): boolean {
    return this.#isNarrated
  }
  get isStartSlow(): boolean {
    return this.#slowStart.isSlow
  }
  /** Sound is heard, or is on its way from one place to another. The glyph of the play button follows this. */
  get isAudible(): boolean {
    return this.#isAudible
  }
  get isOpening(): boolean {
    return this.#isOpening
  }
  /** Where the last step led, heard or not, else where the voice is; null when nothing is read. */
  get placeRead(): TextPosition | null {
    return this.hasSession ? (this.#target ?? this.position) : null
  }
  /** The word heard, else where its sentence begins; null before anything was heard. */
  get position(): TextPosition | null {
    const { heard } = this
    return heard && { block: heard.block, char: (heard.word ?? heard.sentence).startChar }
  }

  /**
   * Opens what `load` brings; null means that the person changed their mind. A failure keeps the current document.
   * Of two that are opened at once the later one is wanted.
   */
  async open(load: () => Promise<SessionDocument | null>): Promise<boolean> {
    const opening = ++this.#openings
    this.#isOpening = true
    // Play was meant for what is not opened any more.
    this.#isPlayAwaited = false
    try {
      const document = await load()
      if (opening !== this.#openings || !document) return false
      this.show(document)
      // The page of the new document is there then, and knows where it was left.
      if (this.#isPlayAwaited) void tick().then(() => this.playFromHere())
      return true
    } catch (error) {
      if (opening === this.#openings) this.problems.report(error, null)
      return false
    } finally {
      if (opening === this.#openings) {
        this.#isOpening = false
        this.#isPlayAwaited = false
      }
    }
  }

  /** Lets what is being opened go; what comes of it is not shown. */
  giveUpOpening(): void {
    this.#openings += 1
    this.#isOpening = false
    this.#isPlayAwaited = false
  }

  /** Steps through the text that are let go when reading goes elsewhere meanwhile. */
  createSteps(): StepQueue {
    const steps = new StepQueue((from, move) => this.player.locate(from, move))
    this.#stepQueues.push(steps)
    return steps
  }

  /** Puts a document on the page; what was read before stops. */
  show(opened: SessionDocument): void {
    this.#cancelSteps()
    const document = this.shown.show(opened)
    const { id, blocks, language, lexicons } = document
    const reading = rulesFor(id, this.settings.current.reading)
    this.player.setDocument({ id, blocks, language, lexicons, isWhole: this.shown.isWhole, reading })
    this.narration?.show(document, this.shown.isWhole)
    this.#clock.reset()
    this.#target = null
    this.#until = null
    this.isFollowing = true
    this.problems.dismiss()
  }

  /** Puts the next piece of the document behind what is there. One of another document, or given up, changes nothing. */
  grow(documentId: string, piece: DocumentPiece, isWhole: boolean): void {
    if (!this.shown.grow(documentId, piece, isWhole)) return
    this.player.extend(documentId, piece.blocks, isWhole)
    this.narration?.grow(isWhole)
  }

  /** Puts another text in place of a part of the document; what is heard is heard to the end of its sentence. */
  revise(change: TextChange): void {
    const move = this.document && this.player.revise(this.document.id, change)
    if (!move) return
    this.#target &&= move(this.#target)
    this.#until &&= move(this.#until)
    this.#chosenAtEnd &&= move(this.#chosenAtEnd)
    this.#clock.move(move)
    this.shown.revise(change, move)
  }

  /** The rest of the document will not come; what is there is all of it. @param error null: it was given up */
  breakOff(documentId: string, error: AppError | null, retry: (() => void) | null = null): void {
    if (!this.shown.end(documentId)) return
    this.player.extend(documentId, [], true)
    this.narration?.grow(true)
    if (error) this.problems.reportRest(error, retry)
  }

  /** Plays, pauses or goes on, whichever the state asks for. */
  async togglePlay(): Promise<void> {
    const { fading } = this.player
    if (this.#playback === 'playing' || this.#playback === 'starving' || this.#playback === 'starting') {
      this.player.pause()
      fading.end()
      this.announcements.say(pausedSentence(this.t, this.contents, this.placeRead))
    } else if (this.#playback === 'paused') {
      this.announcements.clear()
      fading.end()
      this.player.resume()
    } else if (this.#isOpening) this.#isPlayAwaited = !this.#isPlayAwaited
    else if (this.#playback === 'failed' && this.position) this.startAt(this.position, this.#until)
    else if (this.#playback === 'ended' && !this.#hasChosenSinceEnd()) this.#readOnOrAnew()
    else await this.playFromHere()
  }

  /** Starts at selection, caret or first visible sentence. */
  async playFromHere(): Promise<void> {
    if (this.document) this.startAt((await this.page?.startPosition()) ?? { block: 0, char: 0 })
  }

  /**
   * Reads from a place, whatever was read before.
   * @param until ends with the sentence before this place; null: at the end of the text
   */
  startAt(position: TextPosition, until: TextPosition | null = null): void {
    this.player.fading.end()
    this.startAgain(position, until)
  }

  /** As `startAt`, where nobody asked for it: a voice that is falling silent goes on falling. */
  startAgain(position: TextPosition, until: TextPosition | null = null): void {
    this.#cancelSteps()
    this.isFollowing = true
    this.announcements.clear()
    this.problems.dismiss()
    this.#target = position
    this.#until = until
    this.player.start(position, this.settings.current, until ?? undefined)
  }

  /** Where steps are counted from: where the last one led, heard or not; when nothing is read, where Play would begin. */
  async stepOrigin(): Promise<TextPosition> {
    return this.placeRead ?? (await this.page?.startPosition()) ?? { block: 0, char: 0 }
  }

  /** A paused reading stands at another place from here on, and the page with it. */
  standAt(place: HeardPlace): void {
    this.isFollowing = true
    this.#target = null
    this.player.rewind(place)
  }

  /** Goes to a neighbouring sentence or paragraph. */
  async move(move: TextMove): Promise<void> {
    if (!this.document) return
    const begin = (): Promise<TextPosition> => this.stepOrigin()
    try {
      await this.#steps.step(move, begin, ({ block, char }) => {
        const to = { block, char }
        if (this.hasSession) return this.startAt(to)
        this.page?.placeCaret(to)
        this.page?.show(to)
      })
    } catch (error) {
      this.problems.report(error, () => void this.move(move))
    }
  }

  /** Ends reading; caret and focus go to the last word heard. */
  stop(): void {
    this.#cancelSteps()
    const position = this.position
    this.player.stop()
    this.#target = null
    this.#clock.forget()
    this.announcements.say(this.t('reading.stopped'))
    if (position) this.page?.placeCaret(position)
  }

  dispose(): void {
    for (const unsubscribe of this.#unsubscribe) unsubscribe()
    cancelAnimationFrame(this.#frame)
    this.announcements.dispose()
    this.#slowStart.dispose()
    this.#tuning.dispose()
  }

  /** The caret or the selection was put elsewhere after the end: that is where reading is wanted now. */
  #hasChosenSinceEnd(): boolean {
    const chosen = this.page?.chosen()
    const before = this.#chosenAtEnd
    return !!chosen && (chosen.block !== before?.block || chosen.char !== before.char)
  }

  /** After the end of a part goes on with the rest, after that of the text begins again. */
  #readOnOrAnew(): void {
    if (this.#until) return this.startAt(this.#until)
    this.page?.rewind()
    this.startAt({ block: 0, char: 0 })
  }

  #cancelSteps(): void {
    for (const steps of this.#stepQueues) steps.cancel()
  }

  #onPlayer(): void {
    const before = this.#playback
    this.#playback = this.player.state
    this.#engine = this.player.engine
    this.#isNarrated = this.player.isNarrating
    if (this.#playback !== 'starting') this.#isAudible = ['playing', 'starving'].includes(this.#playback)
    this.#slowStart.watch(this.#playback === 'starting')
    if (this.#playback === 'ended' && before !== 'ended') {
      this.#chosenAtEnd = this.page?.chosen() ?? null
      this.announcements.say(this.t('reading.finished'))
    }
    this.#watchFailures()
    this.#watchRefusal()
    this.figures.note(this.player.instruments)
    this.#tick()
  }

  #watchFailures(): void {
    const failure = (this.#playback === 'failed' ? this.player.failure : null) ?? this.#engine.error
    this.problems.watch(failure, () => {
      const from = this.position ?? this.#target
      return from ? () => this.startAt(from, this.#until) : null
    })
  }

  /** The voice before it goes on speaking: the setting says so, and the banner offers to try again. */
  #watchRefusal(): void {
    const { refused, choice } = this.#engine
    if (refused === this.#shownRefusal) return
    this.#shownRefusal = refused
    if (!refused || !choice) return
    this.settings.changeSpeech({ ...choice })
    const { code, message, details } = refused.error
    const refusedVoice =
      this.#engine.voices.find(({ id }) => id === refused.choice.voice)?.name ?? refused.choice.voice
    this.problems.report(new AppError(code, message, { details: { ...details, refusedVoice } }), () =>
      this.settings.changeSpeech({ ...refused.choice }),
    )
  }

  /** One look at the clock; looks again at the next frame while the clock may be running. */
  #tick(): void {
    cancelAnimationFrame(this.#frame)
    // The end is looked at, too: the word heard last is not always the one at the last look.
    if ((this.hasSession || this.#playback === 'ended') && this.#clock.look()) this.#target = null
    if (this.hasSession && this.#playback !== 'paused')
      this.#frame = requestAnimationFrame(() => this.#tick())
  }
}
