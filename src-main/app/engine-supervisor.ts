import type { MessagePortMain } from 'electron'
import type { PerformanceResult, PerformanceTest } from '@contract/calls/performance'
import { AppError, fromErrorData } from '@contract/errors'
import type { EngineHostCommand, EngineHostEvent } from '@contract/host-messages'
import type { StreamSettings, VoiceChoice } from '@contract/settings'
import { EngineProcess, type EngineChild, type KillProcess } from './engine-process'
import { PendingAnswers } from './pending-answers'

/** Deaths within this time count together: a fault in the machine or a voice, not an accident. */
const deathWindowMilliseconds = 5 * 60_000
/** Wait before each restart within the window; when they are used up the engine stays down. */
const restartDelaysMilliseconds = [100, 1_000, 3_000] as const

type ExportEvent = Extract<EngineHostEvent, { kind: 'export' }>
type ExportCommand = Extract<EngineHostCommand, { kind: 'export' | 'cancel-export' | 'pause-export' }>

/** Who is told how the engine fares. */
export interface EngineListener {
  restarted(): void
  /** The engine died too often; it stays down until `repairVoice` or a new start of the app. */
  failed(error: AppError): void
  /** Every death, restart or not: exports that ran in it are lost. */
  died(error: AppError): void
  export(event: ExportEvent): void
  /** What is said cannot be kept; reading goes on. */
  speechNotKept(error: AppError): void
  malformed(error: unknown): void
}

/** What the supervisor needs of its surroundings. */
export interface EngineSurroundings {
  fork(): EngineChild
  kill: KillProcess
  /** The voice to have warm before the first Play. */
  voice(): VoiceChoice
  /** What kept speech may take; null: none is kept. */
  maxKeptSpeechBytes(): number | null
  /** Whether files of voices may be fetched. */
  mayFetch(): boolean
  now(): number
}

/** Keeps one engine host running: starts it, watches it, starts it again. */
export class EngineSupervisor {
  #engine: EngineProcess | null = null
  #deaths: number[] = []
  #restartTimer: NodeJS.Timeout | null = null
  #failure: AppError | null = null
  #isDisposed = false
  /** Pages that asked while no host was running; they are joined to the next one. */
  #waiting: (() => void)[] = []
  readonly #tests = new PendingAnswers<PerformanceResult | null>()
  readonly #repairs = new PendingAnswers<null>()
  readonly #keptSpeech = new PendingAnswers<number>()
  readonly #discards = new PendingAnswers<null>()

  constructor(
    private readonly surroundings: EngineSurroundings,
    private readonly listener: EngineListener,
  ) {}

  /** Starts the host and has it load its voice. */
  start(): void {
    this.#failure = null
    const engine = new EngineProcess(this.surroundings.fork(), this.surroundings.kill, {
      event: (event) => this.#onEvent(event),
      ended: (exitCode, wasSilent) => {
        if (this.#engine === engine) this.#onDeath(exitCode, wasSilent)
      },
      malformed: (error) => this.listener.malformed(error),
    })
    this.#engine = engine
    this.keepSpeech()
    if (!this.surroundings.mayFetch()) this.allowFetching()
    engine.post({ kind: 'load', choice: this.surroundings.voice() })
    for (const join of this.#waiting.splice(0)) join()
  }

  /**
   * Gives the host its ends of two ports, at once or as soon as it runs again.
   * @throws AppError 'engine/crashed' when it will not run again
   */
  connect(control: MessagePortMain, pcm: MessagePortMain): void {
    if (this.#failure) throw this.#failure
    const join = (): void => this.#engine?.post({ kind: 'connect' }, [control, pcm])
    if (this.#engine?.isAlive) join()
    else this.#waiting.push(join)
  }

  /** @throws AppError 'engine/crashed' when no host is running */
  command(command: ExportCommand): void {
    this.#running().post(command)
  }

  /** Has the voice's files fetched again and starts the host anew with them. @throws AppError 'voice/…', 'engine/crashed' */
  async repairVoice(): Promise<void> {
    this.#deaths = []
    if (!this.#engine?.isAlive) this.#startNow()
    await this.#repairs.ask((requestId) => this.#engine?.post({ kind: 'repair-voice', requestId }))
    const former = this.#engine
    this.#engine = null
    await former?.shutDown()
    if (this.#isDisposed) return
    this.start()
    this.listener.restarted()
  }

  /** Tries the voice held, in place of a test under way. @returns null when it was cancelled. @throws AppError */
  async test(test: PerformanceTest, stream: StreamSettings): Promise<PerformanceResult | null> {
    const engine = this.#running()
    return this.#tests.ask((requestId) => engine.post({ kind: 'test', requestId, test, stream }))
  }

  cancelTest(): void {
    this.#engine?.post({ kind: 'cancel-test' })
  }

  /** Has as much speech kept as is set now. */
  keepSpeech(): void {
    this.#engine?.post({ kind: 'keep-speech', maxBytes: this.surroundings.maxKeptSpeechBytes() })
  }

  /** Has files fetched, or not, as it is set now. */
  allowFetching(): void {
    this.#engine?.post({ kind: 'allow-fetching', isAllowed: this.surroundings.mayFetch() })
  }

  /** @returns what kept speech takes on the disk, in bytes. @throws AppError 'speech/unreachable', 'engine/crashed' */
  measureKeptSpeech(): Promise<number> {
    return this.#askOfKeptSpeech('measure-kept-speech')
  }

  /** Forgets it. @returns what is left. @throws as `measureKeptSpeech` */
  clearKeptSpeech(): Promise<number> {
    return this.#askOfKeptSpeech('clear-kept-speech')
  }

  /** Removes what there is of an export that is not done. @throws AppError 'engine/crashed', and of the file system */
  async discardExport(jobFolder: string): Promise<void> {
    const engine = this.#running()
    await this.#discards.ask((requestId) => engine.post({ kind: 'discard-export', requestId, jobFolder }))
  }

  async #askOfKeptSpeech(kind: 'measure-kept-speech' | 'clear-kept-speech'): Promise<number> {
    const engine = this.#running()
    return this.#keptSpeech.ask((requestId) => engine.post({ kind, requestId }))
  }

  /** Shuts the host down. May be called twice. */
  async dispose(): Promise<void> {
    this.#isDisposed = true
    if (this.#restartTimer) clearTimeout(this.#restartTimer)
    const engine = this.#engine
    this.#engine = null
    if (engine?.isAlive) await engine.shutDown()
  }

  #onEvent(event: EngineHostEvent): void {
    switch (event.kind) {
      case 'export':
        return this.listener.export(event)
      case 'export-discarded':
        if (event.error) this.#discards.fail(event.requestId, fromErrorData(event.error))
        else this.#discards.answer(event.requestId, null)
        return
      case 'speech-not-kept':
        return this.listener.speechNotKept(fromErrorData(event.error))
      case 'kept-speech':
        if (event.error) this.#keptSpeech.fail(event.requestId, fromErrorData(event.error))
        else this.#keptSpeech.answer(event.requestId, event.bytes)
        return
      case 'voice-repaired':
        if (event.error) this.#repairs.fail(event.requestId, fromErrorData(event.error))
        else this.#repairs.answer(event.requestId, null)
        return
      case 'tested':
        if (event.error) this.#tests.fail(event.requestId, fromErrorData(event.error))
        else this.#tests.answer(event.requestId, event.result)
    }
  }

  /** @throws AppError 'engine/crashed' when no host is running */
  #running(): EngineProcess {
    if (this.#engine?.isAlive) return this.#engine
    throw this.#failure ?? new AppError('engine/crashed', 'No engine', { retry: 'now' })
  }

  #onDeath(exitCode: number, wasSilent: boolean): void {
    this.#engine = null
    const error = wasSilent
      ? new AppError('engine/not-responding', 'The engine host stopped answering', { retry: 'now' })
      : new AppError('engine/crashed', `The engine host ended with status ${exitCode}`, {
          details: { exitCode },
          retry: 'now',
        })
    this.listener.died(error)
    this.#repairs.failAll(error)
    this.#tests.failAll(error)
    this.#keptSpeech.failAll(error)
    this.#discards.failAll(error)
    const now = this.surroundings.now()
    this.#deaths = [...this.#deaths.filter((at) => now - at < deathWindowMilliseconds), now]
    const delay = restartDelaysMilliseconds[this.#deaths.length - 1]
    if (this.#isDisposed) return
    if (delay === undefined) {
      this.#failure = new AppError('engine/crashed', `The engine host ended ${this.#deaths.length} times`, {
        details: { exitCode, deaths: this.#deaths.length },
        retry: 'after-user-action',
      })
      this.#waiting = []
      return this.listener.failed(this.#failure)
    }
    this.#restartTimer = setTimeout(() => this.#startNow(), delay)
  }

  #startNow(): void {
    if (this.#restartTimer) clearTimeout(this.#restartTimer)
    this.#restartTimer = null
    this.start()
    this.listener.restarted()
  }
}
