import type { TextPosition } from '@contract/document'
import type { PageAxis } from './page-axis'
import type { PageDom } from './page-dom'
import './margin-marks.css'

/** The page is looked at so often while it moves: sections that come near take their true heights. */
const lookMilliseconds = 120
/** Lines are marked this many screens before they come into sight. */
const screensAhead = 1

/**
 * Small marks in the margin beside lines of the text. They lie in a layer of their own: the text's elements are not
 * touched. Only what is near is placed, because only that has its true place.
 */
export class MarginMarks {
  readonly #layer = document.createElement('div')
  #positions: readonly TextPosition[] = []
  #timer: ReturnType<typeof setTimeout> | undefined
  readonly #sizes = new ResizeObserver(() => this.refresh())

  /**
   * @param scroller what scrolls `article`; the marks are put into it until `dispose()`
   * @param axis     along which it does
   */
  constructor(
    scroller: HTMLElement,
    private readonly axis: PageAxis,
    private readonly article: HTMLElement,
    private readonly dom: PageDom,
  ) {
    this.#layer.className = 'margin-marks'
    // The list of bookmarks says the same to those who do not see them.
    this.#layer.setAttribute('aria-hidden', 'true')
    scroller.append(this.#layer)
    this.#sizes.observe(article)
  }

  /** Marks these places and no others. */
  show(positions: readonly TextPosition[]): void {
    this.#positions = positions
    this.#place()
  }

  /** The page was moved or laid out anew. */
  refresh(): void {
    if (this.#positions.length > 0) this.#timer ??= setTimeout(() => this.#place(), lookMilliseconds)
  }

  dispose(): void {
    clearTimeout(this.#timer)
    this.#sizes.disconnect()
    this.#layer.remove()
  }

  #place(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    const near = this.axis.around(screensAhead)
    const { position } = this.axis
    const marks = this.#positions
      .filter((place) => this.dom.isNear(place, near))
      .flatMap(({ block, char }) => this.dom.rangeOf(block, char, char + 1)?.getClientRects()[0] ?? [])
      .map((box) => this.axis.inPage(box))
      .map(({ start, end }) => this.#markAt(position + (start + end) / 2))
    this.#layer.replaceChildren(...marks)
    // Beside where the document's lines begin, whichever way the interface runs.
    this.#layer.dir = this.article.dir
  }

  /** @param middle of the line, in px from the text's beginning */
  #markAt(middle: number): HTMLElement {
    const mark = document.createElement('span')
    mark.style.setProperty('inset-block-start', `${Math.round(middle)}px`)
    return mark
  }
}
