import { Interrupted } from './terminal.mjs'

/** One Ctrl+C can arrive twice, from the terminal and passed on by npm; presses closer than this are one. */
const samePressMilliseconds = 400

/**
 * Listens for Ctrl+C and its kin.
 * While a child has the foreground (`handOver`), signals are its business; otherwise they abort `signal`.
 */
export function listenForInterruption() {
  const controller = new AbortController()
  let foreground = null
  let lastAtMilliseconds = -Infinity

  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(name, () => {
      const nowMilliseconds = performance.now()
      if (nowMilliseconds - lastAtMilliseconds < samePressMilliseconds) return
      lastAtMilliseconds = nowMilliseconds
      if (foreground) foreground(name)
      else controller.abort(new Interrupted(name))
    })
  }

  return {
    signal: controller.signal,
    /** Gives signals to `handler(signalName)` until the returned function is called. */
    handOver(handler) {
      foreground = handler
      return () => {
        foreground = null
      }
    },
  }
}
