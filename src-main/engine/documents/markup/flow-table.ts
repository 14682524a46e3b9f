import type { TableCell } from '@contract/document'
import type { FlowContext } from './flow-context'
import type { FlowReader } from './flow-reader'
import type { GatheredText } from './gather-text'
import { isLayoutTable, TableGrid, tableRows, type TableRow } from './tables'
import { isElement, type MarkupElement } from './tree'

/** Reads a table row by row; one that only arranges a page as what its cells hold. */
export function readTable(reader: FlowReader, table: MarkupElement, context: FlowContext): void {
  reader.border(context)
  const rows = tableRows(table)
  if (rows.length === 0 || context.isOneBlock || isLayoutTable(table, rows)) {
    reader.readChildren(table, context)
    reader.border(context)
    return
  }
  for (const child of table.children)
    if (isElement(child) && child.name === 'caption') reader.readNode(child, context)
  const number = reader.tables
  reader.tables += 1
  const grid = new TableGrid()
  for (const row of rows)
    reader.within(row.element, context, (inner) => readRow(reader, row, grid, number, inner))
}

interface ReadCell {
  readonly element: MarkupElement
  readonly startChar: number
  readonly endChar: number
}

function readRow(
  reader: FlowReader,
  { cells: elements, isHeader }: TableRow,
  grid: TableGrid,
  table: number,
  context: FlowContext,
): void {
  const { text } = reader
  const inCell: FlowContext = { ...context, kind: 'table', isOneBlock: true, whiteSpace: 'normal' }
  const cells: ReadCell[] = []
  for (const element of elements) {
    if (cells.length > 0) text.breakCell()
    const startChar = text.chars
    const isSeen = reader.within(element, inCell, (inner) => reader.readChildren(element, inner))
    if (isSeen) cells.push({ element, startChar, endChar: text.chars })
  }
  reader.emitRow(inCell, (gathered) => {
    const beside = grid.beginRow()
    const placed = cells.map(({ element, startChar, endChar }, index): TableCell => {
      const above = isHeader ? null : grid.headOf(element)
      grid.place(element, headText(gathered, startChar, endChar), isHeader)
      const header = [index === 0 ? beside : null, above].filter((head) => head !== null).join(', ')
      return { startChar, endChar, ...(header === '' ? {} : { header }) }
    })
    grid.endRow()
    return { table, isHeader, cells: placed }
  })
}

/** A cell's text as the head of others: in one line, without references to notes. */
function headText(gathered: GatheredText, startChar: number, endChar: number): string {
  let text = ''
  let from = startChar
  for (const mark of gathered.marks) {
    if (mark.kind !== 'note-reference' || mark.startChar < from || mark.endChar > endChar) continue
    text += gathered.text.slice(from, mark.startChar)
    from = mark.endChar
  }
  return `${text}${gathered.text.slice(from, endChar)}`.replace(/\s+/g, ' ').trim()
}
