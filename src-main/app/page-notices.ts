import type { WebContents } from 'electron'
import type { z } from 'zod'
import type { Notice } from '@contract/define-call'

/** Enough for every file of a command line; older ones give way. */
const maxWaiting = 256

/** Sends notices to the page, and keeps them while there is no page that listens. */
export class PageNotices {
  #contents: Pick<WebContents, 'send' | 'isDestroyed'> | null = null
  #waiting: { channel: string; payload: unknown }[] = []
  #waiters: (() => void)[] = []

  /** Whether a page listens. */
  get isOpen(): boolean {
    return this.#contents !== null
  }

  /** Resolves as soon as a page listens: at once when one does. */
  whenOpen(): Promise<void> {
    return this.#contents ? Promise.resolve() : new Promise((resolve) => this.#waiters.push(resolve))
  }

  /** The page listens from now on. */
  open(contents: Pick<WebContents, 'send' | 'isDestroyed'>): void {
    this.#contents = contents
    for (const resolve of this.#waiters.splice(0)) resolve()
    for (const { channel, payload } of this.#waiting.splice(0)) contents.send(channel, payload)
  }

  /** The page is gone or being loaded again. */
  close(): void {
    this.#contents = null
  }

  send<Payload extends z.ZodType>(notice: Notice<Payload>, payload: z.input<Payload>): void {
    if (this.#contents && !this.#contents.isDestroyed()) this.#contents.send(notice.channel, payload)
    else this.#waiting = [...this.#waiting, { channel: notice.channel, payload }].slice(-maxWaiting)
  }
}
