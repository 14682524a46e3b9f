import { tick } from 'svelte'
import type { TextPosition } from '@contract/document'
import type { KeptPlace } from '@contract/kept-place'
import type { ReadingSession } from '../reader/reading-session.svelte'
import { findPlace, samePlace } from './find-place'

/** Where a document was left. */
interface Left {
  readonly documentId: string
  readonly place: KeptPlace
  /** 0..1 of the document lay before it. */
  readonly share: number
}

/** A place that is looked for: it may be in a piece of the document that has not come yet. */
interface Awaited extends Left {
  readonly found: Promise<TextPosition | null>
  settle(position: TextPosition | null): void
  /** The text was gone through once already. */
  isSearched: boolean
}

/** Brings a document that is opened again to where it was left, as soon as that place is there. */
export class PlaceReturn {
  #awaited: Awaited | null = null

  constructor(private readonly session: ReadingSession) {}

  /** A document is about to be shown. @param left null: nowhere, or it is not to be gone to */
  expect(left: Left | null): void {
    this.giveUp()
    if (!left) return
    let settle: Awaited['settle'] = () => undefined
    const found = new Promise<TextPosition | null>((resolve) => (settle = resolve))
    this.#awaited = { ...left, found, settle, isSearched: false }
  }

  /** Where reading goes on, once it is known; null when it is not looked for. */
  get found(): Promise<TextPosition | null> | null {
    return this.#awaited?.documentId === this.session.document?.id ? (this.#awaited?.found ?? null) : null
  }

  /** Whoever is reading already, or has gone elsewhere by hand, is where they want to be. */
  giveUp(): void {
    this.#awaited?.settle(null)
    this.#awaited = null
  }

  /** There is more of the document than before. */
  async look(): Promise<void> {
    const awaited = this.#awaited
    const { document, shown } = this.session
    if (!awaited || awaited.documentId !== document?.id) return
    const position = this.#lookFor(awaited, document.blocks, shown.isWhole)
    if (!position) return
    // The page is made of what the document has by then.
    await tick()
    if (this.#awaited !== awaited) return
    this.#awaited = null
    if (!this.session.hasSession) {
      this.session.page?.show(position)
      this.session.page?.placeCaret(position, false)
    }
    awaited.settle(position)
  }

  /** Two searches at most: when the block has come that it was in, and when all has. */
  #lookFor(
    awaited: Awaited,
    blocks: readonly { readonly text: string }[],
    isWhole: boolean,
  ): TextPosition | null {
    const { place, share } = awaited
    const same = samePlace(blocks, place)
    if (same) return same
    if (isWhole) return findPlace(blocks, place) ?? this.session.scale.positionAt(share)
    if (blocks.length <= place.block || awaited.isSearched) return null
    awaited.isSearched = true
    return findPlace(blocks, place)
  }
}
