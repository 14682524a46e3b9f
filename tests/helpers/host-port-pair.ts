import type { HostPort } from '../../src-main/engine-host/host-port'

/** One line between a host and a page, in memory: messages are copied and arrive later, in order. */
export interface HostPortPair {
  readonly host: HostPort
  readonly page: HostPort
}

/** Two ends that behave as message ports do: closing one is heard at the other, and what is sent after is lost. */
export function createHostPortPair(): HostPortPair {
  const host = createEnd()
  const page = createEnd()
  host.join(page)
  page.join(host)
  return { host: host.port, page: page.port }
}

interface End {
  readonly port: HostPort
  join(other: End): void
  receive(message: unknown): void
  hearClose(): void
}

function createEnd(): End {
  let other: End | null = null
  let isClosed = false
  let listener: ((message: unknown) => void) | null = null
  let closeListener: (() => void) | null = null
  const early: unknown[] = []
  return {
    join: (end) => void (other = end),
    receive(message) {
      if (isClosed) return
      if (listener) listener(message)
      else early.push(message)
    },
    hearClose() {
      if (isClosed) return
      isClosed = true
      closeListener?.()
    },
    port: {
      postMessage(message) {
        if (isClosed) return
        const copy: unknown = structuredClone(message)
        setImmediate(() => other?.receive(copy))
      },
      onMessage(next) {
        listener = next
        for (const message of early.splice(0)) next(message)
      },
      onClose: (next) => void (closeListener = next),
      close() {
        if (isClosed) return
        isClosed = true
        setImmediate(() => other?.hearClose())
      },
    },
  }
}
