import type { Block } from '@contract/document'
import type { LinkedPicture } from '../picture-block'
import { alternativeOf, alternativeOfDrawing } from './images'
import { blockDisplays, blockElements, preformatted, scriptElements } from './elements'
import { finishBlock } from './finish-block'
import type { FlowOptions, FlowPlace } from './flow'
import { foldOf, inherit, isStanza, kindOf, matterOf, outermost, type FlowContext } from './flow-context'
import { readImage } from './flow-image'
import { readInline } from './flow-inline'
import { readSign } from './flow-sign'
import { readTable } from './flow-table'
import type { IsFold } from './folds'
import { readFormula } from './formula'
import { TextGatherer, type GatheredText } from './gather-text'
import { listMarkers } from './lists'
import { isNoteBody, isNoteList } from './notes'
import { isPlainProse, splitAtBlankLines } from './plain-text'
import { readRuby } from './ruby'
import { semanticsOf } from './semantics'
import { withoutBeginning, type TextOrigin } from './text-origins'
import { styleOf as shownStyleOf, type Visibility } from './visibility'
import type { ShownStyle } from './style-rules'
import { attributeOf, countText, findElement, isElement, type MarkupElement, type MarkupNode } from './tree'

/** Stands for a line across the page, which ends a scene. */
const sceneBreak = '⁂'
/** Walks a tree once and makes blocks of it. Its helpers beside this file call it back for what they hold. */
export class FlowReader {
  readonly blocks: Block[] = []
  readonly anchors = new Map<string, FlowPlace>()
  readonly pictures = new Map<Block, LinkedPicture>()
  readonly counts = new Map<string, number>()
  readonly origins = new Map<Block, readonly TextOrigin[]>()
  readonly text: TextGatherer
  tables: number
  /** The elements around the place that is read, outermost first. */
  readonly path: MarkupElement[] = []
  private readonly waitingAnchors: string[] = []
  private readonly waitingImages: Block[] = []
  private readonly markers = new Map<MarkupElement, string | null>()
  /** What the next item or note is marked with. */
  marker: string | null = null
  /** Whether the next text begins a note. */
  isNoteStart = false

  constructor(
    readonly options: FlowOptions,
    private readonly sheets: (element: MarkupElement, ancestors: readonly MarkupElement[]) => ShownStyle,
    private readonly hiddenBy: Visibility,
    private readonly isFold: IsFold,
  ) {
    this.tables = options.startTable ?? 0
    this.text = new TextGatherer(options.source, (char) => this.settleAnchors(char), options.isTraced)
  }

  /** @param root its language is that of all blocks which name no other, unless the options name one */
  read(root: MarkupElement): void {
    this.readNode(root, outermost)
    this.emit(outermost)
    const block = Math.max(
      this.blocks.findLastIndex(({ kind }) => kind !== 'wordless-picture'),
      Math.min(0, this.blocks.length - 1),
    )
    // Anchors behind everything are its end.
    if (block >= 0)
      for (const id of this.waitingAnchors)
        this.anchors.set(id, { block, char: this.blocks[block].text.length })
    this.count('white space', this.text.droppedChars)
  }

  readChildren(element: MarkupElement, context: FlowContext): void {
    for (const child of element.children) this.readNode(child, context)
  }

  readNode(node: MarkupNode, context: FlowContext): void {
    if (isElement(node))
      this.within(node, context, (inner, style) => this.readElement(node, context, inner, style))
    else if (this.options.isLeftOut?.(node)) this.count('page around the article', node.text.length)
    else this.text.append(node, context.whiteSpace)
  }

  /** Reads an element if it is to be seen. @returns whether it was */
  within(
    element: MarkupElement,
    context: FlowContext,
    readIt: (inner: FlowContext, style: ShownStyle) => void,
  ): boolean {
    this.noteAnchors(element)
    const style = shownStyleOf(element, this.sheets(element, this.path))
    const isWhole = element.name === 'html' || element.name === 'body'
    // A page that hides itself until its scripts have run is seen once they have.
    const hidden = isWhole ? null : this.hiddenBy(element, this.path.at(-1), style)
    if (hidden !== null && !(element.name === 'title' && this.path.at(-1)?.name === 'svg')) {
      this.countUnseen(element)
      return false
    }
    if (this.options.isLeftOut?.(element)) {
      this.count('page around the article', countText(element))
      return false
    }
    this.path.push(element)
    readIt(inherit(element, context, style), style)
    this.path.pop()
    return true
  }

  count(rule: string, chars: number): void {
    this.counts.set(rule, (this.counts.get(rule) ?? 0) + chars)
  }

  private countUnseen(element: MarkupElement): void {
    if (scriptElements.has(element.name)) return this.count('script', countText(element))
    for (const child of element.children) {
      if (isElement(child)) this.countUnseen(child)
      else this.count('hidden', child.text.length)
    }
  }

  /** Ends a block, or a line where all is one block. */
  border(context: FlowContext): void {
    if (context.isOneBlock) this.text.breakLine()
    else this.emit(context)
  }

  /** Puts what has been gathered into a block. */
  emit(context: FlowContext): void {
    const gathered = this.text.finish()
    const { part, source, language } = this.options
    if (gathered !== null) {
      const place = { part, source, ...(language === undefined ? {} : { language }) }
      const { block, markerChars } = finishBlock(gathered, context, place, this.marker, this.isNoteStart)
      this.count('marker', markerChars)
      this.marker = null
      this.isNoteStart = false
      this.blocks.push(block)
      this.trace(block, gathered, markerChars)
    } else if (context.kind === 'heading') {
      // A heading that is a picture is called what the picture says.
      const said = this.waitingImages.findIndex(({ kind }) => kind !== 'wordless-picture')
      if (said !== -1) {
        const [image] = this.waitingImages.splice(said, 1)
        this.blocks.push({ ...image, kind: 'heading', level: context.level ?? 1 })
      }
    }
    for (const image of this.waitingImages.splice(0)) this.blocks.push(image)
  }

  /** Puts what has been gathered into a row of a table, unless nothing is in it. */
  emitRow(context: FlowContext, rowOf: (gathered: GatheredText) => NonNullable<Block['row']>): void {
    const gathered = this.text.finish()
    if (gathered !== null) {
      const { part, source, language } = this.options
      const place = { part, source, ...(language === undefined ? {} : { language }) }
      const { block } = finishBlock(gathered, context, place, null, false)
      const row = block.kind === 'table' ? { ...block, row: rowOf(gathered) } : block
      this.blocks.push(row)
      this.trace(row, gathered, 0)
    }
    for (const image of this.waitingImages.splice(0)) this.blocks.push(image)
  }

  private trace(block: Block, { text, origins }: GatheredText, droppedChars: number): void {
    if (origins !== undefined) this.origins.set(block, withoutBeginning(origins, text.slice(0, droppedChars)))
  }

  /** Adds a picture's block at once, or behind the text that it stands in. */
  addImage(block: Block, context: FlowContext): void {
    if (this.text.hasText || context.isOneBlock || context.kind === 'heading') this.waitingImages.push(block)
    // What an anchor means is what is said behind it.
    else if (block.kind === 'wordless-picture') this.blocks.push(block)
    else this.addBlock(block)
  }

  addBlock(block: Block): void {
    this.settleAnchors(0)
    this.blocks.push(block)
  }

  blockOf(kind: Block['kind'], text: string, element: MarkupElement, context: FlowContext): Block {
    const { startChar, endChar } = element
    return {
      kind: context.isFurniture ? 'furniture' : kind,
      ...(context.matter === undefined ? {} : { matter: context.matter }),
      text,
      marks: [],
      source: { part: this.options.part, startChar, endChar, exact: false },
    }
  }

  private readElement(
    element: MarkupElement,
    outer: FlowContext,
    inner: FlowContext,
    style: ShownStyle,
  ): void {
    const says = semanticsOf(element)
    if (readSign(this, element, inner, says)) return
    switch (element.name) {
      case 'br':
        return this.breakLine(inner)
      case 'wbr':
        return
      case 'hr':
        this.border(outer)
        if (!outer.isOneBlock) this.addBlock(this.blockOf('furniture', sceneBreak, element, outer))
        return
      case 'img':
        return readImage(this, element, alternativeOf(element), inner)
      case 'svg':
        this.count('hidden', countText(element))
        return readImage(this, element, alternativeOfDrawing(element), inner)
      case 'math':
        return readFormula(this, element, inner)
      case 'ruby':
        return readRuby(this, element, inner)
      case 'table':
        return readTable(this, element, this.contextOf(element, inner, says))
      case 'switch':
        return this.readSwitch(element, inner)
      case 'button':
        // The question of a list of questions is often one to be pressed.
        if (inner.kind !== 'heading') return this.count('control', countText(element))
    }
    if (!isBlock(element, style)) return readInline(this, element, outer, inner, style)
    this.border(outer)
    const context = this.contextOf(element, inner, says)
    if (context.kind === 'footnote' && (outer.kind !== 'footnote' || element.name === 'li'))
      this.beginNote(element)
    else if (element.name === 'li') this.marker = this.markers.get(element) ?? null
    if (preformatted.has(element.name) && context.whiteSpace === 'normal') this.readProse(element, context)
    else this.readChildren(element, context)
    this.border(context)
    // A stanza within a poem, a cell within a table that only arranges: its own block all the same.
    if (context.isOneBlock && !outer.isOneBlock) this.emit(context)
    if (element.name === 'li') this.marker = null
  }

  /** Prose in lines of its own: a paragraph ends where a line is empty. */
  private readProse(pre: MarkupElement, context: FlowContext): void {
    for (const child of pre.children) {
      const parts = splitAtBlankLines(child)
      parts.forEach((part, index) => {
        this.readNode(part, context)
        if (index < parts.length - 1) this.border(context)
      })
    }
  }

  /** The same said twice, with a vocabulary that not every reader knows and without: formulas are known. */
  private readSwitch(element: MarkupElement, context: FlowContext): void {
    const choices = element.children.filter(isElement)
    const known = choices.find((choice) => /\/Math\/MathML$/.test(attributeOf(choice, 'required-namespace')))
    const chosen = known ?? choices.find(({ name }) => name === 'default')
    for (const child of element.children) {
      if (child === chosen || chosen === undefined || !isElement(child)) this.readNode(child, context)
      else this.countUnseen(child)
    }
  }

  private beginNote(element: MarkupElement): void {
    this.isNoteStart = true
    this.marker = this.markers.get(element) ?? null
  }

  private contextOf(element: MarkupElement, inner: FlowContext, says: ReadonlySet<string>): FlowContext {
    const matter = matterOf(element, says, this.options.isPage ?? false)
    let context: FlowContext = inner
    if (matter === 'furniture') context = { ...context, isFurniture: true }
    else if (matter !== undefined) context = { ...context, matter, isFurniture: false }
    context = foldOf(element, this.path.at(-2), context, this.isFold)
    if (isNoteList(element, says)) context = { ...context, isInNotes: true }
    if (context.isOneBlock) return context
    const isNote = isNoteBody(element, says) || (context.isInNotes && /^(?:li|dd|p)$/.test(element.name))
    if (isNote) context = { ...context, kind: 'footnote', isInNotes: true }
    const kind = kindOf(element, context, says)
    if (kind !== null) context = { ...context, ...kind }
    if (context.kind === 'verse' && isStanza(element)) context = { ...context, isOneBlock: true }
    switch (element.name) {
      case 'hgroup': {
        // A number, a title and a subtitle are one heading in several lines.
        const first = findElement(element, ({ name }) => /^h[1-6]$/.test(name))
        return first === null
          ? context
          : { ...context, kind: 'heading', level: Number(first.name[1]), isOneBlock: true }
      }
      case 'ul':
      case 'ol':
      case 'menu':
      case 'dir': {
        const listDepth = context.listDepth + 1
        for (const [item, marker] of listMarkers(element, listDepth)) this.markers.set(item, marker)
        return { ...context, listDepth }
      }
      case 'dl':
        return { ...context, listDepth: context.listDepth + 1 }
      case 'li':
      case 'dt':
      case 'dd':
        return context.kind === 'footnote' || context.kind === 'verse'
          ? context
          : { ...context, kind: 'list-item', level: Math.min(Math.max(1, context.listDepth), 9) }
      case 'pre':
      case 'listing':
      case 'xmp':
      case 'plaintext':
        if (context.kind === 'paragraph' && isPlainProse(element)) return { ...context, whiteSpace: 'normal' }
        return { ...context, kind: context.kind === 'verse' ? 'verse' : 'code', whiteSpace: 'pre' }
    }
    return context
  }

  /** Two line ends in a row are what many pages have between paragraphs. */
  private breakLine(context: FlowContext): void {
    if (context.whiteSpace === 'pre') return this.text.endLine()
    const isSecond = this.text.breakLine()
    if (isSecond && !context.isOneBlock && context.kind !== 'verse') this.emit(context)
  }

  private noteAnchors(element: MarkupElement): void {
    if (element.attributes.size === 0) return
    const ids = [element.attributes.get('id') ?? element.attributes.get('xml:id')]
    if (element.name === 'a') ids.push(element.attributes.get('name'))
    for (const id of ids)
      // The first element of a name bears it.
      if (id !== undefined && id !== '' && !this.anchors.has(id)) this.waitingAnchors.push(id)
  }

  private settleAnchors(char: number): void {
    if (this.waitingAnchors.length === 0) return
    for (const id of this.waitingAnchors.splice(0))
      if (!this.anchors.has(id)) this.anchors.set(id, { block: this.blocks.length, char })
  }
}

function isBlock({ name }: MarkupElement, { display }: ShownStyle): boolean {
  return blockElements.has(name) || (display !== undefined && blockDisplays.has(display))
}
