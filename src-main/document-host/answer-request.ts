import { appendPiece, emptyPiece, type DocumentHead, type DocumentPiece } from '@contract/document'
import { AppError, toErrorData } from '@contract/errors'
import {
  bookRequestSchema,
  dictionaryRequestSchema,
  documentHostRequestSchema,
  moreRequestSchema,
  pictureRequestSchema,
  soundRequestSchema,
  type DictionaryRequest,
  type DocumentHostReply,
  type DocumentHostRequest,
} from '@contract/host-messages'
import { readPicture, readSound, type readDocument } from '../engine/documents'
import { answerBookRequest } from './answer-book-request'
import { answerDictionaryRequest } from './answer-dictionary-request'
import { fileBytes } from './file-bytes'
import type { Guard } from './guard'
import { allowanceFor } from './guard/allowance'
import { Inbox } from './inbox'
import type { LauncherPort } from './launcher-port'
import { splitPiece } from './split-piece'

/**
 * Answers whoever started this process: reads the document that is asked for, piece by piece as each is wanted, a picture
 * of one or a stretch of its recording, writes a book with a narration, or does what is asked with a dictionary. Every
 * failure becomes a reply, bugs too: this is the process border.
 * @param read what reads documents: the engine, or a test's stand-in for it
 */
export function serveLauncher(launcher: LauncherPort, guard: Guard, read: typeof readDocument): void {
  let isAsked = false
  const inbox = new Inbox()
  // A library that lets a promise fail with nobody to hear of it has lost its way in the document; Node would end the
  // process. (pdf.js does in some page trees that are damaged.)
  process.on('unhandledRejection', (reason) => {
    const error = new AppError('document/corrupt', 'The document is damaged in a way nobody foresaw', {
      details: { reason: 'unheard' },
      cause: reason,
    })
    launcher.postLast({ kind: 'failed', error: toErrorData(error) })
  })
  launcher.onMessage((message) => {
    if (isAsked) return inbox.put(message)
    isAsked = true
    answerRequest(message, { guard, read, launcher, inbox }).then(
      (last) => launcher.postLast(last),
      (error: unknown) => launcher.postLast({ kind: 'failed', error: toErrorData(error) }),
    )
  })
}

interface Surroundings {
  readonly launcher: LauncherPort
  readonly guard: Guard
  readonly read: typeof readDocument
  /** Of what comes behind the request. */
  readonly inbox: Inbox
}

/** @returns the last reply */
async function answerRequest(
  message: unknown,
  { launcher, guard, read, inbox }: Surroundings,
): Promise<DocumentHostReply> {
  const dictionary = dictionaryRequestSchema.safeParse(message)
  if (dictionary.success) {
    await guard.begin(allowanceFor(await dictionaryBytes(dictionary.data)))
    return answerDictionaryRequest(dictionary.data)
  }
  const picture = pictureRequestSchema.safeParse(message)
  if (picture.success) {
    await guard.begin(allowanceFor(await documentBytes(picture.data)))
    return { kind: 'picture', picture: await readPicture(picture.data) }
  }
  const sound = soundRequestSchema.safeParse(message)
  if (sound.success) {
    await guard.begin(allowanceFor(await documentBytes(sound.data)))
    return { kind: 'sound', sound: await readSound(sound.data) }
  }
  const book = bookRequestSchema.safeParse(message)
  if (book.success) {
    const post = (reply: DocumentHostReply): void => launcher.post(reply)
    return answerBookRequest(book.data, { guard, inbox, post })
  }
  const request = documentHostRequestSchema.safeParse(message)
  if (!request.success)
    throw new AppError('contract/invalid', 'The document host was sent no valid request', {
      cause: request.error,
    })
  await guard.begin(allowanceFor(await documentBytes(request.data)))
  const post = async (reply: DocumentHostReply): Promise<void> => {
    launcher.post(reply)
    await inbox.take(moreRequestSchema)
  }
  return answerDocumentRequest(request.data, { guard, read, post })
}

type PieceReply = Extract<DocumentHostReply, { isLast: boolean }>

/** @param post sends a reply that is not the last, and waits until the next one is wanted */
async function answerDocumentRequest(
  request: DocumentHostRequest,
  {
    guard,
    read,
    post,
  }: Pick<Surroundings, 'guard' | 'read'> & { post(reply: DocumentHostReply): Promise<void> },
): Promise<DocumentHostReply> {
  let hasOpened = false
  let blocks = 0
  // Pages without text come before a page with some: only then is there something to show.
  let pending = emptyPiece()
  const replyOf = (head: DocumentHead, piece: DocumentPiece, isLast: boolean): PieceReply => {
    const opens = !hasOpened
    hasOpened = true
    return opens ? { kind: 'opened', head: portable(head), piece, isLast } : { kind: 'piece', piece, isLast }
  }
  const last = await read(request, async ({ head }, piece, isLast): Promise<PieceReply | null> => {
    guard.countPiece()
    if (!hasOpened) {
      appendPiece(pending, piece)
      if (pending.blocks.length === 0) return null
      piece = pending
      pending = emptyPiece()
    }
    const pieces = splitPiece(piece, blocks)
    blocks += piece.blocks.length
    for (const [index, part] of pieces.entries()) {
      const reply = replyOf(head, part, isLast && index === pieces.length - 1)
      if (reply.isLast) return reply
      await post(reply)
    }
    return null
  })
  return last ?? { kind: 'piece', piece: emptyPiece(), isLast: true }
}

/** A view would be sent with all that lies beside it. */
function portable(head: DocumentHead): DocumentHead {
  if (head.cover === undefined) return head
  return { ...head, cover: { mediaType: head.cover.mediaType, bytes: Uint8Array.from(head.cover.bytes) } }
}

function documentBytes({ source }: Pick<DocumentHostRequest, 'source'>): Promise<number> {
  if (source.kind === 'file') return fileBytes(source.path)
  return Promise.resolve(source.text.length + (source.html?.length ?? 0))
}

function dictionaryBytes(request: DictionaryRequest): Promise<number> {
  return request.kind === 'read-dictionary' ? fileBytes(request.path) : Promise.resolve(0)
}
