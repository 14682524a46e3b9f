import type { TextPosition } from '@contract/document'
import type { ReadingSession } from './reading-session.svelte'
import type { SelectedText } from './page-places'

/** Longer ones are no names: an entry of the dictionary holds so much. */
const maxSayItChars = 500

/** The words that the box "Say it like" is about. */
export interface SayItWords {
  readonly words: string
  readonly range: Range
  readonly position: TextPosition
}

/** Whether there are words at all, and few enough to be said as one. */
export function canBeSaidAsOne(words: SelectedText['words']): words is NonNullable<SelectedText['words']> {
  return words !== null && words.endChar - words.startChar <= maxSayItChars
}

/** Where the box "Say it like" is open; the page stays where it is meanwhile. */
export class SayItPlace {
  #current: SayItWords | null = $state.raw(null)
  #wasFollowing = false

  constructor(private readonly session: ReadingSession) {}

  get current(): SayItWords | null {
    return this.#current
  }

  open(words: SayItWords): void {
    const { session } = this
    // Opened for other words while it is open, the page is still where it stopped for the first.
    if (!this.#current) this.#wasFollowing = session.isFollowing
    if (session.hasSession) session.isFollowing = false
    this.#current = words
  }

  /** @returns where the words begin; null when the box was not open */
  close(): TextPosition | null {
    const position = this.#current?.position ?? null
    this.#current = null
    if (this.#wasFollowing) this.session.isFollowing = true
    this.#wasFollowing = false
    return position
  }
}
