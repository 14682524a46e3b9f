import { draftOf, type Draft } from './draft'
import type { Line, LineCell } from './line'
import { listMarkerOf } from './list-marker'
import { sliced } from './styled-text'

/** Fewer rows of fewer columns may stand in line by chance. */
const minRows = 3
/** Room between columns in parts of the letters' size, over all rows. */
const minGutterEm = 0.8
/** Longer text in most cells is no table but columns. */
const maxCellChars = 90
/** Rows of one table that are looked at together. */
const maxRows = 400

interface Span {
  from: number
  to: number
}

/** Where in a column's lines a table stands, as rows. */
export interface FoundTable {
  readonly startLine: number
  readonly endLine: number
  readonly rows: readonly Draft[]
}

/**
 * The table that begins with a line: rows whose cells stand under each other.
 * @param nextTable gives a table its number in the document
 * @returns null where none clearly does
 */
export function tableAt(
  lines: readonly Line[],
  startLine: number,
  nextTable: () => number,
): FoundTable | null {
  const first = lines[startLine]
  if (!isRow(first)) return null
  let columns = spansOf(first)
  let end = startLine + 1
  let rows = 1
  let lastOfTable = startLine
  for (; end < Math.min(lines.length, startLine + maxRows); end++) {
    const line = lines[end]
    const previous = lines[end - 1]
    if (line.baseline - previous.baseline > 3.2 * line.size) break
    if (isRow(line)) rows++
    else if (!isWrapped(line, previous)) break
    const merged = mergeSpans([...columns, ...spansOf(line)], minGutterEm * line.size)
    if (merged.length < 2 || merged.length < columns.length - 1) break
    columns = merged
    if (isRow(line) || columnOf(line.cells[0], columns) > 0) lastOfTable = end
  }
  // Lines below the first column alone are a paragraph's.
  end = lastOfTable + 1
  if (rows < (columns.length > 2 ? minRows - 1 : minRows)) return null
  const drafts = rowsIn(lines.slice(startLine, end), columns)
  const cells = drafts.flatMap((row) => row)
  const isLong = cells.filter(
    (cell) => cell.reduce((sum, { styled }) => sum + styled.text.length, 0) > maxCellChars,
  )
  if (isLong.length * 3 > cells.length) return null
  const header = hasHeader(drafts)
  const table = nextTable()
  return {
    startLine,
    endLine: end,
    rows: drafts.map((row, at) => ({
      ...draftOf('table', row.flat()),
      cells: row,
      row: { table, isHeader: at === 0 && header },
    })),
  }
}

function isRow(line: Line): boolean {
  const { cells, styled } = line
  if (cells.length < 2 || !/[\p{L}\p{N}]/u.test(styled.text)) return false
  const last = cells[cells.length - 1]
  // A formula has its number at the line's end.
  if (/^\(\d+(?:\.\d+)*[a-z]?\)$/.test(styled.text.slice(last.startChar, last.endChar).trim())) return false
  return listMarkerOf(line) === null || cells.length > 2
}

/** Whether a line goes on with a cell of the row above: close below it, in the same letters, as far in. */
function isWrapped(line: Line, previous: Line): boolean {
  return (
    line.baseline - previous.baseline < 1.5 * line.size &&
    line.isBold === previous.isBold &&
    previous.cells.some(({ x0 }) => Math.abs(x0 - line.x0) < 0.8 * line.size)
  )
}

function spansOf({ cells }: Line): Span[] {
  return cells.map(({ x0, x1 }) => ({ from: x0, to: x1 })).sort((a, b) => a.from - b.from)
}

/** Spans that touch, or nearly do, as one. */
function mergeSpans(spans: readonly Span[], least: number): Span[] {
  const merged: Span[] = []
  for (const { from, to } of [...spans].sort((a, b) => a.from - b.from)) {
    const last = merged.at(-1)
    if (last !== undefined && from < last.to + least) last.to = Math.max(last.to, to)
    else merged.push({ from, to })
  }
  return merged
}

/** Rows of cells of lines; a line that only goes on with a cell is a part of the row above. */
function rowsIn(lines: readonly Line[], columns: readonly Span[]): Line[][][] {
  const rows: Line[][][] = []
  for (const line of lines) {
    const previous = rows.at(-1)
    const isNew = previous === undefined || line.cells.length > 1 || columnOf(line.cells[0], columns) === 0
    const row: Line[][] = isNew ? columns.map(() => []) : previous
    if (isNew) rows.push(row)
    for (const cell of line.cells) row[columnOf(cell, columns)].push(cellLine(line, cell))
  }
  return rows
}

function columnOf({ x0, x1 }: LineCell, columns: readonly Span[]): number {
  const middle = (x0 + x1) / 2
  const found = columns.findIndex(({ to }) => middle <= to)
  return found === -1 ? columns.length - 1 : found
}

function cellLine(line: Line, { x0, x1, startChar, endChar }: LineCell): Line {
  return { ...line, x0, x1, styled: sliced(line.styled, startChar, endChar), cells: [] }
}

/**
 * Whether the first row heads the columns: bold over lighter ones, in letters that no other row is set in, or words over
 * numbers.
 */
function hasHeader([first, ...rest]: readonly Line[][][]): boolean {
  const isBold = (row: Line[][]): boolean => row.flat().every((line) => line.isBold)
  if (isBold(first) && !rest.every(isBold)) return true
  if (isSetOtherwise(first.flat(), rest.flat(2))) return true
  const isNumber = (cell: Line[] | undefined): boolean =>
    cell !== undefined && /^[\s$€£(+-]*\d[\d\s.,%)]*$/.test(cell.map(({ styled }) => styled.text).join(' '))
  return first.some(
    (cell, column) =>
      cell.length > 0 &&
      !isNumber(cell) &&
      rest.filter((row) => isNumber(row[column])).length > rest.length / 2,
  )
}

/** Whether lines are set in letters that none of the others are, and no larger: those of a title are. */
function isSetOtherwise(lines: readonly Line[], others: readonly Line[]): boolean {
  const letters = ({ look, size }: Line): string => `${look.name} ${Math.round(size * 2)}`
  const used = new Set(others.map(letters))
  const largest = others.reduce((most, { size }) => Math.max(most, size), 0)
  return lines.every((line) => !used.has(letters(line)) && line.size <= largest)
}
