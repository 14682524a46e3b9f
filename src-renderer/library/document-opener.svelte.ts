import { tick } from 'svelte'
import type { z } from 'zod'
import {
  cancelOpening,
  newText,
  openDocumentDialog,
  openDocumentFiles,
  openPastedText,
  openSampleDocument,
  openWelcome,
  reopenDocument,
  type documentBrokeOff,
  type documentGrew,
  type OpenedDocument,
} from '@contract/calls/document'
import { AppError, fromErrorData, type ErrorData } from '@contract/errors'
import { openRecent } from '@contract/calls/library'
import type { OpenOptions } from '@contract/host-messages'
import type { RecentDocument } from '@contract/library'
import type { Bridge } from '../bridge/bridge'
import type { ReadingSession } from '../reader/reading-session.svelte'

/** A document asks for its password. */
export interface PasswordQuestion {
  /** As the person knows it; null: not known. */
  readonly fileName: string | null
  /** The one given before was not it. */
  readonly isWrong: boolean
}

/** What came of the clipboard, or was dropped. */
export interface PastedText {
  readonly text: string
  readonly html?: string
}

/** What is known of documents from before, whoever keeps it. */
export interface DocumentMemory {
  /**
   * Gets what is known of a document that is about to be shown. Never rejects: it can be read without.
   * @param goesToPlace whether it is to be shown where it was left
   */
  prepare(documentId: string, goesToPlace: boolean): Promise<void>
  /** The document is on the page. */
  arrive(): void
}

type Load = () => Promise<OpenedDocument | null>
type Grew = z.output<typeof documentGrew.payload>
type BrokeOff = z.output<typeof documentBrokeOff.payload>

/** Opens documents, brings their pieces to the page as they come, and asks for what it takes to open them. */
export class DocumentOpener {
  #question: PasswordQuestion | null = $state.raw(null)
  /** What the document on the page was opened with. */
  #options: OpenOptions = $state.raw({})
  #canReopen = $state(false)
  #openings = 0
  /** The document that is about to be shown. */
  #arrivingId: string | null = null
  /** News of documents that are not shown yet. */
  #early: { readonly documentId: string; tell(): void }[] = []
  /** How far into a document the page is to be when all of it is there, 0..1. */
  #awaitedShare: { readonly documentId: string; readonly share: number } | null = null

  constructor(
    private readonly bridge: Pick<Bridge, 'call' | 'pathOfFile'>,
    private readonly session: ReadingSession,
    private readonly memory: DocumentMemory,
  ) {}

  /** Set while a document waits for its password. */
  get question(): PasswordQuestion | null {
    return this.#question
  }
  /** What the document on the page was opened with; never its password. */
  get options(): OpenOptions {
    return this.#options
  }
  /** The document on the page is the one that was asked for last: it can be opened in another way. */
  get canReopen(): boolean {
    return this.#canReopen
  }

  openDialog(): Promise<boolean> {
    return this.#open(() => this.bridge.call(openDocumentDialog, null))
  }

  /** Opens the first of the files; main says what becomes of the others. */
  async openFiles(files: readonly File[]): Promise<boolean> {
    const paths = files.map((file) => this.bridge.pathOfFile(file)).filter((path) => path !== '')
    if (paths.length > 0) return this.#open(() => this.bridge.call(openDocumentFiles, { paths }))
    // What is dragged out of a web page looks like a file and is none.
    const details = { fileName: files[0]?.name ?? '' }
    this.session.problems.report(
      new AppError('document/missing', 'Dropped without a path', { details }),
      null,
    )
    return false
  }

  /** The text that shows what Lector does by being read. */
  openWelcome(): Promise<boolean> {
    return this.#open(() => this.bridge.call(openWelcome, null))
  }

  openText(pasted: PastedText): Promise<boolean> {
    return this.#open(() => this.bridge.call(openPastedText, pasted))
  }

  /** A text with nothing in it, to be written. */
  openNew(): Promise<boolean> {
    return this.#open(() => this.bridge.call(newText, null))
  }

  openSample(): Promise<boolean> {
    return this.#open(() => this.bridge.call(openSampleDocument, null))
  }

  /** Opens a recent document once more, in the way it was opened before. */
  openRecent({ id, options }: Pick<RecentDocument, 'id' | 'options'>): Promise<boolean> {
    return this.#open(() => this.bridge.call(openRecent, { documentId: id }), options)
  }

  /** A document was opened from outside the page. */
  opened(document: OpenedDocument): Promise<boolean> {
    return this.#open(() => Promise.resolve(document))
  }

  /** A document that was to be opened from outside the page was not. */
  refused(data: ErrorData): void {
    this.#canReopen = false
    const error = fromErrorData(data)
    if (!this.#asks(error)) this.session.problems.report(error, null)
  }

  /** There is more of a document. */
  grew({ documentId, piece, isWhole }: Grew): void {
    this.#tell(documentId, () => {
      this.session.grow(documentId, piece, isWhole)
      if (isWhole) void this.#goToAwaitedShare()
    })
  }

  /** The rest of a document will not come. */
  brokeOff({ documentId, error }: BrokeOff): void {
    this.#tell(documentId, () =>
      this.session.breakOff(
        documentId,
        fromErrorData(error),
        this.#canReopen ? () => void this.reopen({}) : null,
      ),
    )
  }

  /** Opens the document on the page in another way, at about the place where it is now. */
  async reopen(change: OpenOptions): Promise<void> {
    const { document } = this.session
    if (!document || !this.#canReopen) return
    const place = this.session.position ?? (await this.session.page?.startPosition())
    const share = place ? this.session.scale.fractionAt(place) : 0
    const options = { ...this.#options, ...change }
    // Its text is another then: it is gone to the share of it that lay before.
    if (!(await this.#open(() => this.bridge.call(reopenDocument, options), options, false))) return
    this.#awaitedShare = { documentId: document.id, share }
    if (this.session.shown.isWhole) await this.#goToAwaitedShare()
  }

  /** Tries a password on the document that asks for one. It is kept nowhere. */
  answer(password: string): Promise<boolean> {
    return this.#open(() => this.bridge.call(reopenDocument, { password }))
  }

  /** Leaves the document that asks for its password unopened. */
  dismissQuestion(): void {
    this.#question = null
  }

  /** Gives up what is being opened; of the document on the page what is there stays. */
  cancel(): void {
    const { session } = this
    if (session.isOpening) {
      this.#openings += 1
      this.#forgetEarly()
      session.giveUpOpening()
    } else if (session.document) session.breakOff(session.document.id, null)
    this.bridge.call(cancelOpening, null).catch((error: unknown) => session.problems.report(error, null))
  }

  /** Opens a document together with what is known of it: its first sentence is said right. */
  async #open(load: Load, options: OpenOptions = {}, goesToPlace = true): Promise<boolean> {
    const opening = ++this.#openings
    const isOutdated = (): boolean => opening !== this.#openings
    this.#question = null
    this.#forgetEarly()
    const isShown = await this.session.open(async () => {
      const document = await this.#loadOrAsk(load, isOutdated)
      if (!document || isOutdated()) return null
      this.#arrivingId = document.id
      await this.memory.prepare(document.id, goesToPlace)
      return document
    })
    if (isOutdated()) return false
    const early = this.#early
    this.#forgetEarly()
    if (!isShown) return false
    this.#options = options
    this.#canReopen = true
    this.#awaitedShare = null
    this.memory.arrive()
    for (const { documentId, tell } of early) if (documentId === this.session.document?.id) tell()
    return true
  }

  async #loadOrAsk(load: Load, isOutdated: () => boolean): Promise<OpenedDocument | null> {
    try {
      return await load()
    } catch (error) {
      // Given up on purpose: here, or because the system has opened another file meanwhile.
      if (error instanceof AppError && error.code === 'document/cancelled') return null
      if (isOutdated()) throw error
      this.#canReopen = false
      if (error instanceof AppError && this.#asks(error)) return null
      throw error
    }
  }

  /** Whether what failed is a document that a password opens; it is asked for then. */
  #asks({ code, details }: AppError): boolean {
    const { reason, fileName } = details
    if (code !== 'document/encrypted' || (reason !== 'password' && reason !== 'wrong-password')) return false
    this.#question = {
      fileName: typeof fileName === 'string' && fileName !== '' ? fileName : null,
      isWrong: reason === 'wrong-password',
    }
    return true
  }

  /** News may come before the document they are of: they wait for it then. Of others that are not shown nobody wants to know. */
  #tell(documentId: string, tell: () => void): void {
    const isOfShown = this.session.document?.id === documentId && !this.session.shown.isWhole
    if (documentId === this.#arrivingId || (this.session.isOpening && !isOfShown))
      this.#early.push({ documentId, tell })
    else tell()
  }

  #forgetEarly(): void {
    this.#arrivingId = null
    this.#early = []
  }

  async #goToAwaitedShare(): Promise<void> {
    const awaited = this.#awaitedShare
    this.#awaitedShare = null
    // Whoever reads already is where they want to be.
    if (!awaited || awaited.documentId !== this.session.document?.id || this.session.hasSession) return
    await tick()
    if (awaited.share > 0) this.session.page?.show(this.session.scale.positionAt(awaited.share))
  }
}
