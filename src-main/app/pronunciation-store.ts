import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { z } from 'zod'
import { AppError, toErrorData, type ErrorData } from '@contract/errors'
import {
  keptEntrySchema,
  maxPronunciationEntries,
  type KeptEntry,
  type PronunciationEntry,
} from '@contract/pronunciation'
import { codeOf, writeFileAtomically, type FileSystem } from './atomic-file'
import { readStoredFile } from './stored-file'

const keptListSchema = z.array(keptEntrySchema).max(maxPronunciationEntries)

/** The file: entries that hold everywhere, and those of single documents by the document's id, which its text makes. */
const bookSchema = z.object({
  version: z.literal(1),
  everywhere: keptListSchema.default([]),
  documents: z.record(z.string(), keptListSchema).default({}),
})
type Book = z.infer<typeof bookSchema>

/** What an import did. */
export interface Merged {
  readonly entries: readonly KeptEntry[]
  readonly added: number
  readonly changed: number
}

/**
 * The one owner of the pronunciation file. A change holds once it is on the disk; one that cannot be written is
 * refused, so that nobody believes in an entry that is gone at the next start. Changes are made one after the other.
 */
export class PronunciationStore {
  #book: Book
  #lastChange: Promise<unknown> = Promise.resolve()

  private constructor(
    private readonly path: string,
    private readonly files: FileSystem,
    book: Book,
    /** False when a file that cannot be read also cannot be moved: it is not overwritten. */
    private readonly mayWrite: boolean,
    /** Why the stored entries could not be used; they were set aside. */
    readonly problem: ErrorData | null,
  ) {
    this.#book = book
  }

  /** Reads the entries of a folder. Ones that cannot be read are set aside under another name; the book is empty then. */
  static async open(folder: string, files: FileSystem): Promise<PronunciationStore> {
    const path = join(folder, 'pronunciations.json')
    const stored = await readStoredFile(path, (found) => bookSchema.parse(found))
    const empty: Book = { version: 1, everywhere: [], documents: {} }
    if (stored.state !== 'unreadable')
      return new PronunciationStore(path, files, stored.state === 'read' ? stored.value : empty, true, null)
    const { setAside, cause } = stored
    const problem = new AppError('pronunciation/set-aside', `Pronunciations in ${path} could not be read`, {
      details: { setAside: setAside ?? '' },
      cause,
    })
    return new PronunciationStore(path, files, empty, setAside !== null, toErrorData(problem))
  }

  /** What holds for a document, its own entries first: they win. @param documentId null: no document */
  holding(documentId: string | null): readonly KeptEntry[] {
    return [...this.#of(documentId), ...this.#book.everywhere]
  }

  /** Resolves when no change is under way. Never rejects. */
  async settled(): Promise<void> {
    await this.#lastChange.catch(() => undefined)
  }

  /**
   * Adds an entry, or changes the one that has this id where it stands; one that moves to another scope goes to its end.
   * @throws AppError 'pronunciation/not-saved', 'pronunciation/too-many', 'contract/invalid'
   */
  save(
    documentId: string | null,
    id: string | null,
    entry: PronunciationEntry,
  ): Promise<readonly KeptEntry[]> {
    const kept: KeptEntry = { ...entry, id: id ?? randomUUID() }
    return this.#change(documentId, (held) => {
      const before = held.find((other) => other.id === kept.id)
      if (before?.scope === kept.scope) return held.map((other) => (other === before ? kept : other))
      return [...held.filter((other) => other !== before), kept]
    })
  }

  /** Removes an entry; nothing happens when it is gone already. @throws AppError 'pronunciation/not-saved' */
  remove(documentId: string | null, id: string): Promise<readonly KeptEntry[]> {
    return this.#change(documentId, (held) => held.filter((other) => other.id !== id))
  }

  /** Puts a list in place of what holds for a document. @throws as `save` */
  replace(documentId: string | null, entries: readonly KeptEntry[]): Promise<readonly KeptEntry[]> {
    return this.#change(documentId, () => entries)
  }

  /** Adds entries; each takes the place of one for the same text. @throws as `save` */
  async merge(documentId: string | null, entries: readonly PronunciationEntry[]): Promise<Merged> {
    let changed = 0
    const held = await this.#change(documentId, (before) => {
      const merged = new Map(before.map((entry) => [whatItMatches(entry), entry]))
      for (const entry of entries) {
        const key = whatItMatches(entry)
        const same = merged.get(key)
        if (same) changed += 1
        merged.set(key, { ...entry, id: same?.id ?? randomUUID() })
      }
      return [...merged.values()]
    })
    return { entries: held, added: entries.length - changed, changed }
  }

  /** A document has become another one: what held for it holds for that, unless that has entries of its own. */
  move(formerId: string, documentId: string, reportFailure: (error: unknown) => void): void {
    const held = this.#of(formerId)
    if (held.length === 0 || this.#of(documentId).length > 0) return
    const others = Object.entries(this.#book.documents).filter(([id]) => id !== formerId)
    // At once, for whoever asks next; no entry is lost when it cannot be written.
    this.#book = { ...this.#book, documents: Object.fromEntries([...others, [documentId, [...held]]]) }
    const write = (): Promise<void> => this.#write(this.#book).catch(reportFailure)
    this.#lastChange = this.#lastChange.then(write, write)
  }

  #of(documentId: string | null): readonly KeptEntry[] {
    return documentId !== null && Object.hasOwn(this.#book.documents, documentId)
      ? this.#book.documents[documentId]
      : []
  }

  #change(
    documentId: string | null,
    update: (held: readonly KeptEntry[]) => readonly KeptEntry[],
  ): Promise<readonly KeptEntry[]> {
    const make = async (): Promise<readonly KeptEntry[]> => {
      await this.#write(this.#with(documentId, update(this.holding(documentId))))
      return this.holding(documentId)
    }
    const change = this.#lastChange.then(make, make)
    this.#lastChange = change
    return change
  }

  #with(documentId: string | null, held: readonly KeptEntry[]): Book {
    const everywhere = held.filter(({ scope }) => scope === 'everywhere')
    const own = held.filter(({ scope }) => scope !== 'everywhere')
    if (documentId === null && own.length > 0)
      throw new AppError('contract/invalid', 'An entry holds for a document, and none is open')
    if (Math.max(everywhere.length, own.length) > maxPronunciationEntries)
      throw new AppError('pronunciation/too-many', `${held.length} pronunciations are too many`, {
        details: { limit: maxPronunciationEntries },
      })
    if (documentId === null) return { ...this.#book, everywhere }
    const others = Object.entries(this.#book.documents).filter(([id]) => id !== documentId)
    const documents = Object.fromEntries(own.length > 0 ? [...others, [documentId, own]] : others)
    return { ...this.#book, everywhere, documents }
  }

  async #write(book: Book): Promise<void> {
    if (!this.mayWrite) throw notSaved(this.path, 'unreadable')
    try {
      await writeFileAtomically(this.files, this.path, `${JSON.stringify(book, null, 2)}\n`)
    } catch (cause) {
      throw notSaved(this.path, codeOf(cause), cause)
    }
    this.#book = book
  }
}

/** Two entries with the same of these cannot both be heard. */
function whatItMatches({ text, match, matchCase, scope, place }: PronunciationEntry): string {
  const at = scope === 'here' && place ? [place.block, place.char] : []
  return JSON.stringify([matchCase ? text : text.toLowerCase(), match, matchCase, scope, ...at])
}

function notSaved(path: string, reason: string, cause?: unknown): AppError {
  return new AppError('pronunciation/not-saved', `${path} cannot be written: ${reason}`, {
    details: { path, reason },
    retry: 'now',
    cause,
  })
}
