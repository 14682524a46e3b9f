import { assert } from './assert'
import { AppError, fromErrorData } from './errors'
import { guardWords } from './guard-words'
import {
  documentHostReplySchema,
  type BookRequest,
  type DictionaryRequest,
  type DocumentHostReply,
  type DocumentHostRequest,
  type MoreRequest,
  type PictureRequest,
  type SoundRequest,
  type TellRequest,
} from './host-messages'

/** How a document host ended. */
export interface HostExit {
  readonly exitCode: number | null
  /** The signal that ended it, where the platform tells. */
  readonly signal?: string | null
  /** The end of what it wrote to its error output, where the launcher listens. */
  readonly lastWords?: string
}

/** What a document host is asked. */
export type HostRequest =
  | DocumentHostRequest
  | DictionaryRequest
  | PictureRequest
  | SoundRequest
  | BookRequest
  | TellRequest
  | MoreRequest

/**
 * A process that parses one document, a picture of one, a stretch of its recording, or a dictionary, or writes one book. A launcher makes it
 * out of what its platform offers (a utility process, a forked one); everything else about the conversation is here.
 */
export interface DocumentHostProcess {
  post(request: HostRequest): void
  /** Called at most once, before anything is posted; the listener with every message. */
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

/** What the conversation needs from its platform, and how long it may last. */
export interface DocumentHostTerms {
  readonly signal: Cancellation
  /** For one answer. */
  readonly answerMilliseconds: number
  /** For all of them together; the time between an answer and the next request does not count. */
  readonly readMilliseconds: number
  /** Milliseconds since some moment; never goes back. */
  readonly now: () => number
  /** Runs something later, once; returns what calls it off. */
  readonly after: (milliseconds: number, run: () => void) => () => void
}

export type Answer = Exclude<DocumentHostReply, { kind: 'failed' }>

/** Requests to a host and its answers, one after the other. */
export interface HostConversation {
  /** One at a time. @throws what ended the conversation */
  ask(request: HostRequest): Promise<Answer>
  /** Ends the conversation and the process because of an error. @returns the error, for `throw` */
  fail(error: unknown): unknown
  /** Ends the process. */
  end(): void
}

/** @param host just started; ended with the conversation */
export function converse(host: DocumentHostProcess, terms: DocumentHostTerms): HostConversation {
  const { signal, answerMilliseconds, readMilliseconds, now, after } = terms
  let leftMilliseconds = readMilliseconds
  let waiting: { resolve(answer: Answer): void; reject(error: unknown): void } | null = null
  let callOffDeadline: (() => void) | null = null
  let over: { readonly error: unknown } | null = null

  const finish = (error: unknown): void => {
    if (over) return
    over = { error }
    callOffDeadline?.()
    signal.removeEventListener('abort', abort)
    host.kill()
    waiting?.reject(error)
    waiting = null
  }
  const abort = (): void => finish(signal.reason)
  signal.addEventListener('abort', abort)
  host.onExit((exit) => finish(deathError(exit)))
  host.onMessage((message) => {
    if (over) return
    try {
      const answer = answerFrom(message)
      if (waiting === null) throw new AppError('contract/invalid', 'The document host spoke unasked')
      callOffDeadline?.()
      waiting.resolve(answer)
      waiting = null
    } catch (error) {
      finish(error)
    }
  })
  if (signal.aborted) abort()

  return {
    ask: (request) =>
      new Promise<Answer>((resolve, reject) => {
        assert(waiting === null, 'a document host is asked one thing at a time')
        if (over) {
          reject(over.error)
          return
        }
        const askedAt = now()
        const milliseconds = Math.min(answerMilliseconds, leftMilliseconds)
        waiting = {
          resolve(answer) {
            leftMilliseconds -= now() - askedAt
            resolve(answer)
          },
          reject,
        }
        callOffDeadline = after(milliseconds, () => finish(timeoutError(milliseconds)))
        host.post(request)
      }),
    fail(error) {
      finish(error)
      return error
    },
    end: () => finish(new AppError('contract/invalid', 'The document host has been ended')),
  }
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
    details: { milliseconds, reason: 'time' },
  })
}

/** A parser that dies has met a document it cannot cope with; the parser's own failures arrive as replies. */
function deathError({ exitCode, signal, lastWords = '' }: HostExit): AppError {
  const cause = lastWords === '' ? undefined : lastWords
  if (lastWords.includes(guardWords.time))
    return new AppError('document/timeout', 'The document takes too much processor time to be read', {
      details: { reason: 'processor-time' },
      cause,
    })
  if (lastWords.includes(guardWords.memory) || /heap out of memory|allocation failed/i.test(lastWords))
    return new AppError('document/too-large', 'The document takes too much memory to be read', {
      details: { reason: 'memory' },
      cause,
    })
  const how = signal ? `signal ${signal}` : `status ${exitCode ?? 'unknown'}`
  return new AppError('document/corrupt', `The process reading the document ended with ${how}`, {
    details: {
      reason: 'crashed',
      ...(exitCode === null ? {} : { exitCode }),
      ...(signal ? { signal } : {}),
    },
    cause,
  })
}
