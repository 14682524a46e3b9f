import type { Block, TextPosition } from '@contract/document'
import { buildBlock } from '../reader/block-elements'
import { isWritable } from './edited-block'
import type { TextEdit, TextStretch } from './text-edit'
import { replaceText } from './text-edit'

/**
 * A text as elements that can be written in: one for every block, whose text nodes, joined, are the block's text. The
 * elements are made of the blocks; what a browser does to them by itself is read back.
 */
export class EditorDom {
  #elements: HTMLElement[] = []

  /**
   * @param root   owned by this object: its children are replaced
   * @param blocks as they are whenever they are asked for
   */
  constructor(
    private readonly root: HTMLElement,
    private readonly blocks: () => readonly Block[],
  ) {
    this.#elements = this.blocks().map((_, index) => this.#build(index))
    this.root.replaceChildren(...this.#elements)
  }

  /** Shows other blocks in place of some; those that follow stay as they are. */
  splice(fromBlock: number, removedBlocks: number, putBlocks: number): void {
    const removed = this.#elements.splice(fromBlock, removedBlocks)
    for (const element of removed) element.remove()
    const put = Array.from({ length: putBlocks }, (_, index) => this.#build(fromBlock + index))
    this.#elements.splice(fromBlock, 0, ...put)
    const next = this.#elements[fromBlock + putBlocks] ?? null
    for (const element of put) this.root.insertBefore(element, next)
    this.#rebuild(fromBlock + putBlocks)
  }

  rangeOf(block: number, startChar: number, endChar: number): Range | null {
    const start = this.#placeOf({ block, char: startChar }, 'after')
    const end = this.#placeOf({ block, char: endChar }, 'before')
    if (!start || !end) return null
    const range = document.createRange()
    range.setStart(start.node, start.offset)
    range.setEnd(end.node, end.offset)
    return range
  }

  /** The caret's place for a position; null beside the text. */
  caretAt(position: TextPosition): { node: Node; offset: number } | null {
    return this.#placeOf(position, 'before')
  }

  /** The place of the text that a place of the page stands for; null outside of it. */
  positionAt(node: Node, offset: number): TextPosition | null {
    if (node === this.root) {
      const block = Math.min(offset, this.#elements.length - 1)
      const isBehind = offset >= this.#elements.length
      return block < 0 ? null : { block, char: isBehind ? this.#lengthOf(block) : 0 }
    }
    let child: Node | null = node
    while (child && child.parentNode !== this.root) child = child.parentNode
    const block = this.#elements.findIndex((element) => element === child)
    if (block === -1 || !child) return null
    const before = document.createRange()
    before.setStart(child, 0)
    before.setEnd(node, offset)
    return { block, char: Math.min(before.toString().length, this.blocks()[block]?.text.length ?? 0) }
  }

  /** A range of the page as a stretch of the text. */
  stretchOf(range: StaticRange | Range): TextStretch | null {
    const from = this.positionAt(range.startContainer, range.startOffset)
    const until = this.positionAt(range.endContainer, range.endOffset)
    return from && until && { from, until }
  }

  /** The first block that reaches below a height of the window, in px. */
  firstBelow(y: number): { block: number; top: number } | null {
    let low = 0
    let high = this.#elements.length - 1
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#elements[middle]?.getBoundingClientRect().bottom ?? 0) > y) high = middle
      else low = middle + 1
    }
    const top = this.#elements[low]?.getBoundingClientRect().top
    return top === undefined ? null : { block: low, top }
  }

  /** What the browser has made of the elements by itself (a composition, a spelling correction), as an edit; null: nothing. */
  readBack(): TextEdit | null {
    const blocks = this.blocks()
    const children = [...this.root.childNodes]
    const isSame = (child: ChildNode | undefined, block: number): boolean =>
      child !== undefined && child === this.#elements[block] && child.textContent === blocks[block]?.text
    let first = 0
    while (first < blocks.length && isSame(children[first], first)) first++
    let last = 0
    while (
      last < Math.min(blocks.length, children.length) - first &&
      isSame(children[children.length - 1 - last], blocks.length - 1 - last)
    )
      last++
    if (first === blocks.length && children.length === blocks.length) return null
    const lines = children.slice(first, children.length - last).map((child) => child.textContent ?? '')
    const end = blocks.length - 1 - last
    // A line that was begun behind all others, or one that was taken away.
    const from =
      first > end
        ? { block: Math.max(0, first - 1), char: this.#lengthOf(first - 1) }
        : { block: first, char: 0 }
    const until = first > end ? from : { block: end, char: this.#lengthOf(end) }
    const stretch = this.#narrowed(from, until, first > end ? ['', ...lines] : lines)
    return replaceText(blocks, stretch, stretch.lines.length > 0 ? stretch.lines : [''])
  }

  /** Only what is another text: marks on what stays are kept. */
  #narrowed(
    from: TextPosition,
    until: TextPosition,
    lines: readonly string[],
  ): TextStretch & { lines: readonly string[] } {
    const line = lines[0]
    if (from.block !== until.block || lines.length !== 1 || line === undefined) return { from, until, lines }
    const old = this.blocks()[from.block]?.text ?? ''
    const most = Math.min(old.length, line.length)
    let start = 0
    while (start < most && old[start] === line[start]) start++
    let end = 0
    while (end < most - start && old.at(-1 - end) === line.at(-1 - end)) end++
    return {
      from: { block: from.block, char: start },
      until: { block: from.block, char: old.length - end },
      lines: [line.slice(start, line.length - end)],
    }
  }

  #lengthOf(block: number): number {
    return this.blocks()[block]?.text.length ?? 0
  }

  #build(index: number): HTMLElement {
    const blocks = this.blocks()
    const block = blocks[index]
    if (!block) throw new Error(`There is no block ${index}`)
    const element = buildBlock(blocks, block, { block: index, startChar: 0, endChar: block.text.length })
    if (!isWritable(block)) element.contentEditable = 'false'
    // An empty line has no place for a caret.
    if (block.text === '' || block.text.endsWith('\n')) element.append(document.createElement('br'))
    return element
  }

  /** What a block looks like hangs on the one before it. */
  #rebuild(block: number): void {
    const element = this.#elements[block]
    if (!element) return
    const built = this.#build(block)
    if (built.className === element.className) return
    element.className = built.className
  }

  #placeOf({ block, char }: TextPosition, lean: 'before' | 'after'): { node: Node; offset: number } | null {
    const element = this.#elements[block]
    if (!element) return null
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
    let rest = char
    let last: Text | null = null
    for (let node = walker.nextNode(); node instanceof Text; node = walker.nextNode()) {
      last = node
      if (rest < node.length || (rest === node.length && lean === 'before')) return { node, offset: rest }
      rest -= node.length
    }
    return last ? { node: last, offset: last.length } : { node: element, offset: 0 }
  }
}
