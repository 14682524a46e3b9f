import type { MessagePortMain } from 'electron'
import type { z } from 'zod'
import { repairVoice } from '@contract/calls/app'
import type { VoiceDownload } from '@contract/calls/voices'
import type { EngineCallChannel } from '@contract/channels'
import { acceptReply, type Call } from '@contract/define-call'
import { AppError, fromErrorData } from '@contract/errors'
import type { EngineHostCommand, EngineHostEvent } from '@contract/host-messages'
import type { VoiceChoice } from '@contract/settings'
import { engineDeath, type EngineEnd } from './engine-end'
import { EngineProcess, type EngineChild, type KillProcess } from './engine-process'
import { PendingAnswers } from './pending-answers'

/**
 * Deaths within this time count together, unless speech got on between them: what dies again before it has is a fault in
 * the machine, a voice or a text, and would die for ever; what spoke on had an accident, and every one of them is later in
 * what is read.
 */
const deathWindowMilliseconds = 5 * 60_000
/** Wait before each restart within the window; when they are used up the engine stays down. */
const restartDelaysMilliseconds = [100, 1_000, 3_000] as const

type ExportEvent = Extract<EngineHostEvent, { kind: 'export' }>
type ExportCommand = Extract<EngineHostCommand, { kind: 'export' | 'cancel-export' | 'pause-export' }>

/** Who is told how the engine fares. */
export interface EngineListener {
  restarted(): void
  /** The engine died too often; it stays down until somebody asks for it. */
  failed(error: AppError): void
  /** Every death, restart or not: exports that ran in it are lost. */
  died(error: AppError): void
  export(event: ExportEvent): void
  /** The voice can speak. */
  voiceReady(): void
  voiceDownload(download: VoiceDownload): void
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
  readonly #calls = new PendingAnswers<unknown>()

  constructor(
    private readonly surroundings: EngineSurroundings,
    private readonly listener: EngineListener,
  ) {}

  /** Starts the host and has it load its voice. */
  start(): void {
    this.#failure = null
    const child = this.#fork()
    if (!child) return
    const engine = new EngineProcess(child, this.surroundings.kill, {
      event: (event) => this.#onEvent(event),
      ended: (end, wasSilent) => {
        if (this.#engine === engine) this.#onDeath(end, wasSilent)
      },
      malformed: (error) => this.listener.malformed(error),
    })
    this.#engine = engine
    this.keepSpeech()
    if (!this.surroundings.mayFetch()) this.allowFetching()
    engine.post({ kind: 'load', choice: this.surroundings.voice() })
    for (const join of this.#waiting.splice(0)) join()
  }

  /** Gives the host its ends of two ports, at once or as soon as it runs again: one that was given up is started anew. */
  connect(control: MessagePortMain, pcm: MessagePortMain): void {
    if (this.#failure) {
      this.#deaths = []
      this.start()
    }
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
    await this.call(repairVoice, null)
    const former = this.#engine
    this.#engine = null
    await former?.shutDown()
    if (!this.#isDisposed) this.#startAgain()
  }

  /** Asks the host. @throws AppError what it answers; 'engine/crashed' when none is running, or none any more */
  async call<Input extends z.ZodType, Output extends z.ZodType>(
    call: Call<Input, Output, EngineCallChannel>,
    input: z.input<Input>,
  ): Promise<z.output<Output>> {
    const engine = this.#running()
    const { channel } = call
    const reply = await this.#calls.ask((requestId) =>
      engine.post({ kind: 'call', requestId, channel, input }),
    )
    return acceptReply(call, reply)
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
      case 'got-on':
        this.#deaths = []
        return
      case 'export':
        return this.listener.export(event)
      case 'speech-not-kept':
        return this.listener.speechNotKept(fromErrorData(event.error))
      case 'refused':
        return this.listener.malformed(fromErrorData(event.error))
      case 'voice-ready':
        return this.listener.voiceReady()
      case 'voice-download':
        return this.listener.voiceDownload(event.download)
      case 'answered':
        return this.#calls.answer(event.requestId, event.reply)
    }
  }

  /** @returns null when no process can be started; that counts as a death */
  #fork(): EngineChild | null {
    try {
      return this.surroundings.fork()
    } catch (error) {
      this.listener.malformed(error)
      this.#onDeath({ reason: 'launch-failed', exitCode: -1 }, false)
      return null
    }
  }

  /** @throws AppError 'engine/crashed' when no host is running */
  #running(): EngineProcess {
    if (this.#engine?.isAlive) return this.#engine
    throw this.#failure ?? new AppError('engine/crashed', 'No engine', { retry: 'now' })
  }

  #onDeath(end: EngineEnd, wasSilent: boolean): void {
    this.#engine = null
    const error = engineDeath(end, wasSilent)
    this.listener.died(error)
    this.#calls.failAll(error)
    const now = this.surroundings.now()
    this.#deaths = [...this.#deaths.filter((at) => now - at < deathWindowMilliseconds), now]
    const delay = restartDelaysMilliseconds[this.#deaths.length - 1]
    if (this.#isDisposed) return
    if (delay === undefined) {
      this.#failure = new AppError(error.code, `${error.message}, ${this.#deaths.length} times`, {
        details: { ...error.details, deaths: this.#deaths.length },
        retry: 'after-user-action',
      })
      this.#waiting = []
      return this.listener.failed(this.#failure)
    }
    this.#restartTimer = setTimeout(() => this.#startNow(), delay)
  }

  #startAgain(): void {
    this.start()
    if (this.#engine) this.listener.restarted()
  }

  #startNow(): void {
    if (this.#restartTimer) clearTimeout(this.#restartTimer)
    this.#restartTimer = null
    this.#startAgain()
  }
}
