import { speechEventSchema, type SpeechCommand, type SpeechEvent } from '@contract/speech'
import type { SpeechPorts } from '../bridge/bridge'

/** Who is told what a connection brings. */
export interface LinkListener {
  /** A fresh connection stands; `pcm` belongs to the listener. */
  connected(pcm: MessagePort): void
  event(event: SpeechEvent): void
  failed(error: unknown): void
}

/** The page's end of the control port, across any number of connections. */
export class SpeechLink {
  #control: MessagePort | null = null
  /** Counts connections, so that a late one does not replace a newer. */
  #attempt = 0

  constructor(
    private readonly open: () => Promise<SpeechPorts>,
    private readonly listener: LinkListener,
  ) {}

  /** Opens a connection in place of the one that stands. */
  connect(): void {
    this.#close()
    const attempt = this.#attempt
    this.open().then(
      (ports) => {
        if (attempt !== this.#attempt) {
          ports.control.close()
          ports.pcm.close()
          return
        }
        this.#control = ports.control
        ports.control.onmessage = (event: MessageEvent<unknown>) =>
          this.listener.event(speechEventSchema.parse(event.data))
        this.listener.connected(ports.pcm)
      },
      (error: unknown) => {
        if (attempt === this.#attempt) this.listener.failed(error)
      },
    )
  }

  /** False when there is no connection to send it on. */
  send(command: SpeechCommand): boolean {
    this.#control?.postMessage(command)
    return this.#control !== null
  }

  dispose(): void {
    this.#close()
  }

  #close(): void {
    this.#attempt += 1
    this.#control?.close()
    this.#control = null
  }
}
