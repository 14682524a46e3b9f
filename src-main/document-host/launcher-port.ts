/** The way to whoever started this process. */
export interface LauncherPort {
  /** Calls the listener with the one request. */
  onRequest(listener: (message: unknown) => void): void
  /** Sends the one reply, then lets the process end. */
  reply(message: unknown): void
}

/** The part of Electron's `process.parentPort` that is used here. */
interface ParentPort {
  once(event: 'message', listener: (event: { data: unknown }) => void): void
  postMessage(message: unknown): void
}

/** What of `process` is used: a utility process has a parent port, a forked process has a channel. */
export type HostProcess = Pick<NodeJS.Process, 'once' | 'send' | 'exit'> & {
  readonly parentPort?: ParentPort
}

/**
 * Electron does not say when a posted message has left the process. The launcher ends this process as soon as it has the
 * reply; this is for a launcher that is gone.
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
      onRequest: (listener) => parentPort.once('message', ({ data }) => listener(data)),
      reply: (message) => {
        parentPort.postMessage(message)
        setTimeout(() => host.exit(0), lingerMilliseconds)
      },
    }
  }
  if (host.send === undefined) throw new Error('The document host speaks to its launcher only')
  return {
    onRequest: (listener) => {
      host.once('message', listener)
      // The launcher is gone: nobody waits for the answer.
      host.once('disconnect', () => host.exit(0))
    },
    reply: (message) => host.send?.(message, undefined, undefined, () => host.exit(0)),
  }
}
