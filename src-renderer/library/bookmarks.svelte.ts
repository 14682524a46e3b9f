import { removeBookmark, saveBookmark } from '@contract/calls/library'
import type { Block, TextPosition } from '@contract/document'
import type { KeptPlace } from '@contract/kept-place'
import { maxNoteChars, type Bookmark } from '@contract/library'
import type { Translate } from '@contract/strings/translator'
import type { MovePosition } from '@contract/text-change'
import type { Bridge } from '../bridge/bridge'
import { locateSoon } from '../reader/locate-soon'
import type { ReadingSession } from '../reader/reading-session.svelte'
import { entryAt } from './contents'
import { placeAt } from './find-place'
import { MovedPlaces } from './moved-places'

/** First words of a place that are kept to know it by. */
const maxWordsChars = 80

/** A bookmark and where it is in the document on the page. */
export interface BookmarkLine {
  readonly bookmark: Bookmark
  /** Null while that part of the document has not come. */
  readonly position: TextPosition | null
}

/** What bookmarks need of the window around them. */
export interface BookmarkSurroundings {
  readonly t: Translate
  readonly bridge: Pick<Bridge, 'call'>
  readonly session: ReadingSession
  /** Says something short in the status bar, and politely to assistive technology. */
  say(remark: string): void
}

/** The bookmarks of the document on the page. Main keeps them: what is here is on the disk. */
export class Bookmarks {
  #documentId: string | null = null
  #held: readonly Bookmark[] = $state.raw([])
  #removed: Bookmark | null = $state.raw(null)
  readonly #places = new MovedPlaces()
  #lastToggle: Promise<void> = Promise.resolve()

  /** In the order of the text. */
  readonly lines: readonly BookmarkLine[] = $derived.by(() => {
    const { document, shown } = this.session
    void shown.growth
    const blocks = document?.blocks ?? []
    return this.#held
      .map((bookmark) => ({
        bookmark,
        position: this.#places.positionOf(bookmark.id, bookmark.place, blocks, shown.isWhole),
      }))
      .sort((a, b) => compare(a.position ?? a.bookmark.place, b.position ?? b.bookmark.place))
  })

  /** Bookmarks that have moved with their text and are not on the disk as they are now. */
  #moved: readonly string[] = []
  /** Those that wait for their turn to be written, as they were when that was asked for last. */
  #waiting: readonly Bookmark[] = []

  constructor(private readonly surroundings: BookmarkSurroundings) {
    surroundings.session.shown.onRevised((_change, move) => this.#move(move))
  }

  /** The bookmark removed last, while it can be put back. */
  get removed(): Bookmark | null {
    return this.#removed
  }

  /** Another document is on the page. */
  take(documentId: string, bookmarks: readonly Bookmark[]): void {
    this.settle()
    this.#documentId = documentId
    this.#places.forget()
    this.#held = bookmarks
    this.#removed = null
  }

  /**
   * Sets a bookmark at the word heard, else at selection, caret or first visible sentence; one that is in the same
   * sentence already is removed instead.
   */
  toggle(): Promise<void> {
    return this.#inTurn(async (documentId) => {
      const { session } = this
      const heard = session.hasSession ? session.heard : null
      const at = (heard && session.position) ?? (await session.page?.startPosition())
      if (!at || documentId !== this.#documentId) return
      const there = heard
        ? this.#inRange(
            { block: heard.block, char: heard.sentence.startChar },
            { block: heard.block, char: heard.sentence.endChar },
          )
        : await this.#inSentence(at)
      await (there ? this.#remove(documentId, there.bookmark) : this.#add(documentId, at))
    })
  }

  /** Sets a bookmark at a place, unless there is one. */
  add(at: TextPosition): Promise<void> {
    return this.#inTurn((documentId) => this.#add(documentId, at))
  }

  /** @param note what the person calls it; empty: nothing */
  rename(bookmark: Bookmark, note: string): Promise<void> {
    return this.#inTurn((documentId) =>
      this.#save(documentId, { ...this.#now(bookmark), note: note.trim().slice(0, maxNoteChars) }),
    )
  }

  /** Removes a bookmark; it can be put back until the next is removed. */
  remove(bookmark: Bookmark): Promise<void> {
    return this.#inTurn((documentId) => this.#remove(documentId, bookmark))
  }

  putBack(): Promise<void> {
    return this.#inTurn(async (documentId) => {
      if (!this.#removed || documentId !== this.#documentId) return
      await this.#save(documentId, this.#removed)
      this.#removed = null
    })
  }

  /** Goes to a bookmark: the page does, and the voice when it is reading. */
  go({ position }: BookmarkLine): void {
    if (!position) return
    const { session } = this
    if (session.hasSession) return session.startAt(position)
    session.page?.show(position)
    session.page?.placeCaret(position, false)
  }

  /** Goes to the next bookmark of the text, or the one before. */
  async step(direction: 1 | -1): Promise<void> {
    const { session, surroundings } = this
    const from = (session.hasSession ? session.position : null) ?? (await session.page?.startPosition())
    if (!from) return
    const ahead = this.lines.filter(
      ({ position }) => position !== null && compare(position, from) * direction > 0,
    )
    const next = direction === 1 ? ahead[0] : ahead.at(-1)
    if (next) this.go(next)
    else
      surroundings.say(
        surroundings.t(direction === 1 ? 'library.no-next-bookmark' : 'library.no-previous-bookmark'),
      )
  }

  /** Writes where bookmarks are that have moved with their text. */
  settle(): void {
    const moved = this.#moved
    this.#moved = []
    for (const bookmark of this.#held) if (moved.includes(bookmark.id)) this.#write(bookmark)
  }

  /** Writes one as it is when its turn comes: whoever types moves it faster than the disk follows. */
  #write(bookmark: Bookmark): void {
    const isThis = ({ id }: Bookmark): boolean => id === bookmark.id
    const others = this.#waiting.filter((one) => !isThis(one))
    const isWaiting = others.length < this.#waiting.length
    this.#waiting = [...others, bookmark]
    if (isWaiting) return
    void this.#inTurn(async (documentId) => {
      const asked = this.#waiting.find(isThis) ?? bookmark
      this.#waiting = this.#waiting.filter((one) => !isThis(one))
      // One that was removed before its turn stays removed.
      const latest = documentId === this.#documentId ? this.#held.find(isThis) : asked
      if (latest) await this.#save(documentId, latest)
    })
  }

  /** What is written on is a text that was pasted, of which places are kept exactly. */
  #move(move: MovePosition): void {
    const { document } = this.session
    if (!document) return
    this.#places.forget()
    const follow = (bookmark: Bookmark): Bookmark => {
      const { block, char } = bookmark.place
      const moved = move({ block, char }, 'after')
      const within = Math.min(moved.char, document.blocks[moved.block]?.text.length ?? 0)
      const place = placeAt(document.blocks, { block: moved.block, char: within })
      return isSameKept(place, bookmark.place) ? bookmark : { ...bookmark, place }
    }
    const before = this.#held
    this.#held = before.map(follow)
    const moved = this.#held.filter((bookmark, index) => bookmark !== before[index])
    this.#moved = [...this.#moved, ...moved.map(({ id }) => id)]
    this.#removed &&= follow(this.#removed)
  }

  private get session(): ReadingSession {
    return this.surroundings.session
  }

  /**
   * One change after the other: a key pressed twice sets a bookmark and takes it away. It is a change to the document
   * that is on the page when it is asked for, whichever is there when its turn comes.
   */
  #inTurn(change: (documentId: string) => Promise<void>, documentId = this.#documentId): Promise<void> {
    if (documentId === null) return this.#lastToggle
    const made = this.#lastToggle.then(() => change(documentId))
    this.#lastToggle = made.catch((error: unknown) =>
      this.session.problems.report(error, () => void this.#inTurn(change, documentId)),
    )
    return this.#lastToggle
  }

  /** A bookmark as it is by now. */
  #now(bookmark: Bookmark): Bookmark {
    return this.#held.find(({ id }) => id === bookmark.id) ?? bookmark
  }

  async #inSentence(at: TextPosition): Promise<BookmarkLine | null> {
    const locate = this.session.player.locate.bind(this.session.player)
    const [start, end] = await Promise.all([
      locateSoon(locate, at, 'sentence-start'),
      locateSoon(locate, at, 'next-sentence'),
    ])
    if (!start) return this.#inRange(at, { block: at.block, char: at.char + 1 })
    return this.#inRange(start, end ?? { block: Infinity, char: 0 })
  }

  #inRange(start: TextPosition, end: TextPosition): BookmarkLine | null {
    const isThere = ({ position }: BookmarkLine): boolean =>
      position !== null && compare(position, start) >= 0 && compare(position, end) < 0
    return this.lines.find(isThere) ?? null
  }

  async #add(documentId: string, wanted: TextPosition): Promise<void> {
    const { document, contents } = this.session
    if (!document || documentId !== this.#documentId) return
    const at = placeOfWords(document.blocks, wanted)
    if (this.#inRange(at, { block: at.block, char: at.char + 1 })) return
    const text = document.blocks[at.block]?.text ?? ''
    await this.#save(documentId, {
      id: crypto.randomUUID(),
      place: placeAt(document.blocks, at),
      words: firstWords(text.slice(at.char, at.char + 2 * maxWordsChars)),
      chapter: (contents[entryAt(contents, at.block)]?.title ?? '').slice(0, 500),
      note: '',
      createdAt: Date.now(),
    })
    this.surroundings.say(this.surroundings.t('library.bookmark-set'))
  }

  async #save(documentId: string, bookmark: Bookmark): Promise<void> {
    this.#take(documentId, await this.surroundings.bridge.call(saveBookmark, { documentId, bookmark }))
  }

  async #remove(documentId: string, bookmark: Bookmark): Promise<void> {
    const { id } = bookmark
    this.#take(documentId, await this.surroundings.bridge.call(removeBookmark, { documentId, id }))
    if (documentId !== this.#documentId) return
    this.#removed = bookmark
    this.surroundings.say(this.surroundings.t('library.bookmark-removed'))
  }

  /**
   * An answer that comes when another document is on the page is of no concern, and neither are its places: while a
   * text is written on, they have moved on since it was asked for.
   */
  #take(documentId: string, bookmarks: readonly Bookmark[]): void {
    if (documentId !== this.#documentId) return
    this.#held = bookmarks.map((bookmark) => ({ ...bookmark, place: this.#now(bookmark).place }))
  }
}

function isSameKept(a: KeptPlace, b: KeptPlace): boolean {
  return a.block === b.block && a.char === b.char && a.before === b.before && a.after === b.after
}

/** A place is found again by its words: that of a picture without any is where the next ones are. */
function placeOfWords(blocks: readonly Block[], { block, char }: TextPosition): TextPosition {
  const next = blocks.findIndex(({ kind }, index) => index >= block && kind !== 'wordless-picture')
  return next === -1 || next === block ? { block, char } : { block: next, char: 0 }
}

/** Whole words, as many as can be told at a glance. */
function firstWords(text: string): string {
  const words = text.replace(/\s+/g, ' ').trim()
  if (words.length <= maxWordsChars) return words
  const border = words.lastIndexOf(' ', maxWordsChars)
  return `${words.slice(0, border > 0 ? border : maxWordsChars).replace(/[\ud800-\udbff]$/, '')}…`
}

/** Below 0: `a` stands before `b` in the text. */
function compare(a: TextPosition, b: TextPosition): number {
  return a.block - b.block || a.char - b.char
}
