import {
  appendPiece,
  emptyPiece,
  type DocumentHead,
  type DocumentPiece,
  type ReadableDocument,
} from './document'
import { AppError } from './errors'
import { converse, type Answer, type DocumentHostProcess, type DocumentHostTerms } from './host-conversation'
import type {
  BookRequest,
  DictionaryRequest,
  DocumentHostRequest,
  Picture,
  PictureRequest,
  SoundRange,
  SoundRequest,
  TellRequest,
} from './host-messages'

export type { DocumentHostProcess, DocumentHostTerms, HostExit } from './host-conversation'

/** A piece of a document, and whether it is the last one. */
export interface DocumentStep {
  readonly piece: DocumentPiece
  readonly isLast: boolean
}

/** A document that is being read by a process of its own. That ends with the last piece, with a failure, or by `end`. */
export interface DocumentReading {
  readonly head: DocumentHead
  /** Has at least one block. */
  readonly first: DocumentStep
  /**
   * Has the next piece read; until then the process waits. One call at a time, none after the last piece.
   * @throws as `askDocumentHost`
   */
  next(): Promise<DocumentStep>
  /** Gives up the rest. May be called twice and after the end. */
  end(): void
}

/**
 * Has a process of its own parse a document. Whatever happens, the process is ended when the document is.
 * @param host just started, nothing posted to it yet; owned by this function from here on
 * @returns as soon as there is something to read
 * @throws AppError the host's own; 'document/timeout' and 'document/too-large' (`reason` 'memory') when it takes more
 *   than a document may; 'document/corrupt' when the host died; 'contract/invalid' when its reply is none; the signal's
 *   reason when cancelled
 */
export async function askDocumentHost(
  host: DocumentHostProcess,
  request: DocumentHostRequest,
  terms: DocumentHostTerms,
): Promise<DocumentReading> {
  const conversation = converse(host, terms)
  const opened = await conversation.ask(request)
  if (opened.kind !== 'opened') throw conversation.fail(unexpected(opened))
  const { head, piece, isLast } = opened
  if (isLast) conversation.end()
  return {
    head,
    first: { piece, isLast },
    async next() {
      const reply = await conversation.ask({ kind: 'more' })
      if (reply.kind !== 'piece') throw conversation.fail(unexpected(reply))
      if (reply.isLast) conversation.end()
      return { piece: reply.piece, isLast: reply.isLast }
    },
    end: () => conversation.end(),
  }
}

/** Reads a document to its end. @throws as `askDocumentHost` */
export async function readToEnd(reading: DocumentReading): Promise<ReadableDocument> {
  const whole = emptyPiece()
  let step = reading.first
  for (;;) {
    appendPiece(whole, step.piece)
    if (step.isLast) return { ...reading.head, ...whole }
    step = await reading.next()
  }
}

const dictionaryReplies = ['dictionary-read', 'dictionary-written', 'abbreviations-listed'] as const
/** What a host says about a dictionary. */
export type DictionaryReply = Extract<Answer, { kind: (typeof dictionaryReplies)[number] }>

/** Has a process of its own do what is asked with a dictionary; otherwise as `askDocumentHost`. */
export async function askDictionaryHost(
  host: DocumentHostProcess,
  request: DictionaryRequest,
  terms: DocumentHostTerms,
): Promise<DictionaryReply> {
  const conversation = converse(host, terms)
  const reply = await conversation.ask(request)
  conversation.end()
  if (isDictionaryReply(reply)) return reply
  throw unexpected(reply)
}

/** Has a process of its own read one picture of a document; otherwise as `askDocumentHost`. */
export async function askPictureHost(
  host: DocumentHostProcess,
  request: PictureRequest,
  terms: DocumentHostTerms,
): Promise<Picture> {
  const conversation = converse(host, terms)
  const reply = await conversation.ask(request)
  conversation.end()
  if (reply.kind !== 'picture') throw unexpected(reply)
  return reply.picture
}

/** Has a process of its own read a stretch of a document's recording; otherwise as `askDocumentHost`. */
export async function askSoundHost(
  host: DocumentHostProcess,
  request: SoundRequest,
  terms: DocumentHostTerms,
): Promise<SoundRange> {
  const conversation = converse(host, terms)
  const reply = await conversation.ask(request)
  conversation.end()
  if (reply.kind !== 'sound') throw unexpected(reply)
  return reply.sound
}

/**
 * Has a process of its own write a book with a narration; otherwise as `askDocumentHost`.
 * @param told asked for the next piece when the process has used up the one before
 */
export async function askBookHost(
  host: DocumentHostProcess,
  request: BookRequest,
  told: AsyncIterable<TellRequest>,
  terms: DocumentHostTerms,
): Promise<void> {
  const conversation = converse(host, terms)
  try {
    let reply = await conversation.ask(request)
    for await (const piece of told) {
      if (reply.kind !== 'tell-more') throw unexpected(reply)
      reply = await conversation.ask(piece)
    }
    if (reply.kind !== 'book-written') throw unexpected(reply)
    conversation.end()
  } catch (error) {
    throw conversation.fail(error)
  }
}

function unexpected({ kind }: Answer): AppError {
  return new AppError('contract/invalid', `The document host answered what was not asked: ${kind}`)
}

function isDictionaryReply(reply: Answer): reply is DictionaryReply {
  return dictionaryReplies.some((kind) => kind === reply.kind)
}
