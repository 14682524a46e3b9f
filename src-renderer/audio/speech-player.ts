import { assert } from '@contract/assert'
import type { Block, TextPosition } from '@contract/document'
import { AppError, fromErrorData } from '@contract/errors'
import { voiceChoiceOf, type Settings } from '@contract/settings'
import type { PronunciationEntry } from '@contract/pronunciation'
import type { ReadingRules } from '@contract/reading-rules'
import type { Bridge } from '../bridge/bridge'
import type { StreamEvent } from './engine-line'
import type {
  EngineStatus,
  HaltRule,
  HeardPlace,
  Instruments,
  PlayerState,
  ReadDocument,
  SpeechPlayer,
} from './speech-player-types'
import { SoundLine } from './sound-line'
import { SoundWatch } from './sound-watch'
import { moveReading } from './move-reading'
import { isAllSent, newStream, placeToGoOn, type Stream } from './reading-stream'
import { SystemClock, windowClock, type StreamProgress } from './stream-clock'
import { StreamFade } from './stream-fade'
import { StreamHalt } from './stream-halt'
import { StreamInstruments } from './stream-instruments'
import { noteNews } from './stream-news'
import type { StreamSource } from './stream-source'
import { leaveStream, takeUpStream } from './stream-take-up'
import { StreamVolume } from './stream-volume'
import type { Surroundings } from './surroundings'

export type * from './speech-player-types'

/** How often the audio clock is looked at for changes of state: a frame and a bit. */
const lookMilliseconds = 20
/** Figures change with every chunk; listeners hear of them this often at most. */
const figuresMilliseconds = 100

/** Makes the page's player and lets it connect. @param bridge where ports and news of the engine come from */
export function createSpeechPlayer(bridge: Bridge, surroundings: Surroundings): SpeechPlayer {
  return new EnginePlayer(bridge, surroundings)
}

class EnginePlayer implements SpeechPlayer {
  state: PlayerState = 'idle'
  failure: AppError | null = null
  readonly fading: StreamFade

  readonly #line: SoundLine
  readonly #listeners = new Set<() => void>()
  readonly #figures = new StreamInstruments()
  readonly #soundWatch = new SoundWatch()
  readonly #halt: StreamHalt
  readonly #volume: StreamVolume
  readonly #stopLooking: () => void
  #stream: Stream | null = null
  #lastStreamId = 0
  #lastPlace: HeardPlace | null = null
  #figuresToldAt = 0
  #hasNewFigures = false

  constructor(
    bridge: Bridge,
    private readonly surroundings: Surroundings,
  ) {
    this.#line = new SoundLine(bridge, surroundings.openOutput, {
      changed: () => this.#tell(),
      ready: () => this.#onReady(),
      replaced: () => this.#onReplaced(),
      lost: (error) => this.#onLost(error),
      mute: (error) => this.#onMute(error),
      stream: (event) => this.#onStream(event),
      holdsOutput: () => this.#stream?.clock !== null && (this.#isReading() || this.state === 'paused'),
    })
    this.#halt = new StreamHalt(this.#line)
    this.#volume = new StreamVolume(this.#line)
    this.fading = new StreamFade(this.#line, this.#volume, () => this.#stream, this.#tell.bind(this))
    this.#stopLooking = surroundings.every(lookMilliseconds, () => this.#look())
    this.#line.engine.reconnect()
  }

  get engine(): EngineStatus {
    return this.#line.engine.status
  }

  get instruments(): Instruments {
    const clock = this.#line.output?.readClock()
    const { underruns } = this.#line.shortage
    return this.#figures.read(this.#stream, clock, this.#progress()?.sample, underruns)
  }

  get isHalted(): boolean {
    return this.state === 'paused' && this.fading.state !== 'fallen' && this.#progress()?.isHalted === true
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  setDocument(document: ReadDocument): void {
    this.stop()
    this.#line.setSource(null)
    this.#line.engine.setDocument(document)
    this.#tell()
  }

  start(from: TextPosition, settings: Settings, until?: TextPosition): void {
    this.#lastPlace = null
    this.#soundWatch.reset(this.surroundings.now())
    this.#begin(from, settings, until)
  }

  pause(): void {
    const stream = this.#stream
    if (!stream || !this.#isReading()) return
    this.heard()
    if (stream.clock && stream.settings.audio.output === 'window') this.#line.output?.pause()
    else if (stream.clock) this.#line.send({ kind: 'pause', streamId: stream.id })
    this.#enter('paused')
  }

  resume(): void {
    const stream = this.#stream
    if (!stream || this.state !== 'paused') return
    if (!stream.isCurrent && !isAllSent(stream))
      return this.#begin(placeToGoOn(stream), stream.settings, stream.until)
    stream.silentUntilSample = this.#progress()?.sample ?? 0
    this.#soundWatch.reset(this.surroundings.now())
    this.#enter('starting')
    this.#halt.update(stream)
    if (!stream.clock) {
      stream.startedAtMilliseconds = this.surroundings.now()
      return this.#sendStart()
    }
    if (stream.settings.audio.output === 'system')
      return this.#line.send({ kind: 'resume', streamId: stream.id })
    this.#line.output?.wake()
    this.#line.output?.resume()
  }

  stop(): void {
    this.#abandonStream()
    this.#lastPlace = null
    this.#enter('idle')
  }

  tune(wanted: Settings): void {
    const settings = this.#line.fit(wanted)
    this.#volume.set({ volume: settings.audio.volume }, this.state === 'ended' ? null : this.#stream)
    this.#line.engine.chooseVoice(voiceChoiceOf(settings.speech))
    const stream = this.#stream
    if (!stream || this.state === 'ended') return
    const isSameSound = !this.#line.needsNewStream(stream.settings, settings)
    stream.settings = settings
    if (isSameSound) {
      if (stream.clock && stream.isCurrent)
        this.#line.send({ kind: 'tune', streamId: stream.id, settings: settings.speech })
      return
    }
    if (this.state === 'paused') this.#renewPaused(stream)
    else this.#begin(placeToGoOn(stream), settings, stream.until)
  }

  get isNarrating(): boolean {
    return this.#line.isNarrating
  }

  setNarration(source: StreamSource | null, settings: Settings): void {
    const stream = this.#stream
    const from = stream && placeToGoOn(stream)
    const isReading = this.#isReading()
    this.#abandonStream()
    this.#line.setSource(source)
    if (from && isReading) this.#begin(from, settings, stream.until)
    else if (from && this.state === 'paused') this.#renewPaused({ ...stream, settings }, from)
    this.#tell()
  }

  extend(documentId: string, blocks: readonly Block[], isWhole: boolean): void {
    this.#line.engine.extend(documentId, blocks, isWhole)
  }

  revise: SpeechPlayer['revise'] = (documentId, change) => {
    const move = this.#line.engine.revise(documentId, change)
    if (move) this.#lastPlace = moveReading(this.#stream, this.#lastPlace, move)
    return move
  }

  setReadingRules(documentId: string, rules: ReadingRules): void {
    this.#line.engine.setReadingRules(documentId, rules)
    this.#sayAnew(documentId)
  }

  setPronunciations(documentId: string, entries: PronunciationEntry[]): void {
    this.#line.engine.setPronunciations(documentId, entries)
    this.#sayAnew(documentId)
  }

  examine: SpeechPlayer['examine'] = (entry) => this.#line.engine.examine(entry)
  locate: SpeechPlayer['locate'] = (from, move) => this.#line.locate(from, move)
  measure: SpeechPlayer['measure'] = (from, settings) => this.#line.measure(from, settings.speech)
  onMeasured: SpeechPlayer['onMeasured'] = (listener) => this.#line.onMeasured(listener)
  onKept: SpeechPlayer['onKept'] = (listener) => this.#line.engine.onKept(listener)

  setHalt(rule: HaltRule | null): void {
    this.#halt.set(rule)
    // A reading that stands still goes by the rule that holds when it goes on.
    if (this.#stream && this.#isReading()) this.#halt.update(this.#stream)
  }

  rewind(place: HeardPlace): void {
    if (!this.#stream || this.state !== 'paused') return
    this.#renewPaused(this.#stream, { block: place.block, char: (place.word ?? place.sentence).startChar })
    this.#lastPlace = place
    this.#tell()
  }

  heard(): HeardPlace | null {
    if (!this.#isReading()) return this.#lastPlace
    const progress = this.#progress()
    // Until the first sample is out, the earlier place stays; after a jump there is none.
    if (progress?.isAudible) {
      const standsStill = progress.isHalted || progress.isStarving || progress.isOver
      this.#lastPlace = this.#stream?.timeline.placeAt(progress.sample, standsStill) ?? this.#lastPlace
    }
    return this.#lastPlace
  }

  async dispose(): Promise<void> {
    this.#abandonStream()
    this.#stopLooking()
    this.#listeners.clear()
    await this.#line.dispose()
  }

  #begin(from: TextPosition, wanted: Settings, until: TextPosition | undefined): void {
    const settings = this.#line.fit(wanted)
    this.#abandonStream()
    this.#figures.reset()
    this.#volume.set({ volume: settings.audio.volume }, null)
    this.#stream = newStream(++this.#lastStreamId, { from, until, settings }, this.surroundings.now())
    this.#line.output?.wake()
    this.#enter('starting')
    this.#line.engine.revive()
    const { problem } = this.#line
    if (problem) this.#fail(problem)
    else this.#sendStart()
  }

  /** A text is said otherwise from now on: after a pause nothing is left of how it was said before. */
  #sayAnew(documentId: string): void {
    if (this.#line.engine.documentId !== documentId || this.state !== 'paused') return
    if (this.#stream) this.#renewPaused(this.#stream)
  }

  /** The place is kept, the sound is not: resuming speaks on with what holds then. */
  #renewPaused(stream: Stream, from = placeToGoOn(stream)): void {
    this.#abandonStream()
    const { until } = stream
    const settings = this.#line.fit(stream.settings)
    this.#stream = newStream(++this.#lastStreamId, { from, until, settings }, this.surroundings.now())
  }

  /** Tells the engine to begin once everything that takes is there; called again whenever something has arrived. */
  #sendStart(): void {
    const stream = this.#stream
    if (!stream || stream.clock || this.state !== 'starting') return
    const { output } = stream.settings.audio
    const rateHz = this.#line.rateFor(output)
    if (rateHz === null) return this.#line.awaitOutput()
    const { documentId } = this.#line.engine
    assert(documentId !== null, 'A document is set before it is read')
    stream.sampleRateHz = rateHz
    const player = this.#line.output
    if (output === 'window' && player) {
      stream.clock = windowClock(player, stream.id)
      player.setVolume(this.#volume.level)
      player.begin(stream.id, stream.settings.audio.leadInMilliseconds / 1_000)
    } else {
      const total = (): number | null => stream.timeline.totalSamples
      stream.clock = new SystemClock(rateHz, () => this.surroundings.wallNow(), total)
    }
    const settings = stream.settings.speech
    const { id: streamId, from, until, sampleRateHz } = stream
    this.#line.send({ kind: 'start', streamId, documentId, from, until, settings, output, sampleRateHz })
    this.fading.carryOn(stream)
  }

  #abandonStream(): void {
    const stream = this.#stream
    this.#stream = null
    if (!stream?.clock) return
    if (stream.isCurrent) this.#line.send({ kind: 'stop', streamId: stream.id })
    if (stream.settings.audio.output === 'window') this.#line.output?.stop()
  }

  #isReading(): boolean {
    return this.state === 'starting' || this.state === 'playing' || this.state === 'starving'
  }

  #progress(): StreamProgress | null {
    return this.#stream?.clock?.read() ?? null
  }

  /** Changes of state come from what is heard. */
  #look(): void {
    if (this.#hasNewFigures && this.surroundings.now() - this.#figuresToldAt >= figuresMilliseconds)
      this.#tell()
    const stream = this.#stream
    if (!stream?.clock || !this.#isReading() || !this.#hasLivingSound(stream)) return
    const progress = stream.clock.read()
    if (!progress) return
    if (this.#line.shortage.look(stream, progress)) this.tune(stream.settings)
    if (progress.isBroken)
      return this.#fail(new AppError('contract/invalid', 'Samples arrived out of order or unasked'))
    stream.timeline.forgetBefore(progress.sample)
    if (progress.isOver) {
      this.heard()
      return this.#enter('ended')
    }
    if (!progress.isAudible || progress.sample <= stream.silentUntilSample) return
    this.#halt.update(stream)
    if (this.fading.update(stream, progress)) return this.pause()
    if (progress.isHalted) {
      this.heard()
      return this.#enter('paused')
    }
    if (stream.isTimed) {
      stream.isTimed = false
      const audibleAt = this.surroundings.now() - progress.audibleForMilliseconds
      this.#figures.noteClick(audibleAt - stream.startedAtMilliseconds)
    }
    this.#enter(progress.isStarving ? 'starving' : 'playing')
  }

  /** False when the device has died; a new one is being opened then, or the state is 'failed'. */
  #hasLivingSound(stream: Stream): boolean {
    const { output } = this.#line
    if (stream.settings.audio.output !== 'window' || !output) return true
    const verdict = this.#soundWatch.look(output, this.surroundings.now())
    if (verdict === 'renew') void this.#line.renewOutput()
    if (verdict === 'give-up')
      this.#fail(new AppError('audio/unavailable', 'The audio device takes no sound', { retry: 'now' }))
    return verdict === 'fine'
  }

  #onStream(event: StreamEvent): void {
    const stream = this.#stream
    if (event.streamId !== stream?.id) return
    if (event.kind === 'cancelled') return this.stop()
    if (event.kind === 'failed') return this.#fail(fromErrorData(event.error))
    const { revisions } = this.#line.engine
    const isFigure = noteNews(event, stream, { figures: this.#figures, halt: this.#halt, revisions })
    this.#hasNewFigures ||= isFigure
  }

  /** The engine can speak: begins what waits for it, and goes on with what its predecessor left behind. */
  #onReady(): void {
    const stream = this.#stream
    if (!stream || stream.isCurrent || isAllSent(stream)) return this.#sendStart()
    if (takeUpStream(stream, this.#line) || !this.#isReading()) return
    this.#begin(placeToGoOn(stream), stream.settings, stream.until)
    if (this.#stream) this.#stream.isTimed = false
  }

  /** What is buffered plays on; the next engine goes on behind it, or the stream begins again at its word. */
  #onReplaced(): void {
    if (this.#stream?.clock) leaveStream(this.#stream, this.#line)
  }

  #onLost(error: AppError): void {
    if (this.#stream && this.#isReading() && !isAllSent(this.#stream)) this.#fail(error)
  }

  #onMute(error: AppError): void {
    if (this.#stream?.settings.audio.output === 'window') this.#fail(error)
  }

  #fail(error: AppError): void {
    this.heard()
    this.#abandonStream()
    this.failure = error
    this.#enter('failed')
  }

  #enter(state: PlayerState): void {
    if (state === this.state) return
    this.state = state
    if (state !== 'failed') this.failure = null
    if (!this.#isReading() && state !== 'paused') this.#line.engine.fitOutput()
    this.#tell()
  }

  #tell(): void {
    this.#hasNewFigures = false
    this.#figuresToldAt = this.surroundings.now()
    for (const listener of [...this.#listeners]) listener()
  }
}
