import {
  exportPronunciations,
  importPronunciations,
  listAbbreviations,
  listPronunciations,
  removePronunciation,
  replacePronunciations,
  savePronunciation,
} from '@contract/calls/pronunciation'
import { fromErrorData } from '@contract/errors'
import type { Block, TextPosition } from '@contract/document'
import type { KeptPlace } from '@contract/kept-place'
import {
  isPlaced,
  type KeptEntry,
  type KnownAbbreviation,
  type PronunciationEntry,
} from '@contract/pronunciation'
import { moveWords, type MovePosition } from '@contract/text-change'
import type { ExaminedEntry, SpeechPlayer } from '../audio/speech-player-types'
import type { Bridge } from '../bridge/bridge'
import { placeAt } from '../library/find-place'
import type { PlacedWord } from '../player/word-voice'
import { saidOf } from './entry-draft'

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
  /** Ids of entries that are on the disk where they were before the text was changed. */
  #moved: readonly string[] = []

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
    void this.settle()
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

  /** What holds for more than one place. */
  get wider(): readonly KeptEntry[] {
    return this.#entries.filter(({ scope }) => scope !== 'here')
  }

  /** The entry that says a word or phrase wherever it stands, if one is just for it. */
  find(text: string): KeptEntry | null {
    const isFor = (entry: KeptEntry): boolean =>
      entry.scope !== 'here' &&
      entry.match !== 'regex' &&
      (entry.matchCase ? entry.text === text : entry.text.toLowerCase() === text.toLowerCase())
    return this.#entries.find(isFor) ?? null
  }

  /** The entry for the words that begin at one place. */
  findAt(text: string, { block, char }: TextPosition): KeptEntry | null {
    const isThere = (entry: KeptEntry): boolean =>
      isPlaced(entry) && entry.text === text && entry.place.block === block && entry.place.char === char
    return this.#entries.find(isThere) ?? null
  }

  /** What is said of a word by itself: what holds for its place holds for it, and for nothing else. */
  entriesFor({ block, startChar, endChar }: PlacedWord): PronunciationEntry[] {
    return this.#entries.flatMap((entry) => {
      if (!isPlaced(entry)) return [entry]
      const { place, text } = entry
      const isIn = place.block === block && place.char >= startChar && place.char + text.length <= endChar
      return isIn ? [saidOf(entry, text)] : []
    })
  }

  /**
   * The text has changed: entries for single places go with their words. The engine follows the same change by itself.
   * @param blocks as they are now
   */
  follow(move: MovePosition, blocks: readonly Block[]): void {
    const follow = (entry: KeptEntry): KeptEntry => {
      if (!isPlaced(entry)) return entry
      const place = placeAt(blocks, moveWords(entry.text, entry.place, move, blocks))
      return isSamePlace(place, entry.place) ? entry : { ...entry, place }
    }
    const before = this.#entries
    const after = before.map(follow)
    const moved = after.filter((entry, index) => entry !== before[index])
    this.#moved = [...this.#moved, ...moved.map(({ id }) => id)]
    if (moved.length > 0) this.#entries = after
    this.#removed &&= { ...this.#removed, entry: follow(this.#removed.entry) }
  }

  /** Writes where entries are that have moved with their words. Never rejects. */
  async settle(): Promise<void> {
    const documentId = this.#documentId
    const moved = this.#entries.filter(({ id }) => this.#moved.includes(id))
    this.#moved = []
    try {
      for (const { id, ...entry } of moved)
        await this.bridge.call(savePronunciation, { documentId, id, entry })
    } catch (error) {
      this.report(error)
    }
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
    await this.settle()
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

  /** What is read in words of its own without any entry. @throws AppError 'document/…', 'contract/invalid' */
  abbreviations(): Promise<readonly KnownAbbreviation[]> {
    return this.bridge.call(listAbbreviations, null)
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
    // Those that have moved since this was asked for are where they are by now.
    this.#entries = entries.map((entry) => {
      const place = this.#moved.includes(entry.id) && this.#entries.find(({ id }) => id === entry.id)?.place
      return place ? { ...entry, place } : entry
    })
    if (this.#documentId !== null) this.player.setPronunciations(this.#documentId, [...this.#entries])
  }
}

function isSamePlace(a: KeptPlace, b: KeptPlace): boolean {
  return a.block === b.block && a.char === b.char && a.before === b.before && a.after === b.after
}
