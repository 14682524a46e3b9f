import type { Block } from '@contract/document'
import { hasLeaderTab, isContentsTitle, isEntry, pageNumberMark } from './contents-lines'
import { chooseBranch } from './drawings'
import type { DraftBlock } from './draft-block'
import { FieldStack } from './fields'
import type { InlineText } from './inline-text'
import type { ListDefinition } from './numbering'
import type { OutsideRule } from './outside-counts'
import { ParagraphDraft } from './paragraph-draft'
import { roleOf } from './paragraph-kind'
import { ParagraphReader } from './paragraph-reader'
import type { StoryContext } from './story-context'
import type { Style } from './styles'
import { TableReader } from './table-reader'
import { childOf, childrenOf, descendantsOf, numberWithin, switchOf, valueOf } from './word-elements'
import type { WordElement, WordXmlHandler } from './word-xml'

/** Elements of a story that are told one by one; everything else comes whole. */
const storyContainers: ReadonlySet<string> = new Set([
  ...['w:document', 'w:body', 'w:hdr', 'w:ftr', 'w:footnote', 'w:endnote', 'w:txbxContent', 'w:docPartBody'],
  ...['w:tbl', 'w:tr', 'w:tc', 'w:sdt', 'w:sdtContent', 'w:customXml', 'w:smartTag'],
  ...['w:ins', 'w:del', 'w:moveFrom', 'w:moveTo'],
])

/** Whether an element of a story is told one by one. */
export function isStoryContainer(name: string): boolean {
  return storyContainers.has(name)
}

/** What an open container says of all it holds. */
interface Scope {
  rule: OutsideRule | null
  isContents: boolean
}

/** Paragraphs that are joined because the marks between them are deleted; a document of nothing else is still cut. */
const maxJoined = 500

/**
 * Reads a story (the body, a note, a header, the text in a box) into blocks as its elements come in.
 * @see ECMA-376 part 1, 17.2 (document), 17.3 (paragraphs), 17.4 (tables), 17.13.5 (changes)
 */
export class StoryReader implements WordXmlHandler {
  private readonly fields = new FieldStack()
  private readonly paragraphs: ParagraphReader
  private readonly scopes: Scope[] = []
  private readonly tables: TableReader[] = []
  private held: { draft: ParagraphDraft; paragraph: WordElement } | null = null
  /** Under a heading that announces a table of contents. */
  private isUnderContents = false
  private settled = 0

  constructor(
    private readonly context: StoryContext,
    private readonly sink: (draft: DraftBlock) => void,
  ) {
    this.paragraphs = new ParagraphReader(context, this.fields, new ParagraphDraft(0))
  }

  /** Everything before this character of the part is in blocks that were handed out, or counted. */
  get settledChar(): number {
    return this.settled
  }

  /** Whether nothing is waiting for what comes next. */
  get isSettled(): boolean {
    return this.held === null && this.tables.every(({ isFlowing }) => isFlowing)
  }

  open(element: WordElement): void {
    const isDeleted = element.name === 'w:del' || element.name === 'w:moveFrom'
    this.scopes.push({ rule: isDeleted ? 'deleted' : null, isContents: false })
    const table = this.tables.at(-1)
    if (element.name === 'w:tbl') {
      this.flushHeld()
      this.tables.push(this.newTable(table))
    } else if (element.name === 'w:tr') table?.beginRow(element)
    else if (element.name === 'w:tc') table?.beginCell()
    this.settle(element.endChar)
  }

  close(element: WordElement): void {
    if (element.name !== 'w:ins' && element.name !== 'w:del') this.flushHeld()
    if (element.name === 'w:tr') this.tables.at(-1)?.endRow(element)
    else if (element.name === 'w:tbl') this.tables.pop()
    this.scopes.pop()
    this.settle(element.endChar)
  }

  whole(element: WordElement): void {
    this.readWhole(element)
    this.settle(element.endChar)
  }

  /** Reads an element that was kept whole. */
  replay(element: WordElement): void {
    if (!isStoryContainer(element.name)) return this.whole(element)
    this.open(element)
    for (const child of childrenOf(element)) this.replay(child)
    this.close(element)
  }

  /** Hands out what was waiting for more. */
  end(): void {
    this.flushHeld()
  }

  private settle(endChar: number): void {
    if (this.isSettled) this.settled = endChar
  }

  private newTable(outer: TableReader | undefined): TableReader {
    return new TableReader(this.context, (draft, isAside) => {
      if (outer === undefined) return this.sink(draft)
      // A table in a cell has rows of its own: the row around it only lays it out.
      if (draft.block.kind === 'table') outer.flow()
      outer.add(draft, isAside)
    })
  }

  private readWhole(element: WordElement): void {
    const scope = this.scopes.at(-1)
    const table = this.tables.at(-1)
    switch (element.name) {
      case 'w:p':
      case 'm:oMathPara':
      case 'm:oMath':
        return this.readParagraph(element)
      case 'w:tblPr':
        return table?.readProperties(element)
      case 'w:tblGrid':
        return table?.readGrid(element)
      case 'w:trPr':
        table?.readRowProperties(element)
        if (scope !== undefined) scope.rule = rowRule(element)
        return
      case 'w:tcPr': {
        const isMerged = table?.readCellProperties(element) === true
        const isDeleted = childOf(element, 'w:cellDel') !== undefined
        if (scope !== undefined) scope.rule = isDeleted ? 'deleted' : isMerged ? 'merged cell' : null
        return
      }
      case 'w:sdtPr':
        if (scope !== undefined) {
          scope.rule = switchOf(element, 'w:showingPlcHdr') === true ? 'placeholder' : null
          scope.isContents = isContentsControl(element)
        }
        return
      case 'w:sectPr':
        return this.context.notes.endSection()
      case 'w:altChunk':
      case 'w:subDoc':
        return this.context.missPart()
      case 'mc:AlternateContent': {
        const { chosen, duplicateChars } = chooseBranch(element)
        this.context.outside.add('duplicate', duplicateChars)
        for (const child of childrenOf(chosen)) this.replay(child)
        return
      }
      default:
        if (/Pr(?:Ex|Change)?$/.test(element.name)) return
        for (const child of childrenOf(element)) this.replay(child)
    }
  }

  private readParagraph(paragraph: WordElement): void {
    const { held } = this
    const draft = held?.draft ?? new ParagraphDraft(paragraph.startChar)
    this.held = null
    const properties = childOf(paragraph, 'w:pPr')
    const style = this.context.styles.paragraph(valueOf(properties, 'w:pStyle'))
    const rule = this.scopes.find((scope) => scope.rule !== null)?.rule ?? null
    // A formula on a line of its own may stand where a paragraph does.
    const content =
      paragraph.name === 'w:p' ? paragraph : { ...paragraph, name: 'w:p', children: [paragraph] }
    this.paragraphs.read(content, style, draft, rule)
    this.fields.endParagraph()
    draft.paragraphs += 1
    if (rule === null && runsOn(properties) && draft.paragraphs < maxJoined) {
      this.held = { draft, paragraph }
      return
    }
    this.finishParagraph(draft, paragraph, rule)
    if (childOf(properties, 'w:sectPr') !== undefined) this.context.notes.endSection()
  }

  private flushHeld(): void {
    const { held } = this
    this.held = null
    if (held !== null) this.finishParagraph(held.draft, held.paragraph, null)
  }

  private finishParagraph(draft: ParagraphDraft, paragraph: WordElement, rule: OutsideRule | null): void {
    const { context } = this
    const properties = childOf(paragraph, 'w:pPr')
    const style = context.styles.paragraph(valueOf(properties, 'w:pStyle'))
    const inline = draft.inline.finish()
    context.outside.add('white space', inline.trimmedChars)
    const source = {
      part: context.part,
      startChar: draft.startChar,
      endChar: paragraph.endChar,
      exact: false,
    }
    const isShown = rule === null && (inline.text !== '' || !hasHiddenMark(properties))
    const item = isShown ? this.countItem(properties, style) : null
    if (inline.text !== '') {
      const block = this.blockOf(draft, inline, properties, style, item)
      this.emit(
        { block: { ...block, source }, languages: inline.languages, formulas: inline.formulas },
        false,
      )
    }
    for (const { kind, id, marker } of draft.notes)
      for (const note of context.notes.take(kind, id, marker)) this.emit(note, true)
    for (const picture of draft.alternatives) {
      // Other parts have relationships of their own, under the same ids.
      const isShown = context.kind === undefined && context.part === 0
      if (picture.words === '' && !isShown) continue
      const kind = context.kind ?? (picture.words === '' ? 'wordless-picture' : 'image-alternative')
      const block: Block = { kind, text: picture.words, marks: [], source }
      this.emit({ block, languages: [], formulas: [], ...(isShown ? { picture } : {}) }, true)
    }
    for (const written of draft.diagrams) this.emit(written, true)
    for (const box of draft.textBoxes) this.readTextBox(box)
  }

  private readTextBox(box: WordElement): void {
    const story = new StoryReader(this.context, (draft) => this.emit(draft, true))
    story.replay(box)
    story.end()
  }

  private emit(draft: DraftBlock, isAside: boolean): void {
    const table = this.tables.at(-1)
    if (table === undefined) this.sink(draft)
    else table.add(draft, isAside)
  }

  private blockOf(
    draft: ParagraphDraft,
    inline: InlineText,
    properties: WordElement | undefined,
    style: Style,
    item: { readonly marker: string; readonly level: number } | null,
  ): Omit<Block, 'source'> {
    const { text, marks } = inline
    const marker = item === null || item.marker === '' ? {} : { marker: item.marker }
    const { kind } = this.context
    if (kind !== undefined) return { kind, text, marks, ...marker }
    const outline = numberWithin(valueOf(properties, 'w:outlineLvl'), 0, 9)
    const role = roleOf(style, outline, { text, label: draft.sequenceLabel })
    const isTyped = this.isTypedEntry(role.kind === 'heading', text, properties)
    const isContents = draft.isInListing || isTyped || this.scopes.some((scope) => scope.isContents)
    const matter = isContents ? 'contents' : (role.matter ?? (draft.isInIndex ? 'aside' : undefined))
    if (matter !== undefined)
      return {
        ...(isTyped ? { kind: 'paragraph' } : role),
        matter,
        text,
        marks: matter === 'contents' ? [...marks, ...pageNumberMark(text, marks)] : marks,
        ...marker,
      }
    if (role.kind !== 'paragraph') return { ...role, text, marks, ...marker }
    if (isFormula(inline)) return { kind: 'formula', text, marks, ...marker }
    if (item !== null && item.marker !== '')
      return { kind: 'list-item', level: item.level + 1, ...marker, text, marks }
    return { kind: 'paragraph', text, marks }
  }

  /** Whether a paragraph is an entry of a table of contents that somebody typed. */
  private isTypedEntry(isHeading: boolean, text: string, properties: WordElement | undefined): boolean {
    if (isContentsTitle(text)) {
      this.isUnderContents = true
      return false
    }
    if (this.isUnderContents && isEntry(text, hasLeaderTab(properties))) return true
    if (isHeading) this.isUnderContents = false
    return false
  }

  private countItem(
    properties: WordElement | undefined,
    style: Style,
  ): { readonly marker: string; readonly level: number } | null {
    const direct = childOf(properties, 'w:numPr')
    const number =
      numberWithin(valueOf(direct, 'w:numId'), 0, Number.MAX_SAFE_INTEGER) ?? style.numbering?.number
    const list = number === undefined ? null : this.context.numbering(number)
    if (number === undefined || list === null) return null
    const ofStyle = levelOfStyle(list, style)
    const level =
      numberWithin(valueOf(direct, 'w:ilvl'), 0, list.levels.length - 1) ??
      (direct === undefined && ofStyle !== -1 ? ofStyle : (style.numbering?.level ?? 0))
    return { marker: this.context.counters.next(number, list, level), level }
  }
}

/** The level of a list that names a style, or the nearest of those the style is based on; -1 for none. */
function levelOfStyle({ levels }: ListDefinition, { ids }: Style): number {
  for (const id of ids) {
    const index = levels.findIndex((level) => level.style === id)
    if (index !== -1) return index
  }
  return -1
}

function rowRule(properties: WordElement): OutsideRule | null {
  if (childOf(properties, 'w:del') !== undefined) return 'deleted'
  return switchOf(properties, 'w:hidden') === true ? 'hidden' : null
}

function isContentsControl(properties: WordElement): boolean {
  for (const { name, attributes } of descendantsOf(properties))
    if (name === 'w:docPartGallery') return /^table of contents$/i.test(attributes.get('w:val') ?? '')
  return false
}

/** Whether a paragraph goes on in the next: its mark is deleted, or it is the large first letter of it. */
function runsOn(properties: WordElement | undefined): boolean {
  const mark = childOf(properties, 'w:rPr')
  if (childOf(mark, 'w:del') !== undefined || childOf(mark, 'w:moveFrom') !== undefined) return true
  const dropCap = childOf(properties, 'w:framePr')?.attributes.get('w:dropCap')
  return dropCap === 'drop' || dropCap === 'margin'
}

function hasHiddenMark(properties: WordElement | undefined): boolean {
  return switchOf(childOf(properties, 'w:rPr'), 'w:vanish') === true
}

/** What may stand beside a formula that has a line of its own: a number in brackets, a full stop. */
const maxBesideFormulaChars = 12

function isFormula({ text, formulas }: InlineText): boolean {
  if (formulas.length === 0) return false
  let beside = ''
  let from = 0
  for (const { startChar, endChar } of formulas) {
    beside += text.slice(from, startChar)
    from = endChar
  }
  beside += text.slice(from)
  return beside.trim().length <= maxBesideFormulaChars && !/\p{L}{2}/u.test(beside)
}
