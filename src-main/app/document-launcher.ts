import { utilityProcess } from 'electron'
import {
  askDictionaryHost,
  askDocumentHost,
  askPictureHost,
  askSoundHost,
  type DictionaryReply,
  type DocumentHostProcess,
  type DocumentHostTerms,
  type DocumentReading,
} from '@contract/document-host-protocol'
import type {
  DictionaryRequest,
  DocumentHostRequest,
  Picture,
  PictureRequest,
  SoundRange,
  SoundRequest,
} from '@contract/host-messages'
import { askAgain, readRelaunched } from './relaunched-reading'
import { documentAnswerMilliseconds, documentHeapMebibytes, documentReadMilliseconds } from '@contract/limits'

/** The end of a dying process's error output that is kept: V8's last words about memory fit. */
const keptErrorOutputChars = 4_096

/** The end of a process may be known before the end of what it wrote, which says why. */
const lastWordsMilliseconds = 100

/** Reads one document in a process of its own. @throws AppError what went wrong; the signal's reason when cancelled */
export type LaunchDocument = (request: DocumentHostRequest, signal: AbortSignal) => Promise<DocumentReading>

/** Has a dictionary read or written in a process of its own. @throws as `LaunchDocument` */
export type AskDictionaryHost = (request: DictionaryRequest, signal: AbortSignal) => Promise<DictionaryReply>

/** Has one picture of a document read in a process of its own. @throws as `LaunchDocument` */
export type AskPictureHost = (request: PictureRequest, signal: AbortSignal) => Promise<Picture>

/** Has a stretch of a document's recording read in a process of its own. @throws as `LaunchDocument` */
export type AskSoundHost = (request: SoundRequest, signal: AbortSignal) => Promise<SoundRange>

/** Who asks document hosts. */
export interface DocumentLauncher {
  readonly launch: LaunchDocument
  readonly askDictionary: AskDictionaryHost
  readonly askPicture: AskPictureHost
  readonly askSound: AskSoundHost
}

/**
 * Launches document hosts as utility processes with a limit on time and memory, and another where one was killed. One is always kept ready, because a
 * process takes longer to start than most documents to read; each still reads one document and ends.
 * @param hostPath the built host
 */
export function createDocumentLauncher(hostPath: string): DocumentLauncher {
  let spare = forkDocumentHost(hostPath)
  const take = (): DocumentHostProcess => {
    const host = spare.hasEnded() ? forkDocumentHost(hostPath) : spare
    spare = forkDocumentHost(hostPath)
    return host
  }
  const termsOf = (signal: AbortSignal): DocumentHostTerms => ({
    signal,
    answerMilliseconds: documentAnswerMilliseconds,
    readMilliseconds: documentReadMilliseconds,
    now: () => performance.now(),
    after(milliseconds, run) {
      const timer = setTimeout(run, milliseconds)
      return () => clearTimeout(timer)
    },
  })
  const launch: LaunchDocument = (request, signal) => askDocumentHost(take(), request, termsOf(signal))
  return {
    launch: (request, signal) => readRelaunched(launch, request, signal),
    askDictionary: (request, signal) => askAgain(() => askDictionaryHost(take(), request, termsOf(signal))),
    askPicture: (request, signal) => askAgain(() => askPictureHost(take(), request, termsOf(signal))),
    askSound: (request, signal) => askAgain(() => askSoundHost(take(), request, termsOf(signal))),
  }
}

function forkDocumentHost(hostPath: string): DocumentHostProcess & { hasEnded(): boolean } {
  const child = utilityProcess.fork(hostPath, [], {
    serviceName: 'Lector documents',
    execArgv: [`--max-old-space-size=${documentHeapMebibytes}`],
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let lastWords = ''
  let hasEnded = false
  child.stderr?.on('data', (data: Buffer) => {
    lastWords = (lastWords + data.toString()).slice(-keptErrorOutputChars)
  })
  child.once('exit', () => {
    hasEnded = true
  })
  return {
    hasEnded: () => hasEnded,
    post: (request) => child.postMessage(request),
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) =>
      void child.once('exit', (exitCode) =>
        setTimeout(() => listener({ exitCode, lastWords }), lastWordsMilliseconds),
      ),
    kill: () => {
      // A parser caught in a loop hears no polite signal.
      if (!hasEnded && child.pid !== undefined) process.kill(child.pid, 'SIGKILL')
    },
  }
}
