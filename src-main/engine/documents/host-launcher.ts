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
import { startOwnProcess } from '../own-process'

/** The end of the host's error output that is kept: an out-of-memory report with its stack fits. */
const lastWordsChars = 4_096

/** Limits of one parse; the defaults are the product's. */
export interface DocumentHostLimits {
  readonly answerMilliseconds?: number
  readonly readMilliseconds?: number
  readonly heapMebibytes?: number
}

/**
 * Opens a document in a process of its own, for the command line and tests (the window forks a utility process instead).
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

/** Starts a document host with a limited heap. The caller owns the process and kills it. */
export function launchForkedDocumentHost(hostScript: string, heapMebibytes: number): ForkedDocumentHost {
  const host = startOwnProcess(hostScript, { heapMebibytes, lastWordsChars })
  return {
    pid: host.pid,
    post: host.post,
    onMessage: host.onMessage,
    onExit: (listener) => {
      host.onNotStarted((error) => listener({ exitCode: null, lastWords: error.message }))
      host.onClose((exitCode, signal) => listener({ exitCode, signal, lastWords: host.lastWords() }))
    },
    kill: host.kill,
  }
}
