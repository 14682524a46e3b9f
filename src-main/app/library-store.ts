import { join } from 'node:path'
import { AppError, toErrorData, type ErrorData } from '@contract/errors'
import type { KeptPlace } from '@contract/kept-place'
import type { Bookmark, DocumentSpeech, RecentDocument, Remembered } from '@contract/library'
import { codeOf, writeFileAtomically, type FileSystem } from './atomic-file'
import {
  findEntry,
  isUnread,
  libraryBookSchema,
  newEntry,
  recentOf,
  rememberedOf,
  withOpened,
  withUnread,
  withoutHistory,
  type LibraryEntry,
  type OpenedEntry,
} from './library-book'
import { PastedTexts, type PastedText, type WrittenText } from './pasted-texts'
import { readStoredFile } from './stored-file'

/** A sentence takes longer than this: whatever ends Lector costs at most the one that is being read. */
const writeDelayMilliseconds = 250
/** Documents that were opened and are not to be remembered, for the sake of a bookmark set in one of them. */
const maxPassing = 16

/** What the library needs of its surroundings. */
export interface LibrarySurroundings {
  readonly files: FileSystem
  /** Whether it is to be remembered what is opened and where it is left. */
  keepsHistory(): boolean
  /** Told when something could not be written; it is kept in memory and written with the next change. */
  reportFailure(error: unknown): void
  /** A file that is known has another text now, and with it another id: what holds for the one holds for the other. */
  becameAnother(formerId: string, id: string): void
  /** Milliseconds since 1970. */
  now(): number
}

/** A document as the shelf opens it. */
export type OpenedDocument = Omit<OpenedEntry, 'openedAt'>

/** The one owner of what is remembered of documents: where they are, where they were left, and their bookmarks. */
export class LibraryStore {
  #entries: readonly LibraryEntry[]
  /** Opened and not remembered, the last one first. */
  #passing: readonly LibraryEntry[] = []
  #isDirty = false
  #timer: NodeJS.Timeout | null = null
  /** Whatever touches the disk, one after the other. Never rejects. */
  #writing: Promise<void> = Promise.resolve()
  /** Pasted texts as they are where that is not on the disk: of documents that are known, whose number is bounded. */
  readonly #unwritten = new Map<string, PastedText>()
  /** Of pasted texts that were found on the disk when they were last looked for, or written: whether they were written on. */
  readonly #onDisk = new Map<string, { readonly isWritten: boolean }>()
  /** Why the last write came to nothing. */
  #failure: unknown = null

  private constructor(
    private readonly path: string,
    private readonly pasted: PastedTexts,
    private readonly surroundings: LibrarySurroundings,
    entries: readonly LibraryEntry[],
    /** False when a file that cannot be read also cannot be moved: it is not overwritten. */
    private readonly mayWrite: boolean,
    /** Why what was stored could not be used; it was set aside. */
    readonly problem: ErrorData | null,
  ) {
    this.#entries = entries
  }

  /** Reads the library of a folder. One that cannot be read is set aside under another name; the library is empty then. */
  static async open(folder: string, surroundings: LibrarySurroundings): Promise<LibraryStore> {
    const path = join(folder, 'library.json')
    const pasted = new PastedTexts(join(folder, 'pasted'), surroundings.files)
    const stored = await readStoredFile(path, (found) => libraryBookSchema.parse(found).documents)
    if (stored.state === 'read') {
      const store = new LibraryStore(path, pasted, surroundings, stored.value, true, null)
      store.#sweep()
      return store
    }
    if (stored.state === 'none') return new LibraryStore(path, pasted, surroundings, [], true, null)
    const { setAside, cause } = stored
    const problem = new AppError('library/set-aside', `The library in ${path} could not be read`, {
      details: { setAside: setAside ?? '' },
      cause,
    })
    // The pasted texts stay: what was set aside may be brought back.
    return new LibraryStore(path, pasted, surroundings, [], setAside !== null, toErrorData(problem))
  }

  /** The recent documents, the last opened first. */
  recent(): RecentDocument[] {
    return this.#entries.filter(({ isListed }) => isListed).map(recentOf)
  }

  /** What is known of a document from before. */
  recall(id: string): Remembered {
    return rememberedOf(this.#find(id), this.surroundings.keepsHistory())
  }

  /** Where a document came from and how it was opened; null for one that is not known. */
  sourceOf(id: string): Pick<LibraryEntry, 'origin' | 'options' | 'title'> | null {
    return this.#find(id)
  }

  /** @throws AppError 'document/missing' */
  async pastedText(id: string): Promise<PastedText> {
    const unwritten = this.#unwritten.get(id)
    if (unwritten) return unwritten
    try {
      const text = await this.pasted.read(id)
      this.#onDisk.set(id, { isWritten: 'written' in text })
      return text
    } catch (error) {
      // What cannot be read just now may be what somebody wrote: nothing is written over it.
      if (isGone(error)) this.#onDisk.delete(id)
      else this.#onDisk.set(id, { isWritten: true })
      throw error
    }
  }

  /**
   * A document was opened, after it was asked whether it `isTaken`: a pasted text that was not found then is written
   * again, and one that was written on stays what its line in the list leads to.
   * @param text what was pasted, of a document that was
   */
  opened(document: OpenedDocument, text: PastedText | null): void {
    const opened = { ...document, openedAt: this.surroundings.now() }
    if (!this.surroundings.keepsHistory()) {
      if (!this.#find(document.id)) this.#passing = [newEntry(opened), ...this.#passing].slice(0, maxPassing)
      return
    }
    const known = findEntry(this.#entries, document)
    if (known && known.id !== document.id && !isUnread(known))
      this.surroundings.becameAnother(known.id, document.id)
    const kept = known?.isListed && known.origin.kind === 'pasted' ? this.#keptText(document.id) : null
    const held = known && kept && (text || kept.isWritten) ? { origin: known.origin } : null
    this.#change(withOpened(this.#entries, { ...opened, ...held }))
    if (held) return
    if (text) this.#unwritten.set(document.id, text)
    else this.#unwritten.delete(document.id)
  }

  /**
   * Puts files into the list that nobody has opened yet, behind the one opened last; those it knows already as they are.
   * @returns how many stand in it now: none where nothing is remembered
   */
  addUnread(paths: readonly string[]): number {
    if (!this.surroundings.keepsHistory() || paths.length === 0) return 0
    const openedAt = this.surroundings.now()
    this.#change(
      paths.reduceRight<readonly LibraryEntry[]>(
        (entries, path) => withUnread(entries, path, openedAt),
        this.#entries,
      ),
    )
    return paths.length
  }

  /**
   * A text was written on: it stands in the list, whether it did or not. Resolves when it is on the disk; of several at
   * once the last is written.
   * @returns false: nothing is remembered, by the person's own choice
   * @throws AppError 'library/not-saved'
   */
  async keepWritten(written: WrittenText): Promise<boolean> {
    if (!this.surroundings.keepsHistory()) return false
    const { id, title, authors } = written
    if (this.#find(id)?.isListed) this.#update(id, (entry) => ({ ...entry, title }))
    else {
      const origin = { kind: 'pasted', bytes: 0 } as const
      const openedAt = this.surroundings.now()
      this.#change(withOpened(this.#entries, { id, title, authors, origin, openedAt, options: {} }))
    }
    this.#unwritten.set(id, { written })
    return this.#saved(() => this.#find(id)?.isListed === true)
  }

  /** Whether the same text pasted would take the place of what stands in the list: of a file, or of what was made of it. */
  async isTaken(id: string): Promise<boolean> {
    const known = this.#find(id)
    return known?.origin.kind === 'pasted' ? this.isWritten(id) : known?.isListed === true
  }

  /** Whether a text that was pasted has become another one since, or may have. */
  async isWritten(id: string): Promise<boolean> {
    if (this.#find(id)?.origin.kind !== 'pasted') return false
    return this.pastedText(id).then(
      (text) => 'written' in text,
      () => this.#onDisk.get(id)?.isWritten ?? false,
    )
  }

  /** Keeps where a document is being read. @param share null: nobody knows @param isDue false: with what is written next */
  keepPlace(id: string, place: KeptPlace, share: number | null, isDue: boolean): void {
    if (!this.surroundings.keepsHistory()) return
    this.#update(id, (entry) => ({ ...entry, place, share: share ?? entry.share }), isDue)
  }

  keepSpeech(id: string, speech: DocumentSpeech): void {
    if (this.surroundings.keepsHistory()) this.#update(id, (entry) => ({ ...entry, speech }))
  }

  keepPagesShown(id: string, showsPages: boolean): void {
    if (this.surroundings.keepsHistory()) this.#update(id, (entry) => ({ ...entry, showsPages }))
  }

  /** Adds a bookmark, or changes the one with its id. @throws AppError 'library/not-saved', 'document/missing' */
  saveBookmark(id: string, bookmark: Bookmark): Promise<Bookmark[]> {
    this.#adopt(id)
    return this.#changeBookmarks(id, (held) =>
      held.some((other) => other.id === bookmark.id)
        ? held.map((other) => (other.id === bookmark.id ? bookmark : other))
        : [...held, bookmark],
    )
  }

  /** Removes a bookmark; nothing happens when it is gone already. @throws as `saveBookmark` */
  removeBookmark(id: string, bookmarkId: string): Promise<Bookmark[]> {
    return this.#changeBookmarks(id, (held) => held.filter((other) => other.id !== bookmarkId))
  }

  /** Takes a document out of the list, or puts it back; pasted texts that are not in it go at the next start. */
  setListed(id: string, isListed: boolean): RecentDocument[] {
    this.#update(id, (entry) => ({ ...entry, isListed }))
    return this.recent()
  }

  /** Forgets everything but bookmarks, and the pasted texts. @throws AppError 'library/not-saved' when something is left */
  async clear(): Promise<void> {
    this.#passing = this.#entries.slice(0, maxPassing)
    this.#unwritten.clear()
    this.#onDisk.clear()
    this.#change(withoutHistory(this.#entries))
    const swept = this.#sweep()
    await this.#saved(() => null)
    const failure = await swept
    if (failure !== null) throw this.#notSaved(failure)
  }

  /** Writes what is waiting to be written. Never rejects. */
  flush(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
    // One write at a time; each writes what is newest when its turn comes.
    this.#writing = this.#writing.then(() => this.#write())
    return this.#writing
  }

  /** What there is of a pasted text, waiting to be written or on the disk; null: nothing, or nobody has looked. */
  #keptText(id: string): { readonly isWritten: boolean } | null {
    const unwritten = this.#unwritten.get(id)
    return unwritten ? { isWritten: 'written' in unwritten } : (this.#onDisk.get(id) ?? null)
  }

  #find(id: string): LibraryEntry | null {
    return this.#entries.find((entry) => entry.id === id) ?? null
  }

  /** A bookmark makes that a document is remembered. */
  #adopt(id: string): void {
    const passing = this.#passing.find((entry) => entry.id === id)
    if (!passing || this.#find(id)) return
    const entry = { ...passing, isListed: false, place: null, share: 0, speech: null, bookmarks: [] }
    this.#entries = [entry, ...this.#entries]
  }

  #changeBookmarks(id: string, update: (held: readonly Bookmark[]) => Bookmark[]): Promise<Bookmark[]> {
    if (!this.#find(id))
      return Promise.reject(new AppError('document/missing', `The library does not know ${id}`))
    this.#update(id, (entry) => ({ ...entry, bookmarks: update(entry.bookmarks) }))
    this.#release(id)
    return this.#saved(() => this.#find(id)?.bookmarks ?? [])
  }

  /** Without its last bookmark nothing makes that a document is remembered, where no history is kept. */
  #release(id: string): void {
    const entry = this.#find(id)
    if (!entry || entry.isListed || entry.bookmarks.length > 0 || this.surroundings.keepsHistory()) return
    this.#passing = [entry, ...this.#passing].slice(0, maxPassing)
    this.#change(this.#entries.filter((other) => other !== entry))
  }

  async #saved<Answer>(answer: () => Answer): Promise<Answer> {
    await this.flush()
    if (this.#failure === null) return answer()
    throw this.#notSaved(this.#failure)
  }

  #notSaved(cause: unknown): AppError {
    const reason = this.mayWrite ? codeOf(cause) : 'unreadable'
    return new AppError('library/not-saved', `${this.path} cannot be written: ${reason}`, {
      details: { path: this.path, reason },
      retry: 'now',
      cause,
    })
  }

  #update(id: string, update: (entry: LibraryEntry) => LibraryEntry, isDue = true): void {
    if (!this.#find(id)) return
    this.#change(
      this.#entries.map((entry) => (entry.id === id ? update(entry) : entry)),
      isDue,
    )
  }

  #change(entries: readonly LibraryEntry[], isDue = true): void {
    this.#entries = entries
    for (const texts of [this.#unwritten, this.#onDisk])
      for (const id of texts.keys()) if (!this.#find(id)) texts.delete(id)
    this.#isDirty = true
    if (isDue) this.#timer ??= setTimeout(() => void this.flush(), writeDelayMilliseconds)
  }

  /** Removes pasted texts that are in the list no more. @returns why that came to nothing; null when it did not */
  #sweep(): Promise<unknown> {
    const swept = this.#writing.then(async (): Promise<unknown> => {
      try {
        await this.pasted.keepOnly(new Set(this.recent().map(({ id }) => id)))
        return null
      } catch (error) {
        this.surroundings.reportFailure(error)
        return error
      }
    })
    this.#writing = swept.then(() => undefined)
    return swept
  }

  async #write(): Promise<void> {
    if (!this.#isDirty) return
    this.#isDirty = false
    try {
      if (!this.mayWrite) throw new Error(`${this.path} can be neither read nor moved`)
      // A text is on the disk before the list says that it is.
      for (const [id, text] of this.#unwritten) await this.#writeText(id, text)
      const book = { version: 1, documents: this.#entries }
      await writeFileAtomically(this.surroundings.files, this.path, `${JSON.stringify(book)}\n`)
      this.#failure = null
    } catch (error) {
      this.#isDirty = true
      this.#failure = error
      this.surroundings.reportFailure(error)
    }
  }

  async #writeText(id: string, text: PastedText): Promise<void> {
    const bytes = await this.pasted.keep(id, text)
    this.#onDisk.set(id, { isWritten: 'written' in text })
    // What was written on meanwhile is not on the disk.
    if (this.#unwritten.get(id) === text) this.#unwritten.delete(id)
    // A file of the same bytes may have been opened while it was written.
    this.#entries = this.#entries.map((entry) =>
      entry.id === id && entry.origin.kind === 'pasted'
        ? { ...entry, origin: { kind: 'pasted', bytes } }
        : entry,
    )
  }
}

function isGone(error: unknown): boolean {
  return error instanceof AppError && error.details.isGone === true
}
