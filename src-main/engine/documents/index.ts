import { basename } from 'node:path'
import { appendPiece, emptyPiece, type DocumentPiece, type ReadableDocument } from '@contract/document'
import { AppError } from '@contract/errors'
import type { DocumentSource, OpenOptions, Picture, SoundRange } from '@contract/host-messages'
import { openFileSource } from './byte-source'
import { closeContents } from './close-contents'
import { detectFormat } from './detect'
import type { OpenedDocument } from './document-format'
import { markRuled } from './mark-ruled'
import { openPaste } from './open-paste'
import { documentFormats } from './registry'

/** What is to be opened, and how. */
export interface DocumentOpening {
  readonly source: DocumentSource
  /** The name to show and to judge by, when it is not the path's own last part. */
  readonly fileName?: string
  readonly options?: OpenOptions
  readonly signal?: AbortSignal
}

/**
 * Opens a document: a file by its content, or pasted text as plain text. It parses right here, in this process and
 * without a deadline; strangers' documents belong into the document host.
 * @throws AppError with any 'document/…' code; the signal's reason when cancelled
 */
export async function openDocument(opening: DocumentOpening): Promise<ReadableDocument> {
  const whole = emptyPiece()
  const head = await readDocument(opening, (opened, piece) => {
    appendPiece(whole, piece)
    return opened.head
  })
  return { ...head, ...whole }
}

/** @param isLast whether it is known that nothing follows; of most documents that shows only when it is asked for */
type TakePiece<T> = (opened: OpenedDocument, piece: DocumentPiece, isLast: boolean) => T | Promise<T>

/**
 * Opens a document and hands over its pieces as they are read, waiting for each to be taken.
 * @param take called with every piece in order; at least once
 * @returns what `take` returned last
 * @throws as `openDocument`, and what `take` throws
 */
export async function readDocument<T>(
  { source, fileName, options = {}, signal = new AbortController().signal }: DocumentOpening,
  take: TakePiece<T>,
): Promise<T> {
  signal.throwIfAborted()
  if (source.kind === 'text') return takeAll(await openPaste(source), take, signal)
  const file = await openFileSource(source.path, fileName ?? basename(source.path), signal)
  try {
    if (file.byteLength === 0 && file.head.length === 0) throw emptyDocument(file.fileName)
    const format = await detectFormat(file, documentFormats)
    return await takeAll(await format.open(file, options, signal), take, signal)
  } finally {
    await file.close()
  }
}

/**
 * Reads one picture of a document, undecoded.
 * @param picture.name as a block's `image` gives it
 * @throws as `openDocument`; AppError 'document/missing' when there is no such picture, or it cannot be shown
 */
export async function readPicture({
  source,
  name,
  signal = new AbortController().signal,
}: Pick<DocumentOpening, 'source' | 'signal'> & { readonly name: string }): Promise<Picture> {
  if (source.kind === 'text') throw noPicture(name)
  const file = await openFileSource(source.path, basename(source.path), signal)
  try {
    const format = await detectFormat(file, documentFormats)
    if (!format.readPicture) throw noPicture(name)
    return await format.readPicture(file, name, signal)
  } finally {
    await file.close()
  }
}

/**
 * Reads a stretch of a recording that a document brings of its text, undecoded.
 * @param sound.name as an overlay gives it
 * @param sound.byteLength fewer are handed over where the recording ends
 * @throws as `openDocument`; AppError 'document/missing' when there is no such recording
 */
export async function readSound({
  source,
  name,
  startByte,
  byteLength,
  signal = new AbortController().signal,
}: Pick<DocumentOpening, 'source' | 'signal'> & {
  readonly name: string
  readonly startByte: number
  readonly byteLength: number
}): Promise<SoundRange> {
  if (source.kind === 'text') throw noSound(name)
  const file = await openFileSource(source.path, basename(source.path), signal)
  try {
    const format = await detectFormat(file, documentFormats)
    if (!format.readSound) throw noSound(name)
    return await format.readSound(file, { name, startByte, byteLength }, signal)
  } finally {
    await file.close()
  }
}

function noSound(name: string): AppError {
  return new AppError('document/missing', `The document hands over no recording ${JSON.stringify(name)}`)
}

function noPicture(name: string): AppError {
  return new AppError('document/missing', `The document hands over no picture ${JSON.stringify(name)}`)
}

async function takeAll<T>(opened: OpenedDocument, take: TakePiece<T>, signal: AbortSignal): Promise<T> {
  const count = Array.isArray(opened.pieces) ? opened.pieces.length : null
  let last: { readonly taken: T } | null = null
  let waiting: DocumentPiece | null = null
  let pieces = 0
  for await (const read of opened.pieces) {
    signal.throwIfAborted()
    pieces += 1
    closeContents(read.blocks)
    for (const block of read.blocks) markRuled(block)
    if (waiting) appendPiece(waiting, read)
    const piece: DocumentPiece = waiting ?? read
    // Pictures alone are nothing to read: they are shown once there is a word.
    waiting = last === null && piece.blocks.every(({ kind }) => kind === 'wordless-picture') ? piece : null
    if (!waiting) last = { taken: await take(opened, piece, pieces === count) }
  }
  if (last === null) throw emptyDocument(opened.head.title)
  return last.taken
}

function emptyDocument(name: string): AppError {
  return new AppError('document/empty', `"${name}" holds nothing to read`, { details: { name } })
}
