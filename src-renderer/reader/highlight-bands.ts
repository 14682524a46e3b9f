import type { PageAxis } from './page-axis'
import { isSameRange } from './same-range'
import './highlight-bands.css'

/** Highlights with a ground, from the lowest to the highest. */
const grounded = ['sentence', 'match', 'current-match', 'word', 'held'] as const

/** What is drawn of one highlight. */
interface Ground {
  readonly name: string
  readonly element: HTMLElement
  /** What of the text it was drawn for. */
  lit: readonly Range[]
}

/**
 * The grounds of highlights in columns. Chromium paints those of ::highlight() as if each line ran from left to right
 * (seen in 114), so there they are boxes of our own, in a layer under the text; colours and lines stay with the
 * highlight. In a page of lines there is nothing in the layer.
 */
export class HighlightBands {
  readonly #layer = document.createElement('div')
  readonly #grounds = grounded.map((name): Ground => ({
    name,
    element: document.createElement('div'),
    lit: [],
  }))
  #frame = 0
  #isLaidOutAnew = false

  /** @param scroller the layer is put into it until `dispose()` */
  constructor(
    private readonly registry: { get(name: string): Pick<Highlight, 'values'> | undefined },
    private readonly scroller: HTMLElement,
    private readonly axis: PageAxis,
  ) {
    this.#layer.className = 'highlight-bands'
    this.#layer.setAttribute('aria-hidden', 'true')
    this.#layer.append(...this.#grounds.map(({ element }) => element))
    scroller.prepend(this.#layer)
  }

  /** Something else is lit: drawn once with the next frame, however often this is called. */
  readonly painted = (): void => {
    if (!this.axis.isVertical && this.#grounds.every(({ lit }) => lit.length === 0)) return
    cancelAnimationFrame(this.#frame)
    this.#frame = requestAnimationFrame(() => this.#draw())
  }

  /** The page was laid out anew: everything is drawn where it is now. */
  refresh(): void {
    this.#isLaidOutAnew = true
    this.painted()
  }

  dispose(): void {
    cancelAnimationFrame(this.#frame)
    this.#layer.remove()
  }

  /** A word is heard several times a second, while thousands of matches may be lit: what is as it was stays. */
  #draw(): void {
    const page = this.scroller.getBoundingClientRect()
    const [left, top] = [this.scroller.scrollLeft - page.left, this.scroller.scrollTop - page.top]
    for (const ground of this.#grounds) {
      const lit = this.axis.isVertical ? this.#litWith(ground.name) : []
      if (!this.#isLaidOutAnew && isSameLit(lit, ground.lit)) continue
      ground.lit = lit
      ground.element.replaceChildren(
        ...lit.flatMap(textBoxes).map((box) => {
          const band = document.createElement('span')
          band.className = ground.name
          band.style.left = `${box.left + left}px`
          band.style.top = `${box.top + top}px`
          band.style.width = `${box.width}px`
          band.style.height = `${box.height}px`
          return band
        }),
      )
    }
    this.#isLaidOutAnew = false
  }

  #litWith(name: string): Range[] {
    return [...(this.registry.get(name)?.values() ?? [])].filter((range) => range instanceof Range)
  }
}

function isSameLit(now: readonly Range[], before: readonly Range[]): boolean {
  return (
    now.length === before.length && now.every((range, index) => isSameRange(range, before[index] ?? null))
  )
}

/** The boxes of a range's text alone: those of elements in it would be larger, and there a second time. */
function textBoxes(range: Range): DOMRect[] {
  const { startContainer, startOffset, endContainer, endOffset, commonAncestorContainer: root } = range
  const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
  texts.currentNode = startContainer
  const boxes: DOMRect[] = []
  for (
    let node: Node | null = startContainer instanceof Text ? startContainer : texts.nextNode();
    node instanceof Text && range.comparePoint(node, 0) <= 0;
    node = texts.nextNode()
  ) {
    if (!range.intersectsNode(node)) continue
    const part = document.createRange()
    part.setStart(node, node === startContainer ? startOffset : 0)
    part.setEnd(node, node === endContainer ? endOffset : node.length)
    boxes.push(...part.getClientRects())
  }
  return boxes
}
