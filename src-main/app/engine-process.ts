import type { MessagePortMain } from 'electron'
import { engineHostEventSchema, type EngineHostCommand, type EngineHostEvent } from '@contract/host-messages'
import { engineSilenceMilliseconds } from '@contract/limits'
import { engineEnd, type EngineEnd, type GoneNews } from './engine-end'

/** All that is known of a process that has ended. */
export interface EngineEndNews {
  readonly exitCode: number
  /** null: nothing was told of a crash. */
  readonly gone: GoneNews | null
  /** End of what it wrote to its error output. */
  readonly lastWords: string
}

/** A process that is to be an engine host, whatever started it. */
export interface EngineChild {
  readonly pid?: number | undefined
  postMessage(message: EngineHostCommand, transfer?: MessagePortMain[]): void
  onMessage(listener: (message: unknown) => void): void
  /** The listener is called once, when the process has ended. */
  onEnd(listener: (news: EngineEndNews) => void): void
}

/** Ends a process that no longer listens. */
export type KillProcess = (pid: number) => void

/** How often the host is asked whether it still answers. */
const pingMilliseconds = 500
/**
 * Pings without an answer after which the host is given up. Counted in pings, not by the clock: a sleeping machine
 * stops both sides, and waking up must not look like silence.
 */
const maxUnansweredPings = engineSilenceMilliseconds / pingMilliseconds
/** A host told to shut down finishes its push first; after this it is killed. */
const shutDownMilliseconds = 2_000

/** One life of the engine host. Nothing is ever posted to it after its end. */
export class EngineProcess {
  #isAlive = true
  #pings = 0
  #answeredPing = 0
  readonly #heartbeat: NodeJS.Timeout
  readonly #ended: Promise<void>

  constructor(
    private readonly child: EngineChild,
    private readonly kill: KillProcess,
    listener: {
      event(event: EngineHostEvent): void
      /** Called once, also after `shutDown`. */
      ended(end: EngineEnd, wasSilent: boolean): void
      malformed(error: unknown): void
    },
  ) {
    let wasSilent = false
    let hasAnswered = false
    this.#heartbeat = setInterval(() => {
      if (this.#pings - this.#answeredPing >= maxUnansweredPings) {
        wasSilent = true
        this.#killNow()
      } else this.post({ kind: 'ping', id: ++this.#pings })
    }, pingMilliseconds)
    child.onMessage((message) => {
      const event = engineHostEventSchema.safeParse(message)
      hasAnswered ||= event.success
      if (!event.success) listener.malformed(event.error)
      else if (event.data.kind === 'pong') this.#answeredPing = Math.max(this.#answeredPing, event.data.id)
      else listener.event(event.data)
    })
    this.#ended = new Promise((resolve) => {
      child.onEnd((news) => {
        if (!this.#isAlive) return
        this.#isAlive = false
        clearInterval(this.#heartbeat)
        listener.ended(engineEnd({ ...news, hasAnswered }), wasSilent)
        resolve()
      })
    })
  }

  get isAlive(): boolean {
    return this.#isAlive
  }

  post(command: EngineHostCommand, ports: MessagePortMain[] = []): void {
    if (this.#isAlive) this.child.postMessage(command, ports)
  }

  /** Asks the host to end and sees to it that it does. Settles when it has ended. */
  async shutDown(): Promise<void> {
    this.post({ kind: 'shut-down' })
    const timer = setTimeout(() => this.#killNow(), shutDownMilliseconds)
    await this.#ended
    clearTimeout(timer)
  }

  #killNow(): void {
    if (this.#isAlive && this.child.pid !== undefined) this.kill(this.child.pid)
  }
}
