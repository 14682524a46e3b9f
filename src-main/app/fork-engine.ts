import { app, utilityProcess, type Details } from 'electron'
import type { EngineChild, EngineEndNews } from './engine-process'

/** The end of a dying host's error output that is kept: V8's last words about memory fit. */
const keptErrorOutputChars = 4_096
/** What the system says of an end comes 1 ms after it; nothing comes of a host that ended by itself. */
const goneNewsMilliseconds = 50

const serviceName = 'Lector engine'

/** Starts an engine host. @param hostPath the built host @param args for it */
export function forkEngine(hostPath: string, args: readonly string[]): EngineChild {
  const child = utilityProcess.fork(hostPath, [...args], {
    serviceName,
    stdio: ['ignore', 'inherit', 'pipe'],
  })
  let lastWords = ''
  child.stderr?.on('data', (data: Buffer) => {
    process.stderr.write(data)
    lastWords = (lastWords + data.toString()).slice(-keptErrorOutputChars)
  })
  return {
    get pid() {
      return child.pid
    },
    postMessage: (message, transfer) => child.postMessage(message, transfer),
    onMessage: (listener) => void child.on('message', listener),
    onEnd(listener) {
      child.once('exit', (exitCode) => {
        const end = (gone: EngineEndNews['gone']): void => {
          clearTimeout(timer)
          app.off('child-process-gone', onGone)
          listener({ exitCode, gone, lastWords })
        }
        const onGone = (_event: unknown, details: Details): void => {
          if (details.type === 'Utility' && details.name === serviceName) end(details)
        }
        const timer = setTimeout(() => end(null), goneNewsMilliseconds)
        app.on('child-process-gone', onGone)
      })
    },
  }
}
