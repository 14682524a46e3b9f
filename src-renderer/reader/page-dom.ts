import type { Block, BlockKind, TextPosition } from '@contract/document'
import {
  planSections,
  textRuns,
  type BlockPiece,
  type ElementMarkKind,
  type PageSection,
} from './block-pieces'

/** Characters built before the first frame: more than a tall window shows. */
const firstScreenChars = 24_000
/** Time spent building in one go while the page is already usable. */
const sliceMilliseconds = 6
/** For the height a section is given before it was ever laid out; at the default size a line holds about 66. */
const charsPerLine = 66

const elementOf: Record<BlockKind, string> = {
  heading: 'h2',
  paragraph: 'p',
  'list-item': 'p',
  quote: 'blockquote',
  verse: 'p',
  code: 'pre',
  table: 'pre',
  caption: 'p',
  footnote: 'p',
  'image-alternative': 'p',
  formula: 'p',
  'page-number': 'p',
  furniture: 'p',
}
const markElement: Record<ElementMarkKind, string> = {
  emphasis: 'em',
  strong: 'strong',
  code: 'code',
  superscript: 'sup',
  subscript: 'sub',
  deleted: 'del',
  link: 'span',
}

/**
 * A document's text as elements, and the exact way between a character of a block and a place in the page.
 * The text nodes of a piece, joined, are that very slice of the block's text: markers come from the style sheet.
 * Sections are built a slice at a time; whatever is asked for is built at once.
 */
export class PageDom {
  readonly #sections: readonly PageSection[]
  readonly #holders: HTMLElement[] = []
  readonly #isBuilt: boolean[] = []
  readonly #pieceOf = new WeakMap<Node, BlockPiece>()
  readonly #elementsOf = new Map<BlockPiece, HTMLElement>()
  /** Section in which a block begins. */
  readonly #firstSection: Int32Array
  #timer: ReturnType<typeof setTimeout> | undefined

  /** @param root owned by this object until `dispose()`: its children are replaced */
  constructor(
    private readonly root: HTMLElement,
    private readonly blocks: readonly Block[],
  ) {
    this.#sections = planSections(blocks)
    this.#firstSection = new Int32Array(blocks.length).fill(-1)
    const holders = document.createDocumentFragment()
    for (const [index, section] of this.#sections.entries()) {
      for (const piece of section.pieces)
        if (this.#firstSection[piece.block] === -1) this.#firstSection[piece.block] = index
      const holder = document.createElement('div')
      holder.className = 'section waiting'
      const lines = section.pieces.reduce(
        (sum, piece) => sum + Math.max(1, Math.ceil((piece.endChar - piece.startChar) / charsPerLine)),
        0,
      )
      holder.style.setProperty('--lines', String(lines))
      this.#holders.push(holder)
      this.#isBuilt.push(false)
      holders.append(holder)
    }
    root.replaceChildren(holders)
    let chars = 0
    for (let index = 0; index < this.#sections.length && chars < firstScreenChars; index++) {
      this.#build(index)
      chars += this.#sections[index]?.chars ?? 0
    }
    this.#buildRest(0)
  }

  /** The range a stretch of a block covers on the page; null for a block the document does not have. */
  rangeOf(block: number, startChar: number, endChar: number): Range | null {
    const start = this.#placeOf(block, startChar, 'after')
    const end = this.#placeOf(block, endChar, 'before')
    if (!start || !end) return null
    const range = document.createRange()
    range.setStart(start.node, start.offset)
    range.setEnd(end.node, end.offset)
    return range
  }

  /** The character a place in the page belongs to; null outside the text. */
  positionAt(node: Node, offset: number): TextPosition | null {
    let element: Node | null = node
    while (element && element !== this.root && !this.#pieceOf.has(element)) element = element.parentNode
    const piece = element && this.#pieceOf.get(element)
    if (!piece || !element) return this.#positionNear(node, offset)
    const before = document.createRange()
    before.setStart(element, 0)
    before.setEnd(node, offset)
    return { block: piece.block, char: Math.min(piece.endChar, piece.startChar + before.toString().length) }
  }

  /** Builds every section that touches a stretch of the page, in px from the top of the scrolled content. */
  buildVisible(top: number, bottom: number): void {
    for (const [index, holder] of this.#holders.entries()) {
      if (this.#isBuilt[index]) continue
      if (holder.offsetTop + holder.offsetHeight >= top && holder.offsetTop <= bottom) this.#build(index)
    }
  }

  /** Stops building; the elements stay where they are. */
  dispose(): void {
    clearTimeout(this.#timer)
  }

  #buildRest(from: number): void {
    this.#timer = setTimeout(() => {
      const stopAt = performance.now() + sliceMilliseconds
      let index = from
      while (index < this.#sections.length && performance.now() < stopAt) this.#build(index++)
      if (index < this.#sections.length) this.#buildRest(index)
    }, 0)
  }

  #build(index: number): void {
    const section = this.#sections[index]
    const holder = this.#holders[index]
    if (!section || !holder || this.#isBuilt[index]) return
    this.#isBuilt[index] = true
    const elements = section.pieces.map((piece) => this.#buildPiece(piece))
    holder.replaceChildren(...elements)
    holder.classList.remove('waiting')
  }

  #buildPiece(piece: BlockPiece): HTMLElement {
    const block = this.blocks[piece.block]
    if (!block) throw new Error(`A piece belongs to block ${piece.block}, which is not there`)
    const level = block.level ?? 1
    const tag = block.kind === 'heading' ? `h${Math.min(6, level)}` : elementOf[block.kind]
    const element = document.createElement(tag)
    element.className = block.kind
    // Each paragraph runs the way its first letters do.
    element.dir = 'auto'
    const previous = this.blocks[piece.block - 1]
    if (piece.startChar > 0 || !previous || previous.kind !== 'paragraph') element.classList.add('flush')
    if (piece.block === 0) element.classList.add('first')
    if (block.kind === 'list-item') {
      element.dataset.level = String(Math.min(6, level))
      if (piece.startChar === 0) element.dataset.marker = block.marker ?? '•'
    }
    for (const run of textRuns(block.marks, piece.startChar, piece.endChar)) {
      let parent: Element = element
      for (const kind of run.kinds) {
        const inline = document.createElement(markElement[kind])
        if (kind === 'link') inline.className = 'link-mark'
        parent.append(inline)
        parent = inline
      }
      parent.append(document.createTextNode(block.text.slice(run.startChar, run.endChar)))
    }
    this.#pieceOf.set(element, piece)
    this.#elementsOf.set(piece, element)
    return element
  }

  /** Finds the piece that holds a character and builds its section if need be. */
  #pieceAt(block: number, char: number, lean: 'before' | 'after' = 'after'): BlockPiece | null {
    const found = this.#findPiece(block, char, lean)
    if (found) this.#build(found.section)
    return found && found.piece
  }

  #findPiece(
    block: number,
    char: number,
    lean: 'before' | 'after',
  ): { piece: BlockPiece; section: number } | null {
    const first = this.#firstSection[block]
    if (first === undefined || first < 0) return null
    let found: { piece: BlockPiece; section: number } | null = null
    for (let section = first; section < this.#sections.length; section++) {
      for (const piece of this.#sections[section]?.pieces ?? []) {
        if (piece.block < block) continue
        const isReached = lean === 'after' ? piece.startChar <= char : piece.startChar < char
        if (piece.block > block || (found && !isReached)) return found
        found = { piece, section }
      }
    }
    return found
  }

  #placeOf(block: number, char: number, lean: 'before' | 'after'): { node: Node; offset: number } | null {
    const piece = this.#pieceAt(block, char, lean)
    const element = piece && this.#elementsOf.get(piece)
    if (!piece || !element) return null
    let rest = Math.min(Math.max(char, piece.startChar), piece.endChar) - piece.startChar
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
    let last: Text | null = null
    for (let node = walker.nextNode(); node instanceof Text; node = walker.nextNode()) {
      last = node
      if (rest < node.length || (rest === node.length && lean === 'before')) return { node, offset: rest }
      rest -= node.length
    }
    return last ? { node: last, offset: last.length } : { node: element, offset: 0 }
  }

  /** A place between pieces (the root or a section): the piece that begins there, else the end of the one before. */
  #positionNear(node: Node, offset: number): TextPosition | null {
    if (!this.root.contains(node)) return null
    const child = node.childNodes[offset] ?? node.childNodes[offset - 1]
    if (!(child instanceof Element)) return null
    const piece = this.#pieceOf.get(child) ?? this.#pieceOf.get(child.firstElementChild ?? child)
    if (!piece) return null
    return { block: piece.block, char: offset < node.childNodes.length ? piece.startChar : piece.endChar }
  }
}
