import type { PageSize } from './painter-messages'

/** Room above, between and below the pages, in px. */
export const pageGapPixels = 16

/** Where a page lies in the stack, in px. */
export interface PagePlace {
  readonly page: number
  readonly top: number
  readonly width: number
  readonly height: number
  /** In points: what boxes on it are measured in. */
  readonly size: PageSize
}

/** Pages that follow each other, by their numbers from 0. */
export interface PageSpan {
  readonly first: number
  readonly last: number
}

/**
 * The pages of a document under each other, all as wide as the widest allows. Of pages that nobody has seen yet the
 * first one's size is taken.
 */
export class PageStack {
  readonly #sizes = new Map<number, PageSize>()
  #tops: number[] = []
  #width = 0

  constructor(
    readonly pages: number,
    private readonly usual: PageSize,
  ) {}

  /** Lays the pages out anew. @param width of every page, in px */
  layOut(width: number): void {
    this.#width = width
    let top = pageGapPixels
    this.#tops = [top]
    for (let page = 0; page < this.pages; page++) {
      top += this.#heightOf(page) + pageGapPixels
      this.#tops.push(top)
    }
  }

  /** A page's true size. */
  learn(page: number, size: PageSize): void {
    this.#sizes.set(page, size)
    this.layOut(this.#width)
  }

  /** Of the whole stack, in px. */
  get height(): number {
    return this.#tops[this.pages] ?? 0
  }

  placeOf(page: number): PagePlace {
    const [width, size] = [this.#width, this.#sizeOf(page)]
    return { page, top: this.#tops[page] ?? 0, width, height: this.#heightOf(page), size }
  }

  /** The page at a height, the nearest one between two. */
  pageAt(y: number): number {
    let [low, high] = [0, Math.max(0, this.pages - 1)]
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((this.#tops[middle] ?? 0) <= y) low = middle
      else high = middle - 1
    }
    return low
  }

  /** Pages that are at least partly between two heights. */
  between(top: number, bottom: number): PageSpan {
    const upper = this.pageAt(top)
    const { top: start, height } = this.placeOf(upper)
    const first = start + height > top ? upper : Math.min(this.pages - 1, upper + 1)
    return { first, last: Math.max(first, this.pageAt(bottom)) }
  }

  /** Pages that are at least partly between two heights, with one more on either side. */
  near(top: number, bottom: number): PagePlace[] {
    const span = this.between(top, bottom)
    const first = Math.max(0, span.first - 1)
    const last = Math.min(this.pages - 1, span.last + 1)
    return Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => this.placeOf(first + at))
  }

  #sizeOf(page: number): PageSize {
    return this.#sizes.get(page) ?? this.usual
  }

  #heightOf(page: number): number {
    const { width, height } = this.#sizeOf(page)
    return (this.#width * height) / width
  }
}
