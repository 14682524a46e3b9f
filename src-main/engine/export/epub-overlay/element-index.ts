import { isElement, type MarkupElement } from '../../documents/markup/tree'

interface Placed {
  readonly element: MarkupElement
  readonly parent: number
}

/** The elements of a file by where they stand in it. */
export class ElementIndex {
  readonly #placed: Placed[] = []
  /** In the order in which they begin: what a repair moved is elsewhere in the tree. */
  readonly #inOrder: readonly number[]

  /** @param source what the elements' ranges count in; what is not written there, a repair put in */
  constructor(root: MarkupElement, source: string) {
    const waiting: Placed[] = [{ element: root, parent: -1 }]
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      let { parent } = next
      const { element } = next
      if (source[element.startChar] === '<' && element.endChar > element.startChar) {
        parent = this.#placed.length
        this.#placed.push(next)
      }
      for (let index = element.children.length - 1; index >= 0; index -= 1) {
        const child = element.children[index]
        if (isElement(child)) waiting.push({ element: child, parent })
      }
    }
    const startOf = (index: number): number => this.#placed[index].element.startChar
    this.#inOrder = this.#placed.map((_, index) => index).sort((a, b) => startOf(a) - startOf(b) || a - b)
  }

  /** The elements that hold a range, the innermost first. */
  *around(startChar: number, endChar: number): Generator<MarkupElement> {
    let low = 0
    let high = this.#placed.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (this.#placed[this.#inOrder[middle]].element.startChar <= startChar) low = middle + 1
      else high = middle
    }
    for (let at = this.#inOrder[low - 1] ?? -1; at >= 0; at = this.#placed[at].parent) {
      const { element } = this.#placed[at]
      if (element.startChar <= startChar && element.endChar >= endChar) yield element
    }
  }
}
