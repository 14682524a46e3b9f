import 'mdast-util-math'
import type {
  BlockContent,
  DefinitionContent,
  FootnoteDefinition,
  List,
  ListItem,
  PhrasingContent,
  RootContent,
  Table,
} from 'mdast'
import type { Block, BlockKind, InlineMark, TableCell } from '@contract/document'
import { maskControls } from '../mask-controls'
import type { LinkedPicture } from '../picture-block'
import type { FormulaReader } from './formulas'
import { readInline, type InlineImage, type InlineReading } from './inline'
import { assertShallow } from './nesting'
import { OpenFolds } from './open-folds'
import { parseMarkdown } from './parse'
import { ClosingTags, readRawFlow } from './raw-html'
import type { MarkdownSection } from './sections'

type FlowNode = RootContent | BlockContent | DefinitionContent

/** Where the walk stands: what surrounds the node at hand. */
interface Place {
  readonly depth: number
  /** What a paragraph is here. */
  readonly kind: 'paragraph' | 'list-item' | 'quote' | 'footnote'
  /** Nesting depth of the list item we are in; 0 outside lists. */
  readonly listLevel: number
}

const maxListLevel = 9
const bullet = '•'
const outermost: Place = { depth: 0, kind: 'paragraph', listLevel: 0 }
const task = /^\[([ xX])\][ \t]+/

/** Turns the sections of a Markdown file into blocks, one after the other. */
export class MarkdownBlocks {
  private readonly closingTags: ClosingTags
  /** The pictures of the blocks that `read` gave last; they are still to be found. */
  pictures: ReadonlyMap<Block, LinkedPicture> = new Map()
  /** Nodes that begin before this place are the inside of a script or a style sheet with blank lines in it. */
  private hiddenUntilChar = 0
  private tables = 0
  /** Notes that are in a block already. */
  private readonly placed = new Set<string>()
  private readonly folds: OpenFolds

  /**
   * @param source        the whole decoded file; a block's `source` is a range of it
   * @param masked        the same with its controls masked
   * @param bodyStartChar where in it the text that is split begins
   * @param formulas      loaded, if there is a formula
   */
  constructor(
    private readonly source: string,
    masked: string,
    private readonly bodyStartChar: number,
    private readonly formulas: FormulaReader,
  ) {
    this.closingTags = new ClosingTags(masked)
    this.folds = new OpenFolds(masked.slice(bodyStartChar))
  }

  /** @throws AppError 'document/corrupt' when nested too deep */
  read(section: MarkdownSection): Block[] {
    const { tree, restore } = parseMarkdown(section.markdown)
    const definitions = new Map(
      tree.children.flatMap((node) =>
        node.type === 'definition'
          ? [[node.identifier, { source: restore(node.url), title: node.title }] as const]
          : [],
      ),
    )
    const reading = { formulas: this.formulas, restore, definitions, markdown: section.markdown }
    const walk = new SectionWalk(this.source, section, this.bodyStartChar, reading, {
      hiddenUntilChar: this.hiddenUntilChar,
      tables: this.tables,
      placed: this.placed,
      folds: this.folds,
      closingTags: this.closingTags,
    })
    walk.readRoot(tree.children)
    this.hiddenUntilChar = walk.state.hiddenUntilChar
    this.tables = walk.state.tables
    this.pictures = walk.pictures
    return walk.blocks
  }
}

/** What goes on from one section to the next. */
interface WalkState {
  hiddenUntilChar: number
  tables: number
  readonly placed: Set<string>
  readonly folds: OpenFolds
  readonly closingTags: ClosingTags
}

class SectionWalk {
  readonly blocks: Block[] = []
  readonly pictures = new Map<Block, LinkedPicture>()
  private readonly notes = new Map<string, FootnoteDefinition>()
  private waitingNotes: string[] = []
  private isPlacingNotes = false

  constructor(
    private readonly source: string,
    private readonly section: MarkdownSection,
    private readonly bodyStartChar: number,
    private readonly reading: InlineReading,
    readonly state: WalkState,
  ) {}

  readRoot(nodes: readonly RootContent[]): void {
    for (const node of nodes)
      if (node.type === 'footnoteDefinition' && !this.notes.has(node.identifier))
        this.notes.set(node.identifier, node)
    // What was borrowed from elsewhere follows the section's own text.
    const ownChars = this.section.endChar - this.section.startChar
    const own = nodes.filter((node) => (node.position?.start.offset ?? 0) < ownChars)
    this.visitAll(own, outermost)
  }

  private visitAll(nodes: readonly FlowNode[], place: Place): void {
    assertShallow(place.depth)
    for (let index = 0; index < nodes.length; index += 1) {
      const node = nodes[index]
      if (this.rangeOf(node).startChar < this.state.hiddenUntilChar) continue
      if (node.type === 'html') index = this.addHtml(nodes, index)
      else this.visitInFold(node, place)
      this.placeNotes(place.depth)
    }
  }

  private visitInFold(node: FlowNode, place: Place): void {
    const { isFolded } = this.state.folds
    const first = this.blocks.length
    this.visit(node, place)
    if (isFolded) for (const block of this.blocks.slice(first)) block.matter ??= 'aside'
    if (node.type === 'paragraph' || node.type === 'heading')
      for (const tag of tagsWithin(node.children)) this.state.folds.take(tag)
  }

  private visit(node: FlowNode, place: Place): void {
    switch (node.type) {
      case 'heading':
        return this.addInline(
          node,
          place.kind === 'footnote' ? describe(place) : { kind: 'heading', level: node.depth },
        )
      case 'paragraph':
        return this.addInline(node, describe(place))
      case 'blockquote':
        return this.visitAll(node.children, {
          ...place,
          depth: place.depth + 1,
          kind: inNote(place) ?? 'quote',
        })
      case 'list':
        return this.visitList(node, place)
      case 'table':
        return this.addTable(node)
      case 'code':
        this.add(node, { kind: 'code' }, maskControls(this.reading.restore(node.value)), [])
        return
      case 'math':
        return this.addFormula(node, this.reading.restore(node.value))
      case 'footnoteDefinition':
        return this.addNote(node, place.depth)
      default:
        // Definitions and rules have no text of their own.
        return
    }
  }

  private visitList(list: List, place: Place): void {
    assertShallow(place.depth + 1)
    const inside: Place = {
      depth: place.depth + 1,
      kind: inNote(place) ?? 'list-item',
      listLevel: place.listLevel + 1,
    }
    list.children.forEach((item: ListItem, index) => {
      const first = this.blocks.length
      const box = takeTaskBox(item)
      this.visitAll(item.children, inside)
      // The marker belongs to the first text of the item itself, not to a list or quote within it.
      const block = this.blocks[first]
      if (item.children[0]?.type === 'paragraph' && block?.kind === 'list-item')
        block.marker = box ?? (list.ordered ? `${(list.start ?? 1) + index}.` : bullet)
    })
  }

  private addTable(table: Table): void {
    const number = this.state.tables
    this.state.tables += 1
    const headers =
      table.children[0]?.children.map((cell) => readInline(cell.children, this.reading).text) ?? []
    table.children.forEach((row, rowIndex) => {
      const cells: TableCell[] = []
      const marks: InlineMark[] = []
      const images: InlineImage[] = []
      let text = ''
      row.children.forEach((cell, column) => {
        const inline = readInline(cell.children, this.reading)
        if (column > 0) text += '\t'
        const startChar = text.length
        text += inline.text.replace(/[\t\n]/g, ' ')
        const header = rowIndex === 0 ? '' : (headers[column] ?? '').replace(/\s+/g, ' ')
        cells.push({ startChar, endChar: text.length, ...(header === '' ? {} : { header }) })
        for (const mark of inline.marks)
          marks.push({ ...mark, startChar: mark.startChar + startChar, endChar: mark.endChar + startChar })
        images.push(...inline.images)
        this.waitingNotes.push(...inline.notes)
      })
      const isHeader = rowIndex === 0
      this.add(row, { kind: 'table', row: { table: number, isHeader, cells } }, text, marks)
      for (const image of images) this.addImage(row, image)
    })
  }

  private addInline(
    node: Extract<FlowNode, { type: 'heading' | 'paragraph' }>,
    shape: { kind: BlockKind; level?: number },
  ): void {
    const { text, marks, images, notes } = readInline(node.children, this.reading)
    // A formula alone on its line is set as one.
    const [mark] = marks
    const isFormula =
      shape.kind === 'paragraph' &&
      marks.length === 1 &&
      mark.kind === 'formula' &&
      mark.endChar - mark.startChar === text.length
    this.add(node, isFormula ? { kind: 'formula' } : shape, text, marks)
    for (const image of images) this.addImage(node, image)
    this.waitingNotes.push(...notes)
  }

  private addFormula(node: FlowNode, tex: string): void {
    const { text, words } = this.reading.formulas.read(tex, true)
    const marks: InlineMark[] =
      words === null ? [] : [{ kind: 'formula', startChar: 0, endChar: text.length, words }]
    this.add(node, { kind: 'formula' }, text, marks)
  }

  /** Raw HTML in one piece, where only blank lines part it: one element can hold it all. @returns its last node */
  private addHtml(nodes: readonly FlowNode[], first: number): number {
    let last = first
    const { startChar } = this.rangeOf(nodes[first])
    let { endChar } = this.rangeOf(nodes[first])
    let html = maskControls(this.reading.restore(valueOf(nodes[first])))
    const isExact = maskControls(this.source.slice(startChar, endChar)) === html
    for (let next = first + 1; isExact && next < nodes.length && nodes[next].type === 'html'; next += 1) {
      const range = this.rangeOf(nodes[next])
      if (range.startChar < endChar || /\S/.test(this.source.slice(endChar, range.startChar))) break
      endChar = range.endChar
      html = maskControls(this.source.slice(startChar, endChar))
      last = next
    }
    const isFoldedAt = this.state.folds.take(html)
    const flow = readRawFlow(html, this.state.tables, this.state.folds.isFold)
    this.state.tables = flow.endTable
    for (const block of flow.blocks) {
      if (!/\S/.test(block.text) && block.kind !== 'wordless-picture') continue
      const { source } = block
      const place = isExact
        ? { startChar: startChar + source.startChar, endChar: startChar + source.endChar }
        : { startChar, endChar }
      const exact = this.source.slice(place.startChar, place.endChar) === block.text
      const matter = block.matter ?? (isFoldedAt(source.startChar) ? 'aside' : undefined)
      const placed: Block = {
        ...block,
        ...(matter === undefined ? {} : { matter }),
        text: maskControls(block.text),
        source: { part: 0, ...place, exact },
      }
      this.blocks.push(placed)
      const picture = flow.pictures.get(block)
      if (picture !== undefined) this.pictures.set(placed, picture)
    }
    if (flow.openHidden !== null) {
      const closing = this.state.closingTags.find(flow.openHidden, endChar)
      if (closing !== -1) this.state.hiddenUntilChar = closing
    }
    return last
  }

  /** Notes come after the block that refers to them first. */
  private placeNotes(depth: number): void {
    if (this.isPlacingNotes || this.waitingNotes.length === 0) return
    this.isPlacingNotes = true
    // Notes that refer to notes make the row longer while it is gone through.
    for (let next = 0; next < this.waitingNotes.length; next += 1) {
      const note = this.notes.get(this.waitingNotes[next])
      if (note !== undefined) this.addNote(note, depth + 1)
    }
    this.waitingNotes = []
    this.isPlacingNotes = false
  }

  private addNote(note: FootnoteDefinition, depth: number): void {
    if (this.state.placed.has(note.identifier)) return
    this.state.placed.add(note.identifier)
    const first = this.blocks.length
    this.visitAll(note.children, { depth: depth + 1, kind: 'footnote', listLevel: 0 })
    const block = this.blocks.slice(first).find(({ kind }) => kind !== 'wordless-picture')
    if (block !== undefined) block.marker = note.label ?? note.identifier
  }

  private addImage(node: FlowNode | Table['children'][number], { alternative, picture }: InlineImage): void {
    const kind = alternative === '' && picture ? 'wordless-picture' : 'image-alternative'
    const block = this.add(node, { kind }, alternative, [])
    if (block && picture) this.pictures.set(block, picture)
  }

  /** @returns null for what is empty and no picture, which makes no block */
  private add(
    node: FlowNode | Table['children'][number],
    shape: Pick<Block, 'kind' | 'level' | 'row'>,
    text: string,
    marks: InlineMark[],
  ): Block | null {
    if (!/\S/.test(text) && shape.kind !== 'wordless-picture') return null
    const { startChar, endChar } = this.rangeOf(node)
    const exact = endChar - startChar === text.length && this.source.startsWith(text, startChar)
    const block: Block = { ...shape, text, marks, source: { part: 0, startChar, endChar, exact } }
    this.blocks.push(block)
    return block
  }

  private rangeOf(node: FlowNode | Table['children'][number]): { startChar: number; endChar: number } {
    const start = node.position?.start.offset ?? 0
    const end = node.position?.end.offset ?? start
    const moved = this.section.borrowed.find(({ at, length }) => start >= at && start <= at + length)
    const by =
      this.bodyStartChar + (moved === undefined ? this.section.startChar : moved.startChar - moved.at)
    return { startChar: start + by, endChar: end + by }
  }
}

function describe({ kind, listLevel }: Place): { kind: BlockKind; level?: number } {
  return kind === 'list-item' ? { kind, level: Math.min(listLevel, maxListLevel) } : { kind }
}

/** All text of a note is the note's. */
function inNote({ kind }: Place): 'footnote' | null {
  return kind === 'footnote' ? kind : null
}

/** Raw HTML in a paragraph, in order. */
function tagsWithin(nodes: readonly PhrasingContent[]): string[] {
  return nodes.flatMap((node) => {
    if (node.type === 'html') return [node.value]
    return 'children' in node ? tagsWithin(node.children) : []
  })
}

function valueOf(node: FlowNode): string {
  return 'value' in node ? node.value : ''
}

/** "[x]" at the beginning of an item is a box, and no text. @returns the box, or null for an item without one */
function takeTaskBox(item: ListItem): string | null {
  const [paragraph] = item.children
  const text = paragraph?.type === 'paragraph' ? paragraph.children[0] : undefined
  const found = text?.type === 'text' ? task.exec(text.value) : null
  if (found === null || text?.type !== 'text') return null
  text.value = text.value.slice(found[0].length)
  return found[1] === ' ' ? '☐' : '☑'
}
