import { attributeOf, countText, isElement, nodesOf, type MarkupElement, type MarkupNode } from './tree'

/** More columns are a mistake or an attack; cells beyond have no heads. */
const maxColumns = 1_000
/** Browsers take no more. */
const maxRowSpan = 65_534
/** A cell with more text than this, in a table without heads, is a part of a page. */
const maxPlainCellChars = 600
/** What people read as the head of a column. */
const maxHeaderChars = 200

export interface TableRow {
  readonly element: MarkupElement
  readonly cells: readonly MarkupElement[]
  readonly isHeader: boolean
}

const structure = new Set('table h1 h2 h3 h4 h5 h6 pre hr blockquote section article form'.split(' '))

/** The rows of a table in the order they are shown: its head first, its foot last. Rows of tables in it are not its own. */
export function tableRows(table: MarkupElement): TableRow[] {
  const head: TableRow[] = []
  const body: TableRow[] = []
  const foot: TableRow[] = []
  const addRow = (element: MarkupElement, into: TableRow[], isHead: boolean): void => {
    const cells = element.children.filter(isCell)
    if (cells.length > 0) into.push({ element, cells, isHeader: isHead })
  }
  for (const child of table.children) {
    if (!isElement(child)) continue
    if (child.name === 'tr') addRow(child, body, false)
    const into =
      child.name === 'thead' ? head : child.name === 'tfoot' ? foot : child.name === 'tbody' ? body : null
    if (into === null) continue
    for (const row of child.children)
      if (isElement(row) && row.name === 'tr') addRow(row, into, child.name === 'thead')
  }
  // Rows of nothing but heads at the top are the table's head, if something follows them.
  const first = body.findIndex(({ cells }) => !cells.every(({ name }) => name === 'th'))
  const leading = first > 0 ? first : 0
  const marked = body.map((row, index) => (index < leading ? { ...row, isHeader: true } : row))
  return [...head, ...marked, ...foot]
}

/** Whether a table only arranges a page: it is read as what is in its cells, one after the other. */
export function isLayoutTable(table: MarkupElement, rows: readonly TableRow[]): boolean {
  if (/^(?:presentation|none)$/i.test(attributeOf(table, 'role')) || attributeOf(table, 'datatable') === '0')
    return true
  if (rows.every(({ cells }) => cells.length === 1) || hasStrayText(table)) return true
  const hasHeads = rows.some(({ isHeader, cells }) => isHeader || cells.some(({ name }) => name === 'th'))
  for (const { cells } of rows)
    for (const cell of cells) {
      let chars = 0
      let paragraphs = 0
      for (const node of nodesOf(cell)) {
        if (!isElement(node)) chars += node.text.length
        else if (structure.has(node.name)) return true
        else if (node.name === 'p' || node.name === 'ul' || node.name === 'ol') paragraphs += 1
        if (!hasHeads && (chars > maxPlainCellChars || paragraphs > 1)) return true
      }
    }
  return false
}

/** Text where no cell is, which only XML lets be written: it would be lost between the rows. */
function hasStrayText(table: MarkupElement): boolean {
  const isBlank = (node: MarkupNode): boolean =>
    isElement(node) ? ignored.has(node.name) || countText(node) === 0 : node.text.trim() === ''
  const isRow = (node: MarkupNode): boolean =>
    isElement(node) && node.name === 'tr' && node.children.every((child) => isCell(child) || isBlank(child))
  return !table.children.every(
    (child) =>
      isBlank(child) ||
      isRow(child) ||
      (isElement(child) && child.name === 'caption') ||
      (isElement(child) &&
        sections.has(child.name) &&
        child.children.every((row) => isRow(row) || isBlank(row))),
  )
}

const ignored = new Set(['script', 'style', 'template', 'colgroup', 'col'])
const sections = new Set(['thead', 'tbody', 'tfoot'])

function isCell(node: MarkupNode): node is MarkupElement {
  return isElement(node) && (node.name === 'td' || node.name === 'th')
}

/** Where the cells of a table's rows stand, and what the heads above and beside them say. */
export class TableGrid {
  private readonly columnHeads: string[] = []
  /** By column: in how many further rows the cell of a row above still stands, and what it says if it is a head. */
  private readonly spans: { rows: number; head: string | null }[] = []
  private column = 0

  /** @returns what the heads of rows that reach down into this one say */
  beginRow(): string | null {
    this.column = 0
    const heads: string[] = []
    this.spans.forEach((span) => {
      if (span !== undefined && span.rows > 0 && span.head !== null) heads.push(span.head)
    })
    return heads.length === 0 ? null : shorten(heads.join(', '))
  }

  /** @returns what the heads of the next cell's columns say; null where there are none */
  headOf(cell: MarkupElement): string | null {
    this.skipSpans()
    const heads: string[] = []
    for (
      let column = this.column;
      column < Math.min(this.column + spanOf(cell, 'colspan', maxColumns), maxColumns);
      column += 1
    ) {
      const head = this.columnHeads[column]
      if (head !== undefined && head !== '' && !heads.includes(head)) heads.push(head)
    }
    return heads.length === 0 ? null : shorten(heads.join(', '))
  }

  /** Takes the next cell in, with what it says. */
  place(cell: MarkupElement, text: string, isHeaderRow: boolean): void {
    this.skipSpans()
    const end = Math.min(this.column + spanOf(cell, 'colspan', maxColumns), maxColumns)
    const rows = spanOf(cell, 'rowspan', maxRowSpan)
    const isRowHead = !isHeaderRow && cell.name === 'th'
    for (let column = this.column; column < end; column += 1) {
      if (isHeaderRow && text !== '') {
        const above = this.columnHeads[column]
        this.columnHeads[column] = above === undefined || above === text ? text : shorten(`${above}, ${text}`)
      }
      // This row itself is counted: `endRow` takes it away.
      if (rows > 1) this.spans[column] = { rows, head: isRowHead && column === this.column ? text : null }
    }
    this.column = end
  }

  endRow(): void {
    this.column = 0
    for (let column = 0; column < this.spans.length; column += 1) {
      const span = this.spans[column] as { rows: number } | undefined
      if (span !== undefined && span.rows > 0) span.rows -= 1
    }
  }

  private skipSpans(): void {
    while (this.column < maxColumns && (this.spans[this.column]?.rows ?? 0) > 0) this.column += 1
  }
}

function shorten(text: string): string {
  return text.length <= maxHeaderChars ? text : `${text.slice(0, maxHeaderChars - 1)}…`
}

function spanOf(cell: MarkupElement, name: 'colspan' | 'rowspan', most: number): number {
  const written = attributeOf(cell, name)
  return /^\d{1,9}$/.test(written) ? Math.min(Math.max(1, Number(written)), most) : 1
}
