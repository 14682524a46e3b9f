import { basename } from 'node:path'
import type { OpenedDocument } from '@contract/calls/document'
import {
  appendPiece,
  emptyPiece,
  headingContents,
  type DocumentHead,
  type DocumentPiece,
  type ReadableDocument,
} from '@contract/document'
import type { DocumentReading } from '@contract/document-host-protocol'
import { AppError, toErrorData, withDetails, type ErrorData } from '@contract/errors'
import type {
  DocumentHostRequest,
  DocumentSource,
  OpenOptions,
  Picture,
  SoundRange,
} from '@contract/host-messages'
import { withChange, type TextChange } from '@contract/text-change'
import { besideId, freshId } from './document-ids'
import type { AskPictureHost, AskSoundHost, LaunchDocument } from './document-launcher'
import { stampOf, type FileStamp } from './file-stamp'
import { NewestFirst } from './newest-first'
import type { WrittenText } from './pasted-texts'

/** Documents that may still be exported; a session rarely opens more, and each is at most some megabytes of text. */
const keptDocuments = 16

/** What the shelf needs of its surroundings. */
export interface ShelfSurroundings {
  readonly launch: LaunchDocument
  readonly askPicture: AskPictureHost
  readonly askSound: AskSoundHost
  /** Ends everything. */
  readonly signal: AbortSignal
  /** Resolves as soon as there is a page to tell: nothing is read on for nobody. */
  pageListens(): Promise<void>
  grew(news: { documentId: string; piece: DocumentPiece; isWhole: boolean }): void
  brokeOff(news: { documentId: string; error: ErrorData }): void
  /** Whether what is known by an id is not to be lost to a pasted text that would have the same. Asked of all that is opened. */
  isTaken(documentId: string): Promise<boolean>
  /** A document could be opened; told before whoever asked for it. */
  opened(head: DocumentHead, request: DocumentHostRequest, written: WrittenText | null): void
}

interface KeptDocument {
  /** As much of it as has been read. */
  readonly document: ReadableDocument
  /** Where it came from, and how it was opened: its pictures are read from there. */
  readonly request: DocumentHostRequest
  /** Settled, and never rejected, when nothing more will come. */
  growth: Promise<void>
  isWhole: boolean
  /** Why it will not be. */
  error: unknown
  /** Where the characters of its blocks stand on its pages; the page gets of them what it asks for. */
  readonly places: NonNullable<DocumentPiece['places']>
  /** Its file as it was opened; of one that is a file. */
  readonly stamp: Promise<FileStamp | null>
}

/** The file of a document that has pages. */
export interface PageFile {
  readonly path: string
  readonly password: string | null
  /** As it was opened. */
  readonly stamp: Promise<FileStamp | null>
}

/**
 * Opens documents and keeps those opened last, so that an export needs only an id. A document is shown as soon as its
 * first piece is there; one at a time is being opened, and one grows.
 */
export class DocumentShelf {
  readonly #kept = new Map<string, KeptDocument>()
  /** While it is being found out what is to be opened. */
  #choosing: AbortController | null = null
  #opening: AbortController | null = null
  #growing: AbortController | null = null
  #lastSource: DocumentSource | null = null
  /** Pictures are read one at a time: a page of many would start as many processes. What is in sight was asked for last. */
  readonly #pictures = new NewestFirst()
  /** So are stretches of recordings, in a row of their own: what is heard must not wait for what is seen. */
  readonly #sounds = new NewestFirst()

  constructor(private readonly surroundings: ShelfSurroundings) {}

  /**
   * Waits until it is known what is to be opened. From now on that is what was asked for last: what is asked for later,
   * and giving up, end it.
   * @throws AppError 'document/cancelled' then; what finding it out meets
   */
  async chosen<Choice>(choice: Promise<Choice>): Promise<Choice> {
    this.#giveUpChoosing()
    const control = new AbortController()
    this.#choosing = control
    try {
      const made = await choice
      control.signal.throwIfAborted()
      return made
    } finally {
      if (this.#choosing === control) this.#choosing = null
    }
  }

  /**
   * @throws AppError 'document/…', its details with the `fileName`; 'document/cancelled' when it was given up, or another
   * was opened meanwhile
   */
  openFile(path: string, options?: OpenOptions): Promise<OpenedDocument> {
    return this.#open({ source: { kind: 'file', path }, ...(options === undefined ? {} : { options }) })
  }

  /**
   * @param html what the clipboard holds beside the text
   * @param id   of a text that is known: it stays which it is
   * @throws as `openFile`
   */
  openText(text: string, html?: string, id?: string): Promise<OpenedDocument> {
    return this.#open({ source: { kind: 'text', text, ...(html === undefined ? {} : { html }) } }, id)
  }

  /** Makes a text with nothing in it. */
  openNew(title: string): OpenedDocument {
    const written: WrittenText = {
      ...emptyPiece(),
      ...{ id: freshId(), title, authors: [], format: 'txt' },
      parts: [{ kind: 'file', label: '' }],
      blocks: [{ kind: 'paragraph', text: '', marks: [], source: nowhere }],
    }
    return this.openWritten(written)
  }

  /** Puts a text on the shelf that was written on: it lies there as it is, and is not read again. */
  openWritten(written: WrittenText): OpenedDocument {
    this.cancelOpening()
    const request: DocumentHostRequest = { source: { kind: 'text', text: '' } }
    this.#lastSource = null
    const piece = { ...written, overlays: [] }
    this.surroundings.opened(written, request, written)
    const reading: DocumentReading = {
      head: written,
      first: { piece, isLast: true },
      next: () => Promise.reject(new Error('There is no more of it')),
      end: () => undefined,
    }
    const opening = { request, stamp: Promise.resolve(null) }
    return this.#keep(opening, reading, new AbortController(), () => undefined)
  }

  /**
   * Changes a text that is whole.
   * @returns it as it is now
   * @throws AppError 'document/missing' when it is not held, or is no text that can be written on
   */
  revise(documentId: string, changes: readonly TextChange[], title: string): WrittenText {
    const kept = this.#kept.get(documentId)
    // One that grows does so in the record that is replaced here.
    if (kept?.request.source.kind !== 'text' || !kept.isWhole)
      throw missing(`No text ${documentId} to write on`)
    const blocks = changes.reduce<ReadableDocument['blocks']>(withChange, kept.document.blocks)
    const document = { ...kept.document, title, blocks, contents: headingContents(blocks), outside: [] }
    this.#kept.set(documentId, { ...kept, document })
    return writtenOf(document)
  }

  /**
   * Opens what was asked for last once more, whether it could be opened or not.
   * @param options are used for this once and not kept
   * @throws as `openFile`; 'document/missing' when nothing was asked for yet, or what lies there as it is
   */
  async reopen(options: OpenOptions): Promise<OpenedDocument> {
    if (this.#lastSource === null) throw missing('Nothing has been opened yet')
    return this.#open({ source: this.#lastSource, options })
  }

  /** Gives up what is being opened; else what still grows, which then stays as it is. */
  cancelOpening(): void {
    const opens = this.#choosing !== null || this.#opening !== null
    this.#giveUpChoosing()
    const given = opens ? this.#opening : this.#growing
    given?.abort(cancelled())
  }

  #giveUpChoosing(): void {
    this.#choosing?.abort(cancelled())
    this.#choosing = null
  }

  /**
   * Waits until all of a document has been read.
   * @throws AppError 'document/missing' when it was never opened or has been let go; what ended its reading
   */
  async get(documentId: string): Promise<ReadableDocument> {
    const kept = this.#kept.get(documentId)
    if (!kept) throw missing(`No open document ${documentId}`)
    await kept.growth
    if (kept.error !== null) throw kept.error
    return kept.document
  }

  /** The file that a document was opened from; null: it is none. */
  sourcePath(documentId: string): string | null {
    const source = this.#kept.get(documentId)?.request.source
    return source?.kind === 'file' ? source.path : null
  }

  /**
   * Reads the picture of a block out of its document.
   * @throws AppError 'document/missing' when the document is no longer held, or the block has no picture; what reading
   *   it met
   */
  picture(documentId: string, block: number): Promise<Picture> {
    const kept = this.#kept.get(documentId)
    const image = kept?.document.blocks[block]?.image
    if (!kept || !image) return Promise.reject(missing(`No picture at block ${block} of ${documentId}`))
    const { source } = kept.request
    const request = { kind: 'read-picture' as const, source, name: image.name }
    return this.#pictures.add(() => this.surroundings.askPicture(request, this.surroundings.signal))
  }

  /**
   * Reads a stretch of the recording that an overlay of a document names.
   * @param overlay number of the overlay in the document
   * @throws AppError 'document/missing' when the document is no longer held, or has no such overlay; what reading it met
   */
  sound(
    documentId: string,
    overlay: number,
    range: { startByte: number; byteLength: number },
  ): Promise<SoundRange> {
    const kept = this.#kept.get(documentId)
    const clip = kept?.document.overlays[overlay]
    if (!kept || !clip) return Promise.reject(missing(`No recording at overlay ${overlay} of ${documentId}`))
    const { source, options } = kept.request
    const request = { kind: 'read-sound' as const, source, name: clip.audio, ...range }
    const asked = options === undefined ? request : { ...request, options }
    return this.#sounds.add(() => this.surroundings.askSound(asked, this.surroundings.signal))
  }

  /** The file of a PDF that is open. @throws AppError 'document/missing' for any other */
  pageFile(documentId: string): PageFile {
    const kept = this.#kept.get(documentId)
    const path = this.sourcePath(documentId)
    if (kept?.document.format !== 'pdf' || path === null)
      throw missing(`${documentId} is no PDF that is open`)
    return { path, password: kept.request.options?.password ?? null, stamp: kept.stamp }
  }

  /** Where the characters of some blocks stand on the pages; fewer than asked for at the end. @throws as `pageFile` */
  places(documentId: string, startBlock: number, endBlock: number): KeptDocument['places'] {
    const kept = this.#kept.get(documentId)
    if (!kept) throw missing(`No open document ${documentId}`)
    return kept.places.slice(startBlock, endBlock)
  }

  async #open(request: DocumentHostRequest, knownId?: string): Promise<OpenedDocument> {
    this.#giveUpChoosing()
    this.#opening?.abort(cancelled())
    const control = new AbortController()
    this.#opening = control
    this.#lastSource = request.source
    const { signal } = this.surroundings
    const { source } = request
    const stamp = source.kind === 'file' ? stampOf(source.path) : Promise.resolve(null)
    const close = (): void => control.abort(signal.reason)
    signal.addEventListener('abort', close)
    const release = (): void => signal.removeEventListener('abort', close)
    if (signal.aborted) close()
    try {
      const launched = await this.surroundings.launch(request, control.signal)
      const reading = await this.#apart(launched, request, knownId)
      control.signal.throwIfAborted()
      this.surroundings.opened(reading.head, request, null)
      return this.#keep({ request, stamp }, reading, control, release)
    } catch (error) {
      release()
      throw named(error, request.source)
    } finally {
      if (this.#opening === control) this.#opening = null
    }
  }

  /**
   * The text of a file that is known, once it is pasted, is another document; so is one that is pasted once more, and was
   * written on since the first time.
   */
  async #apart(
    reading: DocumentReading,
    { source }: DocumentHostRequest,
    knownId: string | undefined,
  ): Promise<DocumentReading> {
    const { isTaken } = this.surroundings
    const isOther = (await isTaken(reading.head.id)) && source.kind === 'text'
    const id = knownId ?? (isOther ? besideId(reading.head.id) : reading.head.id)
    if (id === reading.head.id) return reading
    const isAgain = knownId === undefined && (await isTaken(id))
    const head = { ...reading.head, id: isAgain ? freshId() : id }
    return { head, first: reading.first, next: () => reading.next(), end: () => reading.end() }
  }

  /** From here on it is this document that grows, and no other. */
  #keep(
    opening: Pick<KeptDocument, 'request' | 'stamp'>,
    reading: DocumentReading,
    control: AbortController,
    release: () => void,
  ): OpenedDocument {
    const { head, first } = reading
    const kept: KeptDocument = {
      document: { ...head, ...emptyPiece() },
      ...opening,
      growth: Promise.resolve(),
      isWhole: first.isLast,
      error: null,
      places: [],
    }
    const piece = shelve(kept, first.piece)
    this.#growing?.abort(cancelled())
    this.#growing = null
    this.#pictures.giveUp(cancelled())
    // Opening again moves it to the end, where it is let go last.
    this.#kept.delete(head.id)
    this.#kept.set(head.id, kept)
    for (const id of [...this.#kept.keys()].slice(0, -keptDocuments)) this.#kept.delete(id)
    if (first.isLast) release()
    else {
      this.#growing = control
      kept.growth = this.#grow(kept, reading, control.signal).finally(() => {
        release()
        if (this.#growing === control) this.#growing = null
      })
    }
    const isEditable = opening.request.source.kind === 'text'
    return { ...head, ...piece, isWhole: first.isLast, ...(isEditable ? { isEditable } : {}) }
  }

  async #grow(kept: KeptDocument, reading: DocumentReading, signal: AbortSignal): Promise<void> {
    const { pageListens, grew, brokeOff } = this.surroundings
    const documentId = kept.document.id
    try {
      while (!kept.isWhole) {
        await pageListens()
        signal.throwIfAborted()
        const step = await reading.next()
        signal.throwIfAborted()
        const piece = shelve(kept, step.piece)
        kept.isWhole = step.isLast
        grew({ documentId, piece, isWhole: step.isLast })
      }
    } catch (error) {
      kept.error = error
      // Whoever gave it up knows.
      if (!signal.aborted) brokeOff({ documentId, error: toErrorData(error) })
    }
  }
}

/** Puts a piece behind what is there. @returns what of it the page is told at once */
function shelve(
  { document, places }: KeptDocument,
  { places: own = [], ...piece }: DocumentPiece,
): DocumentPiece {
  appendPiece(document, piece)
  for (const place of own) places.push(place)
  return piece
}

/** A failure that says of which file it tells. */
function named(error: unknown, source: DocumentSource): unknown {
  if (!(error instanceof AppError) || source.kind !== 'file') return error
  return withDetails(error, { fileName: basename(source.path) })
}

/** What is kept of a text: it has no cover, and nobody has read it aloud. */
function writtenOf(document: ReadableDocument): WrittenText {
  const { id, title, authors, format, encoding, language, lexicons } = document
  const { parts, blocks, contents, outside, warnings } = document
  return {
    ...{ id, title, authors, format, parts, blocks, contents, outside, warnings },
    ...(encoding === undefined ? {} : { encoding }),
    ...(language === undefined ? {} : { language }),
    ...(lexicons === undefined ? {} : { lexicons }),
  }
}

/** What a written paragraph came from. */
const nowhere = { part: 0, startChar: 0, endChar: 0, exact: false } as const

function missing(message: string): AppError {
  return new AppError('document/missing', message, { retry: 'after-user-action' })
}

function cancelled(): AppError {
  return new AppError('document/cancelled', 'The reading of the document was given up')
}
