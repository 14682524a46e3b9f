import type { PageBox } from '@contract/page-places'
import type { Extent } from '../reader/page-axis'
import { PageStack, type PagePlace, type PageSpan } from './page-stack'
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
  /** How far the well is scrolled, or is to be: whoever lays the pages out scrolls it there. */
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
  /** Those that are at least partly in sight; null while there are none. */
  readonly inSight: PageSpan | null = $derived.by(() => {
    void this.#layout
    return this.isLaidOut ? (this.#stack?.between(this.top, this.top + this.height) ?? null) : null
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

  placeOf(page: number): PagePlace {
    return this.#stack?.placeOf(page) ?? { page, top: 0, width: 0, height: 0, size: { width: 1, height: 1 } }
  }

  /** Lays the pages out in the width that they have now; what is looked at stays. */
  layOut(): void {
    const stack = this.#stack
    if (stack) this.#keepSight(stack, () => stack.layOut(this.pageWidth))
  }

  /** A page's true size; what is looked at stays. @returns whether it is another than was thought */
  learn(page: number, size: PageSize): boolean {
    const stack = this.#stack
    if (!stack) return false
    const known = stack.placeOf(page).size
    if (known.width === size.width && known.height === size.height) return false
    this.#keepSight(stack, () => stack.learn(page, size))
    return true
  }

  /** Where a box is: down the stack, and across the well from its left. */
  linesOf(box: PageBox): { readonly down: Extent; readonly across: Extent } {
    const place = this.placeOf(box.page)
    const scale = place.width / place.size.width
    const [top, left] = [place.top + box.y * scale, sidePixels + box.x * scale]
    return {
      down: { start: top, end: top + box.height * scale },
      across: { start: left, end: left + box.width * scale },
    }
  }

  /**
   * Changes where pages lie, and `top` with them: the first page that begins in the upper half of the well goes on
   * beginning there, else what is in the middle stays in the middle.
   */
  #keepSight(stack: PageStack, change: () => void): void {
    const middle = this.top + this.height / 2
    const upper = stack.pageAt(this.top)
    const first = stack.placeOf(upper).top < this.top ? upper + 1 : upper
    const begins = first < stack.pages && stack.placeOf(first).top <= middle
    const page = begins ? first : stack.pageAt(middle)
    const before = stack.placeOf(page)
    const point = begins ? before.top : middle
    const share = before.height > 0 ? (point - before.top) / before.height : 0
    change()
    this.#layout += 1
    const now = stack.placeOf(page)
    const top = this.top + now.top + share * now.height - point
    this.top = Math.max(0, Math.min(top, stack.height - this.height))
  }
}
