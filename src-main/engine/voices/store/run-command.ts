import { spawn } from 'node:child_process'

/** How a command ended. */
export interface CommandResult {
  /** null when there is no such command. */
  readonly exitCode: number | null
  /** The last few thousand characters of what it printed, both streams together. */
  readonly output: string
}

/** Runs a command to its end; injected, so that tests need no network. Rejects with `signal.reason` once it is gone. */
export type CommandRunner = (
  command: string,
  args: readonly string[],
  options: { directory: string; environment: NodeJS.ProcessEnv; signal: AbortSignal },
) => Promise<CommandResult>

const keptOutputChars = 4_000
/** A package manager asked to stop clears up within this time or is killed. */
const graceMilliseconds = 2_000

/** The runner that really starts processes; they are gone before it rejects. */
export const runCommand: CommandRunner = (command, args, { directory, environment, signal }) =>
  new Promise((resolve, reject) => {
    signal.throwIfAborted()
    const child = spawn(command, args, {
      cwd: directory,
      env: environment,
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
    })
    let output = ''
    let isMissing = false
    let killTimer: NodeJS.Timeout | undefined
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8')
      stream.on('data', (text: string) => {
        output = (output + text).slice(-keptOutputChars)
      })
    }
    const stop = () => {
      child.kill('SIGTERM')
      killTimer = setTimeout(() => child.kill('SIGKILL'), graceMilliseconds)
    }
    signal.addEventListener('abort', stop, { once: true })
    child.on('error', (error: NodeJS.ErrnoException) => {
      isMissing = error.code === 'ENOENT'
      output += error.message
    })
    child.on('close', (code) => {
      signal.removeEventListener('abort', stop)
      clearTimeout(killTimer)
      if (signal.aborted) reject(signal.reason)
      else resolve({ exitCode: isMissing ? null : (code ?? 1), output })
    })
  })
