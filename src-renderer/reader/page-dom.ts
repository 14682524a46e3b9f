import type { Block, TextPosition } from '@contract/document'
import type { ReadingRules } from '@contract/reading-rules'
import type { Translate } from '@contract/strings/translator'
import { reckonedCharsPerLine } from '../ui/reading-text'
import { showChangedRules, showRule } from '../reading-rules/rule-look'
import { buildBlock } from './block-elements'
import { planSections, type BlockPiece, type PageSection } from './block-pieces'
import { nameFigure, pictureLines } from './picture-elements'
import type { Extent, PageAxis } from './page-axis'
import type { PagePictures } from './page-pictures'
import { TableBoxes } from './table-boxes'
import { buildTable, columnShares, fixColumns } from './table-elements'

/** Characters built before the first frame: more than a tall window shows. */
const firstScreenChars = 24_000
/** Time spent building in one go while the page is already usable. */
const sliceMilliseconds = 6

/**
 * A document's text as elements, and the exact way between a character of a block and a place in the page.
 * The text nodes of a piece, joined, are that very slice of the block's text: markers and the readings of rubies come
 * from the style sheet. Sections are built a slice at a time; whatever is asked for is built at once.
 */
export class PageDom {
  readonly #sections: PageSection[] = []
  readonly #holders: HTMLElement[] = []
  readonly #isBuilt: boolean[] = []
  readonly #pieceOf = new WeakMap<Node, BlockPiece>()
  readonly #elementsOf = new Map<BlockPiece, HTMLElement>()
  /** Section in which a block begins. */
  readonly #firstSection: number[] = []
  /** Of sections that are parts of one long table: what its columns are given. */
  readonly #sharesOf = new Map<number, readonly number[]>()
  /** All sections before this one are built; later ones may be. */
  #builtBefore = 0
  readonly #boxes: TableBoxes
  #rules: ReadingRules
  #timer: ReturnType<typeof setTimeout> | undefined

  /**
   * @param root   owned by this object until `dispose()`: its children are replaced
   * @param blocks borrowed: what is added to them later is shown with `grow()`
   * @param axis   along which the page that `root` is on is scrolled
   */
  constructor(
    private readonly t: Translate,
    private readonly root: HTMLElement,
    private readonly blocks: readonly Block[],
    private readonly axis: PageAxis,
    rules: ReadingRules = {},
    private readonly pictures: PagePictures | null = null,
  ) {
    this.#rules = rules
    this.#boxes = new TableBoxes(t)
    root.replaceChildren()
    this.#plan()
    let chars = 0
    for (let index = 0; index < this.#sections.length && chars < firstScreenChars; index++) {
      this.#build(index)
      chars += this.#sections[index]?.chars ?? 0
    }
    this.#buildRest()
  }

  /** Shows the blocks that were added since, behind those that are there, which stay as they are. */
  grow(): void {
    this.#plan()
    this.#buildRest()
  }

  /** Shows other rules for what is read. */
  setRules(rules: ReadingRules): void {
    showChangedRules(this.t, this.root, rules, this.#rules)
    this.#rules = rules
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

  /** Builds every section that touches a stretch of the text, in px from its beginning. */
  buildVisible(stretch: Extent): void {
    if (this.#builtBefore >= this.#holders.length) return
    // What is built moves what follows: each is looked at when the one before it stands.
    const first = Math.max(this.#builtBefore, this.#sectionBehind(stretch.start))
    for (let index = first; this.#touches(this.#holders[index], stretch); index++) this.#build(index)
  }

  /** The first character whose line ends behind a place of the visible page, in px, whatever lies over it; null behind the text. */
  firstBehind(start: number): TextPosition | null {
    const endsBehind = (box: DOMRect): boolean => this.axis.inPage(box).end > start
    const reaches = (part: Element | undefined): boolean =>
      part !== undefined && endsBehind(part.getBoundingClientRect())
    const section = this.#sectionWhere(({ end }) => end > this.axis.position + start)
    this.#build(section)
    const piece = this.#sections[section]?.pieces.find((part) => reaches(this.#elementsOf.get(part)))
    if (!piece) return null
    const { block } = piece
    let low = piece.startChar
    let high = Math.max(low, piece.endChar - 1)
    while (low < high) {
      const middle = (low + high) >> 1
      const line = this.rangeOf(block, middle, middle + 1)?.getBoundingClientRect()
      if (line && endsBehind(line)) high = middle
      else low = middle + 1
    }
    return { block, char: low }
  }

  /** Whether a place is laid out near a stretch of the text, in px from its beginning. */
  isNear({ block, char }: TextPosition, stretch: Extent): boolean {
    const found = this.#findPiece(block, char, 'after')
    if (!found || !this.#isBuilt[found.section]) return false
    return this.#touches(this.#holders[found.section], stretch)
  }

  /** The page's text from the first to the last section that touches a stretch, in px as above; null where is none. */
  textBetween(stretch: Extent): Range | null {
    const first = this.#holders[this.#sectionBehind(stretch.start)]
    const last = this.#holders[this.#sectionWhere(({ start }) => start > stretch.end) - 1]
    if (!last || !first || !this.#touches(first, stretch)) return null
    const range = document.createRange()
    range.setStart(first, 0)
    range.setEnd(last, last.childNodes.length)
    return range
  }

  /** The first element of the text in sight; null behind the end. */
  firstInSight(): Element | null {
    const reaches = (element: Element): boolean => this.axis.inPage(element.getBoundingClientRect()).end > 0
    const holder = this.#holders[this.#sectionWhere(({ end }) => end > this.axis.position)]
    return (holder && [...holder.children].find(reaches)) ?? holder ?? null
  }

  /** The text of the sections that touch a stretch, in px as above; null for none. */
  positionsBetween({ start, end }: Extent): { from: TextPosition; until: TextPosition } | null {
    const first = this.#sections[this.#sectionBehind(start)]?.pieces[0]
    const last = this.#sections[this.#sectionBehind(end)]?.pieces.at(-1)
    if (!first || !last) return null
    return {
      from: { block: first.block, char: first.startChar },
      until: { block: last.block, char: last.endChar },
    }
  }

  #touches(holder: Element | undefined, { start, end }: Extent): boolean {
    if (!holder) return false
    const place = this.axis.inContent(holder)
    return place.end >= start && place.start <= end
  }

  /** Index of the first section that ends behind a place of the text, else of the last one. */
  #sectionBehind(place: number): number {
    return Math.min(
      this.#holders.length - 1,
      this.#sectionWhere(({ end }) => end >= place),
    )
  }

  /** Index of the first section that is beyond something, as all that follow it are; their number when none is. */
  #sectionWhere(isBeyond: (place: Extent) => boolean): number {
    let low = 0
    let high = this.#holders.length
    while (low < high) {
      const middle = (low + high) >> 1
      const holder = this.#holders[middle]
      if (holder && isBeyond(this.axis.inContent(holder))) high = middle
      else low = middle + 1
    }
    return low
  }

  /** Stops building; the elements stay where they are. */
  dispose(): void {
    clearTimeout(this.#timer)
    this.#boxes.dispose()
  }

  /** Lays out, without building, the blocks that are not planned yet. */
  #plan(): void {
    const holders = document.createDocumentFragment()
    for (const section of planSections(this.blocks, this.#firstSection.length)) {
      const index = this.#sections.push(section) - 1
      for (const { block } of section.pieces) this.#firstSection[block] ??= index
      const holder = document.createElement('div')
      holder.className = 'section waiting'
      const lines = section.pieces.reduce(
        (sum, piece) =>
          sum +
          Math.max(1, Math.ceil((piece.endChar - piece.startChar) / reckonedCharsPerLine)) +
          (piece.startChar === 0 ? pictureLines(this.blocks[piece.block]) : 0),
        0,
      )
      holder.style.setProperty('--lines', String(lines))
      this.#holders.push(holder)
      this.#isBuilt.push(false)
      holders.append(holder)
      this.#joinTable(index)
    }
    this.root.append(holders)
  }

  /** A table that goes on from the section before is given the columns it has there. */
  #joinTable(index: number): void {
    const before = this.#sections[index - 1]
    const section = this.#sections[index]
    if (!before || !section || section.table === null || before.table !== section.table) return
    const known = this.#sharesOf.get(index - 1)
    const shares = known ?? columnShares(this.blocks, before)
    this.#sharesOf.set(index, shares)
    this.#holders[index]?.classList.add('goes-on')
    if (known) return
    this.#sharesOf.set(index - 1, shares)
    const box = this.#isBuilt[index - 1] ? this.#holders[index - 1]?.firstElementChild : null
    if (box instanceof HTMLElement) fixColumns(box, shares)
  }

  #buildRest(): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      const stopAt = performance.now() + sliceMilliseconds
      while (this.#builtBefore < this.#sections.length && performance.now() < stopAt)
        this.#build(this.#builtBefore++)
      if (this.#builtBefore < this.#sections.length) this.#buildRest()
    }, 0)
  }

  #build(index: number): void {
    const section = this.#sections[index]
    const holder = this.#holders[index]
    if (!section || !holder || this.#isBuilt[index]) return
    this.#isBuilt[index] = true
    if (section.table === null)
      holder.replaceChildren(...section.pieces.map((piece) => this.#buildPiece(piece)))
    else holder.replaceChildren(this.#buildTable(index, section))
    for (const element of holder.querySelectorAll<HTMLElement>('[data-subject]'))
      showRule(this.t, element, this.#rules)
    holder.classList.remove('waiting')
  }

  #buildPiece(piece: BlockPiece): HTMLElement {
    const block = this.blocks[piece.block]
    if (!block) throw new Error(`A piece belongs to block ${piece.block}, which is not there`)
    const element = buildBlock(this.blocks, block, piece)
    this.#keep(piece, element)
    if (element.tagName === 'FIGURE') {
      nameFigure(this.t, element, this.blocks, piece.block)
      this.pictures?.watch(element, piece.block)
    }
    return element
  }

  #buildTable(index: number, section: PageSection): HTMLElement {
    const { box, elements } = buildTable(this.blocks, section, (piece) => this.#buildPiece(piece))
    for (const [place, piece] of section.pieces.entries()) {
      const element = elements[place]
      if (element) this.#keep(piece, element)
    }
    const shares = this.#sharesOf.get(index)
    if (shares) fixColumns(box, shares)
    this.#boxes.watch(box)
    return box
  }

  #keep(piece: BlockPiece, element: HTMLElement): void {
    this.#pieceOf.set(element, piece)
    this.#elementsOf.set(piece, element)
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
    if (last) return { node: last, offset: last.length }
    // A picture without words is a place all the same: the whole of it.
    return { node: element, offset: lean === 'before' ? element.childNodes.length : 0 }
  }

  /** A place between pieces (the root or a section): the piece that begins there, else the end of the one before. */
  #positionNear(node: Node, offset: number): TextPosition | null {
    if (!this.root.contains(node)) return null
    const child = node.childNodes[offset] ?? node.childNodes[offset - 1]
    if (!(child instanceof Element)) return null
    let inside: Element | null = child
    while (inside && !this.#pieceOf.has(inside)) inside = inside.firstElementChild
    const piece = inside && this.#pieceOf.get(inside)
    if (!piece) return null
    return { block: piece.block, char: offset < node.childNodes.length ? piece.startChar : piece.endChar }
  }
}
