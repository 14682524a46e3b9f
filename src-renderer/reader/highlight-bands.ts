import type { PageAxis } from './page-axis'
import './highlight-bands.css'

/** Highlights with a ground, from the lowest to the highest. */
const grounded = ['sentence', 'match', 'current-match', 'word', 'held'] as const

/**
 * The grounds of highlights in columns. Chromium paints those of ::highlight() as if each line ran from left to right
 * (seen in 114), so there they are boxes of our own, in a layer under the text; colours and lines stay with the
 * highlight. In a page of lines there is nothing in the layer.
 */
export class HighlightBands {
  readonly #layer = document.createElement('div')
  #frame = 0

  /** @param scroller the layer is put into it until `dispose()` */
  constructor(
    private readonly registry: { get(name: string): Pick<Highlight, 'values'> | undefined },
    private readonly scroller: HTMLElement,
    private readonly axis: PageAxis,
  ) {
    this.#layer.className = 'highlight-bands'
    this.#layer.setAttribute('aria-hidden', 'true')
    scroller.prepend(this.#layer)
  }

  /** What is lit changed, or the page was laid out anew: drawn once with the next frame, however often this is called. */
  readonly refresh = (): void => {
    if (!this.axis.isVertical && !this.#layer.hasChildNodes()) return
    cancelAnimationFrame(this.#frame)
    this.#frame = requestAnimationFrame(() => this.#draw())
  }

  dispose(): void {
    cancelAnimationFrame(this.#frame)
    this.#layer.remove()
  }

  #draw(): void {
    const page = this.scroller.getBoundingClientRect()
    const [left, top] = [this.scroller.scrollLeft - page.left, this.scroller.scrollTop - page.top]
    const bands = this.axis.isVertical ? grounded.flatMap((name) => this.#boxesOf(name)) : []
    this.#layer.replaceChildren(
      ...bands.map(({ name, box }) => {
        const band = document.createElement('span')
        band.className = name
        band.style.left = `${box.left + left}px`
        band.style.top = `${box.top + top}px`
        band.style.width = `${box.width}px`
        band.style.height = `${box.height}px`
        return band
      }),
    )
  }

  #boxesOf(name: (typeof grounded)[number]): { name: string; box: DOMRect }[] {
    const ranges = [...(this.registry.get(name)?.values() ?? [])]
    return ranges.flatMap((range) =>
      range instanceof Range ? textBoxes(range).map((box) => ({ name, box })) : [],
    )
  }
}

/** The boxes of a range's text alone: those of elements in it would be larger, and there a second time. */
function textBoxes(range: Range): DOMRect[] {
  const { startContainer, startOffset, endContainer, endOffset, commonAncestorContainer: root } = range
  const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
  const boxes: DOMRect[] = []
  for (
    let node: Node | null = root instanceof Text ? root : texts.nextNode();
    node;
    node = texts.nextNode()
  ) {
    if (!range.intersectsNode(node) || !(node instanceof Text)) continue
    const part = document.createRange()
    part.setStart(node, node === startContainer ? startOffset : 0)
    part.setEnd(node, node === endContainer ? endOffset : node.length)
    boxes.push(...part.getClientRects())
  }
  return boxes
}
