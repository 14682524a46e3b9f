import {
  exportPronunciations,
  importPronunciations,
  listPronunciations,
  removePronunciation,
  replacePronunciations,
  savePronunciation,
} from '@contract/calls/pronunciation'
import { fromErrorData } from '@contract/errors'
import type { KeptEntry, PronunciationEntry } from '@contract/pronunciation'
import type { ExaminedEntry, SpeechPlayer } from '../audio/speech-player-types'
import type { Bridge } from '../bridge/bridge'

/** What an import or export came to. */
export type Imported = NonNullable<ReturnType<typeof importPronunciations.output.parse>>
export type Exported = NonNullable<ReturnType<typeof exportPronunciations.output.parse>>

/** An entry that was removed, and where it stood. */
interface Removed {
  readonly entry: KeptEntry
  readonly index: number
}

/** The pronunciation dictionary as the page knows it. Main keeps it: what is here is on the disk. */
export class Pronunciations {
  #entries: readonly KeptEntry[] = $state.raw([])
  #documentId: string | null = $state(null)
  #removed: Removed | null = $state.raw(null)
  #isProblemTold = false

  /** @param report shows a failure that no component waits for */
  constructor(
    private readonly bridge: Pick<Bridge, 'call'>,
    private readonly player: Pick<SpeechPlayer, 'setPronunciations' | 'examine'>,
    private readonly report: (error: unknown) => void,
  ) {}

  /** What holds for the document, those that win first. */
  get entries(): readonly KeptEntry[] {
    return this.#entries
  }
  /** The document whose own entries are among them; null without one. */
  get documentId(): string | null {
    return this.#documentId
  }
  /** The entry removed last, while it can be put back. */
  get removed(): PronunciationEntry | null {
    return this.#removed && this.#removed.entry
  }

  /**
   * Gets what holds for a document that is about to be shown: its first sentence is said right. Never rejects: without
   * its dictionary a document can still be read.
   * @param documentId null: what holds without one
   */
  async prepare(documentId: string | null): Promise<void> {
    this.#removed = null
    try {
      const { entries, problem } = await this.bridge.call(listPronunciations, { documentId })
      this.#documentId = documentId
      this.#hold(entries)
      if (problem && !this.#isProblemTold) this.report(fromErrorData(problem))
      this.#isProblemTold = true
    } catch (error) {
      this.#documentId = documentId
      this.#hold([])
      this.report(error)
    }
  }

  /** The entry that says a word or phrase, if one is just for it. */
  find(text: string): KeptEntry | null {
    const isFor = (entry: KeptEntry): boolean =>
      entry.match !== 'regex' &&
      (entry.matchCase ? entry.text === text : entry.text.toLowerCase() === text.toLowerCase())
    return this.#entries.find(isFor) ?? null
  }

  /** What an entry would do to the document. @throws DOMException 'AbortError' when another is asked about meanwhile */
  examine(entry: PronunciationEntry): Promise<ExaminedEntry> {
    return this.player.examine(entry)
  }

  /** Adds an entry (`id` null) or changes one. @throws AppError 'pronunciation/not-saved', 'pronunciation/too-many' */
  async save(id: string | null, entry: PronunciationEntry): Promise<void> {
    this.#hold(await this.bridge.call(savePronunciation, { documentId: this.#documentId, id, entry }))
  }

  /** Removes an entry; it can be put back until the next is removed. @throws AppError 'pronunciation/not-saved' */
  async remove(entry: KeptEntry): Promise<void> {
    const index = this.#entries.indexOf(entry)
    const { id } = entry
    this.#hold(await this.bridge.call(removePronunciation, { documentId: this.#documentId, id }))
    this.#removed = { entry, index }
  }

  /** Puts the entry removed last where it stood. @throws as `save` */
  async putBack(): Promise<void> {
    if (!this.#removed) return
    const { entry, index } = this.#removed
    const entries = [...this.#entries.slice(0, index), entry, ...this.#entries.slice(index)]
    this.#hold(await this.bridge.call(replacePronunciations, { documentId: this.#documentId, entries }))
    this.#removed = null
  }

  /** The entry removed last stays removed. */
  forgetRemoved(): void {
    this.#removed = null
  }

  /** Asks for a file and adds what is in it. @returns null when the person cancelled @throws AppError 'document/…', 'pronunciation/…' */
  async import(): Promise<Imported | null> {
    const imported = await this.bridge.call(importPronunciations, { documentId: this.#documentId })
    if (imported) this.#hold(imported.entries)
    return imported
  }

  /** Asks where to write, and writes. @returns null when the person cancelled @throws AppError 'export/…' */
  export(): Promise<Exported | null> {
    return this.bridge.call(exportPronunciations, { documentId: this.#documentId })
  }

  #hold(entries: readonly KeptEntry[]): void {
    this.#entries = entries
    if (this.#documentId !== null) this.player.setPronunciations(this.#documentId, [...entries])
  }
}
