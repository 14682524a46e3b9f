import type { TextPosition } from '@contract/document'
import { AppError } from '@contract/errors'
import type { Settings, SpeechSettings } from '@contract/settings'
import type { LocatedPlace, SpeechCommand, TextMove } from '@contract/speech'
import type { Bridge } from '../bridge/bridge'
import type { AudioOutput, OpenAudioOutput } from './audio-output'
import { asAppError, EngineLine, type EngineLineListener } from './engine-line'
import { needsNewStream } from './reading-stream'
import type { MeasuredLengths } from './speech-player-types'
import { StreamShortage } from './stream-shortage'
import type { StreamSource } from './stream-source'

/**
 * What a player's streams are spoken by: the engine, or a recording in its place. A recording has an output of its own,
 * because it has a rate of its own and must not wait for a voice.
 */
export class SoundLine {
  readonly engine: EngineLine
  readonly shortage = new StreamShortage(this)
  #source: StreamSource | null = null
  #sourceOutput: AudioOutput | null = null
  /** A recording whose output is on its way. */
  #opening: StreamSource | null = null
  /** The stream that the recording speaks. */
  #sourceStreamId: number | null = null
  readonly #measureListeners = new Set<(lengths: MeasuredLengths) => void>()

  constructor(
    bridge: Bridge,
    private readonly openOutput: OpenAudioOutput,
    private readonly listener: EngineLineListener,
  ) {
    this.engine = new EngineLine(bridge, openOutput, {
      ...listener,
      // What becomes of the engine is nothing to a recording.
      replaced: () => (this.#source ? undefined : listener.replaced()),
      lost: (error) => (this.#source ? undefined : listener.lost(error)),
      mute: (error) => (this.#source ? undefined : listener.mute(error)),
      ready: () => (this.#source ? undefined : listener.ready()),
      holdsOutput: () => !this.#source && listener.holdsOutput(),
    })
  }

  get isNarrating(): boolean {
    return this.#source !== null
  }

  get output(): AudioOutput | null {
    return this.#source ? this.#sourceOutput : this.engine.output
  }

  /** Why nothing can be begun, and nothing is on its way. */
  get problem(): AppError | null {
    const { ready, preparing, error } = this.engine.status
    return this.#source || ready || preparing ? null : error
  }

  /** A stream waits for an output: one that could not be opened is tried again. */
  awaitOutput(): void {
    const source = this.#source
    if (!source) this.engine.awaitOutput()
    else if (!this.#sourceOutput && this.#opening !== source) void this.#open(source)
  }

  /** At what rate a stream can begin at once; null while that takes something that is not there yet. */
  rateFor(output: Settings['audio']['output']): number | null {
    if (this.#source) return this.#sourceOutput?.sampleRateHz ?? null
    const { ready, sampleRateHz } = this.engine.status
    if (!ready || sampleRateHz === null) return null
    if (output === 'system') return sampleRateHz
    return this.engine.hasSound ? (this.engine.output?.sampleRateHz ?? null) : null
  }

  /** Settings as they can be followed: the engine alone has a way to the system's sound, and may have to look further ahead. */
  fit(wanted: Settings): Settings {
    const settings = this.shortage.fit(wanted)
    if (!this.#source || settings.audio.output === 'window') return settings
    return { ...settings, audio: { ...settings.audio, output: 'window' } }
  }

  /** Whether a stream can go on with other settings. A recording takes another speed in its stride and has no seed. */
  needsNewStream(before: Settings, after: Settings): boolean {
    return !this.#source && needsNewStream(before, after)
  }

  /** @param source null: the engine. The stream that there is has been given up before. */
  setSource(source: StreamSource | null): void {
    this.#source = source
    const former = this.#sourceOutput
    this.#sourceOutput = null
    void former?.dispose()
    if (!source) return
    void this.#open(source)
  }

  /** Replaces an output that has died; the streams in it begin again on the new one. */
  async renewOutput(): Promise<void> {
    const source = this.#source
    if (!source) return this.engine.renewOutput()
    const former = this.#sourceOutput
    this.#sourceOutput = null
    this.listener.replaced()
    await former?.dispose()
    if (source === this.#source) await this.#open(source)
  }

  send(command: SpeechCommand): void {
    if (!('streamId' in command)) return this.engine.send(command)
    if (command.kind === 'start') this.#sourceStreamId = this.#source ? command.streamId : null
    if (command.streamId !== this.#sourceStreamId) return this.engine.send(command)
    if (this.#source && this.#sourceOutput)
      this.#source.obey(command, this.#sourceOutput, (event) => this.listener.stream(event))
  }

  locate(from: TextPosition, move: TextMove): Promise<LocatedPlace | null> {
    const place = this.#source?.locate(from, move)
    return place === undefined ? this.engine.locate(from, move) : Promise.resolve(place)
  }

  measure(from: TextPosition, settings: SpeechSettings): void {
    const source = this.#source
    if (!source) return this.engine.measure(from, settings)
    source.measure(settings, (lengths) => {
      if (source === this.#source) for (const listener of this.#measureListeners) listener(lengths)
    })
  }

  /** Runs `listener` when lengths of the document held have become known. @returns ends it */
  onMeasured(listener: (lengths: MeasuredLengths) => void): () => void {
    this.#measureListeners.add(listener)
    const stop = this.engine.onMeasured((lengths) => (this.#source ? undefined : listener(lengths)))
    return () => {
      stop()
      this.#measureListeners.delete(listener)
    }
  }

  async dispose(): Promise<void> {
    this.setSource(null)
    await this.engine.dispose()
  }

  async #open(source: StreamSource): Promise<void> {
    this.#opening = source
    // Whoever gave it hears of its failure from itself.
    const rate = await source.open().catch(() => null)
    const output = rate === null ? null : await this.openOutput(rate).catch(asAppError)
    if (source !== this.#source) return output instanceof AppError ? undefined : output?.dispose()
    this.#opening = null
    if (output instanceof AppError) this.listener.mute(output)
    else if (output) {
      this.#sourceOutput = output
      this.listener.ready()
    }
  }
}
