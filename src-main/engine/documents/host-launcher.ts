import { fork } from 'node:child_process'
import { access } from 'node:fs/promises'
import type { ReadableDocument } from '@contract/document'
import {
  askDocumentHost,
  readToEnd,
  type DocumentHostProcess,
  type DocumentReading,
} from '@contract/document-host-protocol'
import type { DocumentHostRequest } from '@contract/host-messages'
import { documentAnswerMilliseconds, documentHeapMebibytes, documentReadMilliseconds } from '@contract/limits'

/** The end of the host's error output that is kept: an out-of-memory report with its stack fits. */
const lastWordsChars = 4_096

/** Limits of one parse; the defaults are the product's. */
export interface DocumentHostLimits {
  readonly answerMilliseconds?: number
  readonly readMilliseconds?: number
  readonly heapMebibytes?: number
}

/**
 * Opens a document in a forked process, for the command line and tests (the app forks a utility process instead).
 * @param hostScript the built document host, an absolute path
 * @returns all of it
 * @throws what `askDocumentHost` throws; a plain Error when the script is not there
 */
export async function openDocumentInHost(
  hostScript: string,
  request: DocumentHostRequest,
  signal: AbortSignal,
  limits: DocumentHostLimits = {},
): Promise<ReadableDocument> {
  return readToEnd(await readDocumentInHost(hostScript, request, signal, limits))
}

/** As `openDocumentInHost`, piece by piece; whoever stops before the last one ends it. */
export async function readDocumentInHost(
  hostScript: string,
  request: DocumentHostRequest,
  signal: AbortSignal,
  {
    answerMilliseconds = documentAnswerMilliseconds,
    readMilliseconds = documentReadMilliseconds,
    heapMebibytes = documentHeapMebibytes,
  }: DocumentHostLimits = {},
): Promise<DocumentReading> {
  signal.throwIfAborted()
  // A missing script would look like a document that kills its parser.
  await access(hostScript)
  signal.throwIfAborted()
  return askDocumentHost(launchForkedDocumentHost(hostScript, heapMebibytes), request, {
    signal,
    answerMilliseconds,
    readMilliseconds,
    now: () => performance.now(),
    after: (milliseconds, run) => {
      const timer = setTimeout(run, milliseconds)
      return () => clearTimeout(timer)
    },
  })
}

/** A host that is a process of this one's; without an id where it could not be started. */
export interface ForkedDocumentHost extends DocumentHostProcess {
  readonly pid: number | undefined
}

/** Forks a document host with a limited heap. The caller owns the process and kills it. */
export function launchForkedDocumentHost(hostScript: string, heapMebibytes: number): ForkedDocumentHost {
  const child = fork(hostScript, [], {
    // Explicit, so that an inspector or a loader of ours is not inherited.
    execArgv: [`--max-old-space-size=${heapMebibytes}`],
    // JSON would double the memory of a large document and cannot hold lone surrogates faithfully.
    serialization: 'advanced',
    // Inside Electron the same binary is a plain Node then.
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  let lastWords = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    lastWords = (lastWords + text).slice(-lastWordsChars)
  })
  return {
    pid: child.pid,
    // A host that died already cannot be written to; its exit tells the story.
    post: (request) => void child.send(request, () => undefined),
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => {
      child.on('error', (error) => listener({ exitCode: null, lastWords: error.message }))
      // 'close' rather than 'exit': only then has its error output been read to the end.
      child.on('close', (exitCode, signal) => listener({ exitCode, signal, lastWords }))
    },
    kill: () => void child.kill('SIGKILL'),
  }
}
