import type { ReadableDocument } from './document'
import { AppError, fromErrorData } from './errors'
import {
  documentHostReplySchema,
  type DictionaryRequest,
  type DocumentHostReply,
  type DocumentHostRequest,
} from './host-messages'

/** How a document host ended. */
export interface HostExit {
  readonly exitCode: number | null
  /** The signal that ended it, where the platform tells. */
  readonly signal?: string | null
  /** The end of what it wrote to its error output, where the launcher listens. */
  readonly lastWords?: string
}

/**
 * A process that parses one document, or one dictionary. A launcher makes it out of what its platform offers (a utility process, a forked
 * one); everything else about the conversation is here.
 */
export interface DocumentHostProcess {
  post(request: DocumentHostRequest | DictionaryRequest): void
  /** Called at most once, before the request is posted. */
  onMessage(listener: (message: unknown) => void): void
  /** The listener is called once when the process has ended or could not be started. */
  onExit(listener: (exit: HostExit) => void): void
  /** Ends the process at once, whatever it is doing. May be called twice and after its end. */
  kill(): void
}

/** The part of an AbortSignal that is needed; the contract knows neither DOM nor Node. */
export interface Cancellation {
  readonly aborted: boolean
  readonly reason: unknown
  addEventListener(type: 'abort', listener: () => void): void
  removeEventListener(type: 'abort', listener: () => void): void
}

/** What the conversation needs from its platform. */
export interface DocumentHostTerms {
  readonly signal: Cancellation
  readonly timeoutMilliseconds: number
  /** Runs something later, once; returns what calls it off. */
  readonly after: (milliseconds: number, run: () => void) => () => void
}

/**
 * Has a process of its own parse a document. Whatever happens, the process is ended when this settles.
 * @param host just started, nothing posted to it yet; owned by this function from here on
 * @throws AppError the host's own; 'document/timeout' after `timeoutMilliseconds`; 'document/corrupt' when the host died;
 *   'contract/invalid' when its reply is none; the signal's reason when cancelled
 */
export async function askDocumentHost(
  host: DocumentHostProcess,
  request: DocumentHostRequest,
  terms: DocumentHostTerms,
): Promise<ReadableDocument> {
  const reply = await converse(host, request, terms)
  if (reply.kind === 'opened') return reply.document
  throw new AppError('contract/invalid', `The document host answered a document with ${reply.kind}`)
}

/** What a host says about a dictionary. */
export type DictionaryReply = Exclude<DocumentHostReply, { kind: 'failed' | 'opened' }>

/** Has a process of its own read or write a dictionary; otherwise as `askDocumentHost`. */
export async function askDictionaryHost(
  host: DocumentHostProcess,
  request: DictionaryRequest,
  terms: DocumentHostTerms,
): Promise<DictionaryReply> {
  const reply = await converse(host, request, terms)
  if (reply.kind !== 'opened') return reply
  throw new AppError('contract/invalid', 'The document host answered a dictionary with a document')
}

type Answer = Exclude<DocumentHostReply, { kind: 'failed' }>

function converse(
  host: DocumentHostProcess,
  request: DocumentHostRequest | DictionaryRequest,
  { signal, timeoutMilliseconds, after }: DocumentHostTerms,
): Promise<Answer> {
  return new Promise<Answer>((resolve, reject) => {
    let isSettled = false
    const settle = (outcome: () => void): void => {
      if (isSettled) return
      isSettled = true
      callOffDeadline()
      signal.removeEventListener('abort', abort)
      host.kill()
      outcome()
    }
    const fail = (error: unknown): void => settle(() => reject(error))
    const abort = (): void => fail(signal.reason)
    const callOffDeadline = after(timeoutMilliseconds, () => fail(timeoutError(timeoutMilliseconds)))
    signal.addEventListener('abort', abort)
    host.onMessage((message) =>
      settle(() => {
        try {
          resolve(answerFrom(message))
        } catch (error) {
          reject(error)
        }
      }),
    )
    host.onExit((exit) => fail(deathError(exit)))
    if (signal.aborted) abort()
    else host.post(request)
  })
}

function answerFrom(message: unknown): Answer {
  const reply = documentHostReplySchema.safeParse(message)
  if (!reply.success)
    throw new AppError('contract/invalid', 'The document host sent no valid reply', { cause: reply.error })
  if (reply.data.kind === 'failed') throw fromErrorData(reply.data.error)
  return reply.data
}

function timeoutError(milliseconds: number): AppError {
  return new AppError('document/timeout', `The document could not be read within ${milliseconds} ms`, {
    details: { milliseconds },
  })
}

/** A parser that dies has met a document it cannot cope with; the parser's own failures arrive as replies. */
function deathError({ exitCode, signal, lastWords = '' }: HostExit): AppError {
  const reason = /heap out of memory|allocation failed/i.test(lastWords) ? 'memory' : 'crashed'
  const how = signal ? `signal ${signal}` : `status ${exitCode ?? 'unknown'}`
  return new AppError('document/corrupt', `The process reading the document ended with ${how} (${reason})`, {
    details: { reason, ...(exitCode === null ? {} : { exitCode }), ...(signal ? { signal } : {}) },
    cause: lastWords === '' ? undefined : lastWords,
  })
}
