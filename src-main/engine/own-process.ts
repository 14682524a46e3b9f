import { fork, spawn, type ChildProcess } from 'node:child_process'
import { basename, join, resolve, sep } from 'node:path'
import type { Duplex } from 'node:stream'
import { heapOption, ownProcessDescriptor } from '@contract/programs'
import { framedMessages } from './framed-messages'

/** A script of ours in a process of its own. The caller ends it. */
export interface OwnProcess {
  /** Absent where it could not be started. */
  readonly pid: number | undefined
  /** To one that has ended, nothing is sent; its end tells the story. */
  post(message: unknown): void
  onMessage(listener: (message: unknown) => void): void
  /** The end of its error output, where that is kept. */
  lastWords(): string
  onNotStarted(listener: (error: Error) => void): void
  /** When it has ended and its error output has been read to the end. */
  onClose(listener: (exitCode: number | null, signal: NodeJS.Signals | null) => void): void
  kill(): void
}

export interface OwnProcessOptions {
  /** What its JavaScript may take; absent: as much as the engine gives. */
  readonly heapMebibytes?: number
  /** How much of the end of its error output is kept; absent: none. */
  readonly lastWordsChars?: number
}

/**
 * Starts a built script. From a checkout it is run by this Node (inside Electron, the same binary as a Node). The binary
 * of an installed application never is one: a fuse forbids it. That is started as itself, with the script's name.
 * @param script an absolute path; a built one, where it lies in an archive
 */
export function startOwnProcess(script: string, options: OwnProcessOptions = {}): OwnProcess {
  const { lastWordsChars = 0 } = options
  const isInstalled = script.split(sep).some((part) => part.endsWith('.asar'))
  const errors = lastWordsChars > 0 ? 'pipe' : 'ignore'
  const { child, post, onMessage } = isInstalled
    ? startInstalled(script, errors, options)
    : startForked(script, errors, options)
  let lastWords = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    lastWords = (lastWords + text).slice(-lastWordsChars)
  })
  return {
    pid: child.pid,
    post,
    onMessage,
    lastWords: () => lastWords,
    onNotStarted: (listener) => void child.on('error', listener),
    onClose: (listener) => void child.on('close', listener),
    kill: () => void child.kill('SIGKILL'),
  }
}

type Started = { readonly child: ChildProcess } & Pick<OwnProcess, 'post' | 'onMessage'>

function startForked(
  script: string,
  errors: 'pipe' | 'ignore',
  { heapMebibytes }: OwnProcessOptions,
): Started {
  const child = fork(script, [], {
    // Explicit, so that an inspector or a loader of ours is not inherited.
    execArgv: heapMebibytes === undefined ? [] : [`--max-old-space-size=${heapMebibytes}`],
    // JSON would double the memory of a large document and cannot hold lone surrogates faithfully.
    serialization: 'advanced',
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    stdio: ['ignore', 'ignore', errors, 'ipc'],
  })
  return {
    child,
    post: (message) => void child.send(message as object, () => undefined),
    onMessage: (listener) => void child.on('message', listener),
  }
}

function startInstalled(
  script: string,
  errors: 'pipe' | 'ignore',
  { heapMebibytes }: OwnProcessOptions,
): Started {
  // Chromium ends at once as root where it may have a sandbox; what is started here ends before Chromium begins.
  const sandbox = process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const heap = heapMebibytes === undefined ? [] : [heapOption + heapMebibytes]
  const child = spawn(applicationBinary(process.execPath), [...sandbox, basename(script, '.js'), ...heap], {
    stdio: ['ignore', 'ignore', errors, 'overlapped'],
    windowsHide: true,
  })
  const stream = child.stdio[ownProcessDescriptor] as Duplex | null | undefined
  // Its end tells more.
  stream?.on('error', () => undefined)
  const messages = stream && framedMessages(stream)
  return { child, post: (message) => messages?.post(message), onMessage: (heard) => messages?.listen(heard) }
}

/**
 * The application's own binary: on macOS its processes are run by helpers, bundles inside the application's.
 * @param running what runs this process
 */
export function applicationBinary(running: string): string {
  const helper = /^(.*\.app\/Contents)\/Frameworks\/(.+?) Helper[^/]*\.app\/Contents\/MacOS\/[^/]+$/.exec(
    running,
  )
  return helper === null ? resolve(running) : join(helper[1], 'MacOS', helper[2])
}
