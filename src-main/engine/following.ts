/** A controller that is aborted with any of some signals, for the same reason, and can be aborted alone. */
export function following(...signals: readonly AbortSignal[]): AbortController {
  const controller = new AbortController()
  for (const signal of signals) {
    const follow = (): void => controller.abort(signal.reason)
    if (signal.aborted) follow()
    signal.addEventListener('abort', follow, { once: true })
    // A long stream must not gather the listeners of all who left before it.
    controller.signal.addEventListener('abort', () => signal.removeEventListener('abort', follow), {
      once: true,
    })
  }
  return controller
}
