import type { Block, InlineMark, TableCell } from '@contract/document'
import type { DraftBlock, FormulaRange } from './draft-block'
import type { LanguageRange } from './language-ranges'
import type { StoryContext } from './story-context'
import { childOf, childrenOf, isOn, numberWithin, switchOf, valueOf } from './word-elements'
import type { WordElement } from './word-xml'

/** Word has no more columns in a table than 63; a number from the file is taken no further. */
const maxColumns = 256
/** What is longer than this in one cell is text laid out in a table, not a table's entry. */
const maxCellChars = 1_500
const maxCellParagraphs = 12
/** The head of a column is said with every cell below it. */
const maxHeaderChars = 120

interface Cell {
  readonly column: number
  span: number
  readonly blocks: DraftBlock[]
  chars: number
}

interface Row {
  readonly startChar: number
  readonly cells: Cell[]
  /** What is read after the row: notes, pictures, boxes. */
  readonly after: DraftBlock[]
  column: number
  isHeader: boolean
  /** Read block by block, as text that is only laid out in a table. */
  isFlowing: boolean
}

/** A table while it is read: its rows become blocks; one that only lays out text is read as what it holds. */
export class TableReader {
  private readonly number: number
  private columns: number | undefined
  private row: Row | null = null
  private rows = 0
  private headerRows = 0
  private readonly headers: string[] = []
  private hasHeaderLook = false
  private isAtTop = true

  constructor(
    private readonly context: StoryContext,
    private readonly emit: (draft: DraftBlock, isAside: boolean) => void,
  ) {
    this.number = context.nextTable()
  }

  /** Whether what is added is handed on at once. */
  get isFlowing(): boolean {
    return this.row === null || this.row.isFlowing
  }

  readProperties(properties: WordElement): void {
    const look = childOf(properties, 'w:tblLook')?.attributes
    const bits = Number.parseInt(look?.get('w:val') ?? '0', 16)
    // Bit 5 of the look, or an attribute of its own in newer files (ECMA-376 part 1, 17.4.56).
    const isOnFirst = isOn(look?.get('w:firstRow') ?? ((bits & 0x20) !== 0 ? '1' : '0'))
    const style = this.context.styles.table(valueOf(properties, 'w:tblStyle'))
    this.hasHeaderLook = isOnFirst && style?.marksFirstRow === true
  }

  readGrid(grid: WordElement): void {
    this.columns = childrenOf(grid, 'w:gridCol').length || undefined
  }

  beginRow({ startChar }: WordElement): void {
    const isFlowing = this.columns === 1
    this.row = { startChar, cells: [], after: [], column: 0, isHeader: false, isFlowing }
  }

  readRowProperties(properties: WordElement): void {
    const { row } = this
    if (row === null) return
    row.column = numberWithin(valueOf(properties, 'w:gridBefore'), 0, maxColumns) ?? 0
    row.isHeader = switchOf(properties, 'w:tblHeader') === true && this.headerRows === this.rows
  }

  beginCell(): void {
    const { row } = this
    row?.cells.push({ column: row.column, span: 1, blocks: [], chars: 0 })
    if (row !== null) row.column = Math.min(maxColumns, row.column + 1)
  }

  /** @returns whether the cell goes on with the one above or before it: what it holds is not shown */
  readCellProperties(properties: WordElement): boolean {
    const cell = this.row?.cells.at(-1)
    if (this.row === null || cell === undefined) return false
    cell.span = numberWithin(valueOf(properties, 'w:gridSpan'), 1, maxColumns) ?? 1
    this.row.column = Math.min(maxColumns, cell.column + cell.span)
    return ['w:vMerge', 'w:hMerge'].some((name) => {
      const merge = childOf(properties, name)
      return merge !== undefined && (merge.attributes.get('w:val') ?? 'continue') === 'continue'
    })
  }

  /** @param isAside what belongs to the row's text without being a part of it */
  add(draft: DraftBlock, isAside: boolean): void {
    const { row } = this
    if (row === null || row.isFlowing) return this.emit(draft, isAside)
    if (isAside) {
      row.after.push(draft)
      return
    }
    const cell = row.cells.at(-1)
    if (cell === undefined) return this.emit(draft, isAside)
    cell.blocks.push(draft)
    cell.chars += draft.block.text.length
    const isLong = cell.chars > maxCellChars || cell.blocks.length > maxCellParagraphs
    if (isLong || draft.block.kind === 'heading') this.flow()
  }

  /** Hands on what the row holds, and all that follows in it. */
  flow(): void {
    const { row } = this
    if (row === null || row.isFlowing) return
    row.isFlowing = true
    for (const { blocks } of row.cells) for (const draft of blocks) this.emit(draft, false)
    for (const draft of row.after) this.emit(draft, true)
  }

  endRow({ endChar }: WordElement): void {
    const { row } = this
    if (row === null) return
    if (this.columns === undefined && row.cells.length <= 1) this.flow()
    if (!row.isFlowing) this.finishRow(row, endChar)
    this.rows += 1
    if (row.isHeader) this.headerRows += 1
    this.row = null
  }

  private finishRow(row: Row, endChar: number): void {
    row.isHeader ||= this.isAtTop && this.looksLikeHeader(row)
    // A line across the whole table is its title; the heads of its columns may follow.
    this.isAtTop &&= row.cells.length === 1
    const draft = this.rowBlock(row, endChar)
    if (row.isHeader) this.keepHeaders(row)
    if (draft.block.text.trim() !== '') this.emit(draft, false)
    for (const after of row.after) this.emit(after, true)
  }

  private looksLikeHeader({ cells }: Row): boolean {
    const filled = cells.filter(({ blocks }) => blocks.length > 0)
    if (this.context.kind !== undefined || filled.length < 2) return false
    return (this.hasHeaderLook && this.rows === 0) || filled.every(isStrong)
  }

  private rowBlock(row: Row, endChar: number): DraftBlock {
    let text = ''
    const marks: InlineMark[] = []
    const languages: LanguageRange[] = []
    const formulas: FormulaRange[] = []
    const cells: TableCell[] = []
    row.cells.forEach((cell, index) => {
      if (index > 0) text += '\t'
      const startChar = text.length
      cell.blocks.forEach(({ block, languages: spokenIn, formulas: said }, line) => {
        if (line > 0) text += '\n'
        // A cell has no place for a list's number but its text.
        if (block.marker !== undefined) text += `${block.marker} `
        const offset = text.length
        text += block.text.replace(/\t/g, ' ')
        const shift = <Range extends { startChar: number; endChar: number }>(range: Range): Range => ({
          ...range,
          startChar: range.startChar + offset,
          endChar: range.endChar + offset,
        })
        for (const mark of block.marks) marks.push(shift(mark))
        for (const range of spokenIn) languages.push(shift(range))
        for (const range of said) formulas.push(shift(range))
      })
      const header = row.isHeader ? undefined : this.headers[cell.column]
      cells.push({ startChar, endChar: text.length, ...(header === undefined ? {} : { header }) })
    })
    const { kind, part } = this.context
    const block: Block = {
      kind: kind ?? 'table',
      text,
      marks,
      ...(kind === undefined ? { row: { table: this.number, isHeader: row.isHeader, cells } } : {}),
      source: { part, startChar: row.startChar, endChar, exact: false },
    }
    return { block, languages, formulas }
  }

  private keepHeaders({ cells }: Row): void {
    for (const { column, span, blocks } of cells) {
      const words = blocks
        .map(({ block }) => block.text)
        .join(' ')
        .replace(/\s+/g, ' ')
        .slice(0, maxHeaderChars)
        .trim()
      for (let index = column; words !== '' && index < Math.min(maxColumns, column + span); index += 1)
        this.headers[index] = this.headers[index] === undefined ? words : `${this.headers[index]} ${words}`
    }
  }
}

/** Whether all that a cell says is set in bold, and little enough to be the head of a column. */
function isStrong({ blocks, chars }: Cell): boolean {
  return (
    chars <= maxHeaderChars &&
    blocks.every(({ block }) =>
      block.marks.some(
        ({ kind, startChar, endChar }) => kind === 'strong' && endChar - startChar >= block.text.length,
      ),
    )
  )
}
