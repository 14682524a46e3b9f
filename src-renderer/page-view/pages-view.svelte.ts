import type { PageBox } from '@contract/page-places'
import type { Extent } from '../reader/page-axis'
import { PageStack, type PagePlace } from './page-stack'
import type { PaintedDocument } from './page-painter'
import type { PageSize } from './painter-messages'

/** Room on either side of a page, in px. */
export const sidePixels = 24
/** A page is no narrower, in px. */
const leastPageWidth = 120
/** As a share of the well's width. */
export const zooms = [1, 1.25, 1.5, 2, 3] as const

/** Where the pages lie in their well, and which of them are in sight. Lengths in px. */
export class PagesView {
  /** Of the well. */
  width = $state(0)
  height = $state(0)
  /** How far the well is scrolled. */
  top = $state(0)
  /** Which of `zooms`. */
  zoom = $state(0)
  #stack: PageStack | null = $state.raw(null)
  /** Changes when pages lie elsewhere than before. */
  #layout = $state(0)

  /** Whether there are pages, and a width for them to lie in. */
  readonly isLaidOut = $derived(this.#stack !== null && this.width > 0)
  readonly pageWidth = $derived(
    Math.max(leastPageWidth, Math.round((this.width - 2 * sidePixels) * zooms[this.zoom])),
  )
  /** Pages in sight, and one on either side. */
  readonly near: readonly PagePlace[] = $derived.by(() => {
    void this.#layout
    return this.isLaidOut ? (this.#stack?.near(this.top, this.top + this.height) ?? []) : []
  })
  /** Of the whole stack. */
  readonly stackHeight = $derived.by(() => {
    void this.#layout
    return this.#stack?.height ?? 0
  })
  /** The page in the middle of the well. */
  readonly page = $derived.by(() => {
    void this.#layout
    return this.#stack?.pageAt(this.top + this.height / 2) ?? 0
  })

  /** How many there are; 0 until that is known. */
  get pages(): number {
    return this.#stack?.pages ?? 0
  }

  /** Takes a document's pages. */
  open({ pages, size }: PaintedDocument): void {
    const stack = new PageStack(pages, size)
    stack.layOut(this.pageWidth)
    this.#stack = stack
  }

  /** In points. */
  sizeOf(page: number): PageSize {
    return this.#stack?.sizeOf(page) ?? { width: 1, height: 1 }
  }

  placeOf(page: number): PagePlace {
    return this.#stack?.placeOf(page) ?? { page, top: 0, width: 0, height: 0 }
  }

  /** Lays the pages out in the width that they have now. @returns where the well is to be scrolled to show the same */
  layOut(): number {
    const stack = this.#stack
    if (!stack) return this.top
    const middle = this.top + this.height / 2
    const page = stack.pageAt(middle)
    const before = stack.placeOf(page)
    const share = before.height > 0 ? (middle - before.top) / before.height : 0
    stack.layOut(this.pageWidth)
    this.#layout += 1
    const now = stack.placeOf(page)
    return now.top + share * now.height - this.height / 2
  }

  /** A page's true size. @returns by how much what is looked at has moved down */
  learn(page: number, size: PageSize): number {
    const stack = this.#stack
    if (!stack) return 0
    const shown = this.page
    const before = stack.placeOf(shown).top
    if (!stack.learn(page, size)) return 0
    this.#layout += 1
    return page < shown ? stack.placeOf(shown).top - before : 0
  }

  /** Where a box is: down the stack, and across the well from its left. */
  linesOf(box: PageBox): { readonly down: Extent; readonly across: Extent } {
    const place = this.placeOf(box.page)
    const scale = place.width / this.sizeOf(box.page).width
    const [top, left] = [place.top + box.y * scale, sidePixels + box.x * scale]
    return {
      down: { start: top, end: top + box.height * scale },
      across: { start: left, end: left + box.width * scale },
    }
  }
}
