/** The way to whoever started this process. */
export interface LauncherPort {
  /** Calls the listener with every message. */
  onMessage(listener: (message: unknown) => void): void
  post(message: unknown): void
  /** Sends what comes last, then lets the process end. */
  postLast(message: unknown): void
}

/** The part of Electron's `process.parentPort` that is used here. */
interface ParentPort {
  on(event: 'message', listener: (event: { data: unknown }) => void): void
  postMessage(message: unknown): void
}

/** What of `process` is used: a utility process has a parent port, a forked process has a channel. */
export type HostProcess = Pick<NodeJS.Process, 'on' | 'send' | 'exit'> & {
  readonly parentPort?: ParentPort
}

/**
 * Electron does not say when a posted message has left the process. The launcher ends this process as soon as it has the
 * last one; this is for a launcher that is gone.
 */
const lingerMilliseconds = 2_000

/**
 * Finds the launcher: a utility process has a port, a forked process a channel.
 * @throws Error when the process was started by neither
 */
export function connectToLauncher(host: HostProcess): LauncherPort {
  const { parentPort } = host
  if (parentPort !== undefined) {
    return {
      onMessage: (listener) => parentPort.on('message', ({ data }) => listener(data)),
      post: (message) => parentPort.postMessage(message),
      postLast: (message) => {
        parentPort.postMessage(message)
        setTimeout(() => host.exit(0), lingerMilliseconds)
      },
    }
  }
  if (host.send === undefined) throw new Error('The document host speaks to its launcher only')
  return {
    onMessage: (listener) => {
      host.on('message', listener)
      // The launcher is gone: nobody waits for the answer.
      host.on('disconnect', () => host.exit(0))
    },
    post: (message) => host.send?.(message),
    postLast: (message) => host.send?.(message, undefined, undefined, () => host.exit(0)),
  }
}
