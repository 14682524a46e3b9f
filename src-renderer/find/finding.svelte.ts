import { untrack } from 'svelte'
import type { TextPosition } from '@contract/document'
import type { MovePosition } from '@contract/text-change'
import type { ReadingSession } from '../reader/reading-session.svelte'
import type { FindOptions } from './block-scanner'
import { DocumentSearch, type TextMatch } from './document-search'
import type { SearchedPage } from './searched-page'

/** How long the page's thread is held for the search in one go: half a frame. */
const sliceMilliseconds = 6
/** What is longer is nothing that anybody typed. */
const maxQueryChars = 200

/** What is searched for in the document on the page, and what was found. */
export class Finding {
  #isOpen = $state(false)
  #query = $state('')
  #options: FindOptions = $state.raw({ matchCase: false, wholeWords: false })
  /** Changes with every slice of the search: what was found is read anew then. */
  #version = $state(0)
  #index: number | null = $state(null)
  #search: DocumentSearch | null = null
  /** Where the search began: the first match from there on is the one that is shown first. */
  #origin: TextPosition = { block: 0, char: 0 }
  /** The search was only just asked for: its first match is shown. What a document grows by later is only counted. */
  #isFresh = false
  /** The text was written on meanwhile: its first match is known again, and the page is left where it is. */
  #staysPut = false
  /** The match that is shown was brought into sight, and the text has not been written on since. */
  #isRevealed = false
  #timer: ReturnType<typeof setTimeout> | undefined
  /** Counts the searches. */
  #searches = $state(0)
  /** Changes when the field is wanted again. */
  #asked = $state(0)

  readonly #stop: () => void
  /** The page that shows the document; null while there is none. */
  page: SearchedPage | null = null

  constructor(private readonly session: ReadingSession) {
    let searched = session.document
    const stopRevisions = session.shown.onRevised((_change, move) => this.#revise(move))
    const stopEffects = $effect.root(() => {
      $effect(() => {
        void session.shown.growth
        const { document } = session
        const isAnother = document !== searched
        searched = document
        if (isAnother) this.#isOpen = false
        untrack(() => (isAnother ? this.#restart() : this.#goOn()))
      })
    })
    this.#stop = () => {
      stopRevisions()
      stopEffects()
    }
  }

  get isOpen(): boolean {
    return this.#isOpen
  }
  get query(): string {
    return this.#query
  }
  get options(): FindOptions {
    return this.#options
  }
  get asked(): number {
    return this.#asked
  }
  /** Matches found so far. */
  get count(): number {
    void this.#version
    return this.#search?.count ?? 0
  }
  /** Changes when something else is searched for. */
  get searches(): number {
    return this.#searches
  }
  /** Some of the document as far as it is there has not been looked through yet. */
  get isSearching(): boolean {
    void this.#version
    return this.#search !== null && !this.#search.isDone
  }
  /** Whether there is anything to search for. */
  get isAsked(): boolean {
    return this.#query.trim() !== ''
  }
  /** From 0; null while none is shown. */
  get index(): number | null {
    return this.#index
  }
  /** The match that is shown. */
  get current(): TextMatch | null {
    return this.#isOpen && this.#index !== null ? (this.#search?.at(this.#index) ?? null) : null
  }

  /** Opens the bar, or brings the focus back to it. What is selected is searched for at once, else what was last. */
  open(): void {
    if (!this.session.document) return
    const words = this.page?.selectedWords() ?? ''
    if (!this.#isOpen) this.#origin = this.page?.placeInSight() ?? { block: 0, char: 0 }
    this.#isOpen = true
    this.#asked++
    if (words !== '') this.#query = words.slice(0, maxQueryChars)
    this.#restart()
  }

  /** Takes the bar away; the text has the focus again, with the match selected that was brought into sight. */
  close(): void {
    const match = this.#isRevealed ? this.current : null
    this.#isOpen = false
    this.#restart()
    this.page?.select(match)
  }

  type(query: string): void {
    this.#query = query.slice(0, maxQueryChars)
    this.#restart()
  }

  set(options: Partial<FindOptions>): void {
    this.#options = { ...this.#options, ...options }
    const { current } = this
    if (current) this.#origin = { block: current.block, char: current.startChar }
    this.#restart()
  }

  /** Shows the next match or the one before, round and round. With the bar closed the last search is taken up again. */
  step(by: 1 | -1): void {
    if (!this.#isOpen) return this.open()
    this.#staysPut = false
    const search = this.#search
    if (!search || search.count === 0) return
    const here = this.#index ?? search.firstFrom(this.#origin) - (by === 1 ? 1 : 0)
    this.#show((here + by + search.count) % search.count)
  }

  /** Whether all that will ever be found in the blocks up to this one is found. */
  hasSearched(block: number): boolean {
    void this.#version
    return this.#search?.hasSearched(block) ?? true
  }

  /** The matches that touch a stretch of the text, at most so many. */
  within(from: TextPosition, until: TextPosition, most: number): TextMatch[] {
    void this.#version
    const search = this.#search
    const found: TextMatch[] = []
    if (!search || !this.#isOpen) return found
    // One may have begun before the stretch.
    for (let index = Math.max(0, search.firstFrom(from) - 1); found.length < most; index++) {
      const match = search.at(index)
      if (!match || match.block > until.block) break
      if (match.block === until.block && match.startChar >= until.char) break
      found.push(match)
    }
    return found
  }

  dispose(): void {
    clearTimeout(this.#timer)
    this.#stop()
  }

  /** What was found is of a text that is no more. */
  #revise(move: MovePosition): void {
    if (!this.#search) return
    this.#isRevealed = false
    this.#origin = move(this.#origin)
    this.#restart(true)
  }

  #restart(staysPut = false): void {
    clearTimeout(this.#timer)
    this.#staysPut = staysPut
    this.#index = null
    this.#isFresh = true
    this.#searches++
    const document = this.session.document
    this.#search =
      document && this.#isOpen ? new DocumentSearch(document.blocks, this.#query, this.#options) : null
    this.#slice()
  }

  /** Takes up what has come since. */
  #goOn(): void {
    clearTimeout(this.#timer)
    this.#slice()
  }

  #slice(): void {
    const search = this.#search
    search?.work(sliceMilliseconds)
    this.#version++
    if (!search) return
    this.#showFirst(search)
    if (!search.isDone) this.#timer = setTimeout(() => this.#slice(), 0)
  }

  /** As soon as it is known: the first match from where the search began, else the first of all. */
  #showFirst(search: DocumentSearch): void {
    if (!this.#isFresh) return
    this.#isFresh = !search.isDone
    const first = search.firstFrom(this.#origin)
    if (first < search.count) this.#show(first)
    else if (search.isDone && search.count > 0) this.#show(0)
  }

  #show(index: number): void {
    this.#index = index
    this.#isFresh = false
    const match = this.#search?.at(index)
    if (!match) return
    this.#origin = { block: match.block, char: match.startChar }
    if (this.#staysPut) {
      this.#staysPut = false
      return
    }
    this.session.isFollowing = false
    this.#isRevealed = true
    this.page?.reveal(match)
  }
}
