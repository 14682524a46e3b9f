/** What a shell expects of a program ended by Ctrl+C. */
export const interruptedExitCode = 130

/** Thrown through the work by the first Ctrl+C. */
class Interrupted extends Error {
  constructor() {
    super('Interrupted')
    this.name = 'Interrupted'
  }
}

/**
 * First Ctrl+C (or SIGTERM): abort, so that the work ends within a chunk and cleans up. Second: at once; by a signal,
 * because an orderly exit during a native run aborts the process with a core dump.
 * @param cleanUpNow synchronous, for the second one
 */
export function interruptSignal(cleanUpNow: () => void): AbortSignal {
  const controller = new AbortController()
  const onSignal = (): void => {
    if (controller.signal.aborted) {
      cleanUpNow()
      process.kill(process.pid, 'SIGKILL')
    }
    controller.abort(new Interrupted())
  }
  process.on('SIGINT', onSignal)
  process.on('SIGTERM', onSignal)
  return controller.signal
}
