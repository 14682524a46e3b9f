/** A signal that knows how many listen to it. */
export interface CountingSignal {
  readonly signal: AbortSignal
  abort(reason?: unknown): void
  readonly listeners: number
}

/** A listener that wants to be called once is gone when it was. */
export function createCountingSignal(): CountingSignal {
  const controller = new AbortController()
  const { signal } = controller
  const listening = new Set<unknown>()
  const add = signal.addEventListener.bind(signal)
  const remove = signal.removeEventListener.bind(signal)
  signal.addEventListener = (type: string, listener: EventListener, options?: AddEventListenerOptions) => {
    listening.add(listener)
    add(type, listener, options)
    if (options?.once) add(type, () => void listening.delete(listener), { once: true })
  }
  signal.removeEventListener = (type: string, listener: EventListener) => {
    listening.delete(listener)
    remove(type, listener)
  }
  return {
    signal,
    abort: (reason) => controller.abort(reason),
    get listeners() {
      return listening.size
    },
  }
}
