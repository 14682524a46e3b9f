import type { Writing } from '@contract/writing'

/** A stretch along the axis in which lines follow each other, in px. */
export interface Extent {
  readonly start: number
  readonly end: number
}

/** Where something lies along that axis, as an arrow on the window. */
export type Arrow = 'up' | 'down' | 'left' | 'right'

const arrowsOf: Readonly<Record<Writing, { readonly before: Arrow; readonly after: Arrow }>> = {
  'horizontal-tb': { before: 'up', after: 'down' },
  'vertical-rl': { before: 'right', after: 'left' },
  'vertical-lr': { before: 'left', after: 'right' },
}

/**
 * The axis of a page along which one line follows another, and along which it is scrolled: from its top to its bottom,
 * or from one side to the other where it is written in columns. Everything that reckons with places of lines asks
 * here; nothing else knows which way that is.
 */
export class PageAxis {
  /** As the page is laid out; whoever lays it out anew says so. */
  writing: Writing = 'horizontal-tb'

  /** @param scroller what scrolls the text; its own style has the same way of writing */
  constructor(private readonly scroller: HTMLElement) {}

  get isVertical(): boolean {
    return this.writing !== 'horizontal-tb'
  }

  /** How much of the text lies before the visible page, in px. */
  get position(): number {
    const { scrollTop, scrollLeft } = this.scroller
    if (!this.isVertical) return scrollTop
    // Chromium counts below zero where the text begins at the right.
    return this.writing === 'vertical-rl' ? -scrollLeft : scrollLeft
  }
  set position(pixels: number) {
    if (!this.isVertical) this.scroller.scrollTop = pixels
    else this.scroller.scrollLeft = this.writing === 'vertical-rl' ? -pixels : pixels
  }

  /** Of the visible page, in px. */
  get length(): number {
    return this.isVertical ? this.scroller.clientWidth : this.scroller.clientHeight
  }

  /** Of all of the text, in px. */
  get contentLength(): number {
    return this.isVertical ? this.scroller.scrollWidth : this.scroller.scrollHeight
  }

  /** The visible page with so many screens on either side, counted from where the text begins. */
  around(screens: number): Extent {
    const { position, length } = this
    return { start: position - screens * length, end: position + (1 + screens) * length }
  }

  /** Where a box of the window lies, counted from where the visible page begins. */
  inPage(box: DOMRect): Extent {
    const page = this.scroller.getBoundingClientRect()
    if (!this.isVertical) return { start: box.top - page.top, end: box.bottom - page.top }
    return this.writing === 'vertical-rl'
      ? { start: page.right - box.right, end: page.right - box.left }
      : { start: box.left - page.left, end: box.right - page.left }
  }

  /** Where an element lies, counted from where the text begins. */
  inContent(element: Element): Extent {
    const { position } = this
    const { start, end } = this.inPage(element.getBoundingClientRect())
    return { start: start + position, end: end + position }
  }

  /** Whether any of a box of the window lies in the visible page, along this axis. */
  isInSight(box: DOMRect): boolean {
    return this.shows(this.inPage(box))
  }

  /** Whether any of a stretch lies in the visible page, counted from where that begins. */
  shows({ start, end }: Extent): boolean {
    return end > 0 && start < this.length
  }

  /**
   * A point of the window.
   * @param start  how far from where the visible page begins
   * @param column whose lines are meant: the point lies in their middle, or `inset` px behind where they begin
   */
  pointAt(start: number, column: Element, inset?: number): { x: number; y: number } {
    const page = this.scroller.getBoundingClientRect()
    const box = column.getBoundingClientRect()
    if (this.isVertical)
      return {
        x: this.writing === 'vertical-rl' ? page.right - start : page.left + start,
        y: inset === undefined ? (box.top + box.bottom) / 2 : box.top + inset,
      }
    const isFromRight = getComputedStyle(column).direction === 'rtl'
    const begin = isFromRight ? box.right - (inset ?? 0) : box.left + (inset ?? 0)
    return { x: inset === undefined ? (box.left + box.right) / 2 : begin, y: page.top + start }
  }

  /** Where on the window lies what comes before the visible page, or after it. */
  arrow(side: 'before' | 'after'): Arrow {
    return arrowsOf[this.writing][side]
  }
}
