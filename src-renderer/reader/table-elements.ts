import type { Block } from '@contract/document'
import { subjectOf } from '@contract/reading-rules'
import type { BlockPiece, PageSection } from './block-pieces'
import { appendText } from './inline-elements'
import { ownDirection } from './text-direction'

/** Rows that say how wide the columns of a long table are, and the narrowest and widest they can be, in characters. */
const rowsMeasured = 40
const narrowestChars = 4
const widestChars = 48

/** The rows of one section as a table in a box of its own, in which a wide one scrolls. */
export interface BuiltTable {
  readonly box: HTMLElement
  /** What each of the section's pieces has become, in their order. */
  readonly elements: readonly HTMLElement[]
}

/**
 * Builds a section of a table: the text nodes of a row, joined, are the text of its piece, with what parts the cells.
 * @param buildOther makes the element of a piece that is no row; it stands under the row before it, as wide as the table
 */
export function buildTable(
  blocks: readonly Block[],
  section: PageSection,
  buildOther: (piece: BlockPiece) => HTMLElement,
): BuiltTable {
  const box = document.createElement('div')
  box.className = 'table-box'
  const table = document.createElement('table')
  const body = document.createElement('tbody')
  const columns = Math.max(...section.pieces.map(({ block }) => columnCount(blocks[block])))
  const elements = section.pieces.map((piece) => {
    const row = blocks[piece.block]?.row ? buildRow(blocks[piece.block], piece) : null
    const element = row ?? buildOther(piece)
    body.append(row ?? rowAround(element, columns))
    return element
  })
  table.append(body)
  box.append(table)
  const first = section.pieces.map(({ block }) => blocks[block]).find((block) => block?.row)
  const subject = first ? subjectOf(first) : null
  if (subject !== null) box.dataset.subject = subject
  return { box, elements }
}

function rowAround(element: HTMLElement, columns: number): HTMLElement {
  const row = document.createElement('tr')
  const cell = document.createElement('td')
  cell.colSpan = columns
  cell.append(element)
  row.append(cell)
  return row
}

function buildRow(block: Block | undefined, piece: BlockPiece): HTMLElement {
  const row = document.createElement('tr')
  if (!block) return row
  if (block.language !== undefined) row.lang = block.language
  const isWhole = piece.startChar === 0 && piece.endChar === block.text.length
  const isHeader = block.row?.isHeader === true
  for (let column = 0, from = 0; column < columnCount(block); column++) {
    const to = endOfCell(block, column, from)
    const start = Math.max(piece.startChar, from)
    const end = Math.min(piece.endChar, to)
    from = to
    // Of a row that had to be cut only the cells are built that the piece has a part of.
    if (start >= end && !isWhole) continue
    const cell = document.createElement(isHeader ? 'th' : 'td')
    if (isHeader) cell.setAttribute('scope', 'col')
    const direction = ownDirection(block.text.slice(start, end))
    if (direction !== null) cell.dir = direction
    if (start < end) appendText(cell, block, start, end)
    row.append(cell)
  }
  return row
}

function columnCount(block: Block | undefined): number {
  return Math.max(1, block?.row?.cells.length ?? 0)
}

/** A cell holds the white space that parts it from the next: together the cells are the whole of the row's text. */
function endOfCell({ text, row }: Block, column: number, from: number): number {
  const next = row?.cells[column + 1]
  return next ? Math.min(text.length, Math.max(from, next.startChar)) : text.length
}

/** What part of the width each column of a table is given, in per cent, reckoned from its first rows. */
export function columnShares(blocks: readonly Block[], section: PageSection): number[] {
  const widest: number[] = []
  for (const { block: index } of section.pieces.slice(0, rowsMeasured)) {
    const block = blocks[index]
    for (let column = 0, from = 0; block?.row && column < columnCount(block); column++) {
      const to = endOfCell(block, column, from)
      widest[column] = Math.min(widestChars, Math.max(narrowestChars, widest[column] ?? 0, to - from))
      from = to
    }
  }
  const total = widest.reduce((sum, chars) => sum + chars, 0)
  return widest.map((chars) => Math.round((chars / total) * 1_000) / 10)
}

/** Gives a table columns of fixed widths, so that its parts stand under each other as one. */
export function fixColumns(box: HTMLElement, shares: readonly number[]): void {
  const table = box.firstElementChild
  if (!table || table.classList.contains('fixed')) return
  table.classList.add('fixed')
  const group = document.createElement('colgroup')
  for (const share of shares) {
    const column = document.createElement('col')
    column.style.setProperty('inline-size', `${share}%`)
    group.append(column)
  }
  table.prepend(group)
}
