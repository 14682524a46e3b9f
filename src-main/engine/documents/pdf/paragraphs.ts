import { median } from './geometry'
import type { Line } from './line'
import { listMarkerOf } from './list-marker'
import type { Region } from './regions'

/** Lines that belong together, of one column. */
export interface LineGroup {
  readonly lines: readonly Line[]
  /** Its column's extent in points. */
  readonly x0: number
  readonly x1: number
  /** Room above it in points; 0 at its column's top. */
  readonly spaceAbove: number
  readonly leading: number
}

/** Lines this much farther apart than usual are of two paragraphs. */
const parting = 1.28
/** A first line is indented by this at least, and this at most, in parts of the letters' size. */
const minIndentEm = 0.7
const maxIndentEm = 8
/** Sizes that differ by more are two kinds of text. */
const sizeTolerance = 0.09

/** Groups a column's lines into paragraphs and the like. */
export function groupsOf({ lines, x0, x1 }: Region): LineGroup[] {
  const leading = usualLeading(lines)
  const groups: LineGroup[] = []
  let group: Line[] = []
  let spaceAbove = 0
  const close = (): void => {
    if (group.length > 0) groups.push({ lines: group, x0, x1, spaceAbove, leading })
    group = []
  }
  for (const [at, line] of lines.entries()) {
    const previous = lines[at - 1]
    if (previous !== undefined && group.length > 0 && isBreak(group, line, { x0, x1, leading })) {
      close()
      spaceAbove = line.baseline - previous.baseline
    }
    group.push(line)
  }
  close()
  return groups
}

/** The usual distance from one baseline to the next. */
export function usualLeading(lines: readonly Line[]): number {
  const distances = lines
    .slice(1)
    .map((line, at) => ({ distance: line.baseline - lines[at].baseline, size: line.size }))
    .filter(({ distance, size }) => distance > 0.8 * size && distance < 3 * size)
    .map(({ distance }) => distance)
  return distances.length === 0 ? 1.2 * median(lines.map(({ size }) => size)) : lowerMiddle(distances)
}

/** Space between paragraphs makes half the distances of a page of short ones larger than a line's. */
function lowerMiddle(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length * 0.35)]
}

interface Column {
  readonly x0: number
  readonly x1: number
  readonly leading: number
}

function isBreak(group: readonly Line[], line: Line, column: Column): boolean {
  const previous = group[group.length - 1]
  const first = group[0]
  const distance = line.baseline - previous.baseline
  if (isOtherText(previous, line)) return true
  const isLarge = line.size > 1.3 * (column.leading / 1.2)
  if (distance > parting * Math.max(column.leading, isLarge ? 1.25 * line.size : 0) + 0.5) return true
  // Numbers of sections and items begin anew, whatever stood before them.
  const marker = listMarkerOf(line)
  const ownMarker = listMarkerOf(first)
  if (marker !== null && (marker.isBullet || ownMarker !== null || isEnded(previous, line, column)))
    if (marker.isBullet || Math.abs(line.x0 - first.x0) < 1.5 * line.size || isEnded(previous, line, column))
      return true
  if (isHeadingLike(previous) && isHeadingLike(line)) return false
  if (ownMarker !== null)
    return isItemLeft(group, line) && (group.length > 1 || isEnded(previous, line, column))
  if (isCentred(previous, column) && isCentred(line, column))
    return /[.?!:]["”’)]?$/.test(previous.styled.text.trim())
  return isIndented(group, line) || isEnded(previous, line, column)
}

/** Another size or weight, so that the two lines are two kinds of text. */
function isOtherText(previous: Line, line: Line): boolean {
  // A term in another face is set in another size as well, and can be most of a line.
  if (!previous.sizes.some((size) => line.sizes.some((other) => isSameSize(size, other)))) return true
  return previous.isBold !== line.isBold && (previous.isBold || startsBold(previous) === previous.isBold)
}

function isSameSize(a: number, b: number): boolean {
  return Math.abs(a - b) <= sizeTolerance * Math.max(a, b)
}

function startsBold({ styled: { marks } }: Line): boolean {
  return marks.some(({ kind, startChar }) => kind === 'strong' && startChar === 0)
}

function isHeadingLike({ isBold, styled: { text } }: Line): boolean {
  return isBold && text.length < 120
}

/** Whether a line stands to the left of an item's text: what hangs under a mark is as far in as its text. */
function isItemLeft(group: readonly Line[], line: Line): boolean {
  const [first, second] = group
  const tolerance = 0.6 * line.size
  if (second !== undefined) return Math.abs(line.x0 - second.x0) > tolerance
  return line.x0 < first.x0 - tolerance
}

function isIndented(group: readonly Line[], line: Line): boolean {
  const previous = group[group.length - 1]
  const indent = startOf(line) - startOf(previous)
  const isIn = indent > minIndentEm * line.size && indent < maxIndentEm * line.size
  const isOut = -indent > minIndentEm * line.size && -indent < maxIndentEm * line.size
  // Under a paragraph's first line, which hangs out, its lines are indented; after its last one the next hangs out.
  if (isIn) return group.length > 1 || isClosed(previous)
  return isOut && group.length > 1 && isClosed(previous)
}

/** Where a line begins as one reads it, growing in that direction. */
function startOf(line: Line): number {
  return line.isRightToLeft ? -line.x1 : line.x0
}

function isClosed({ styled: { text } }: Line): boolean {
  return /[.?!:;…。！？؟]["”’»)\]]*\d{0,3}\s*$/.test(text)
}

/** Whether a line ends early: the next one's first word would have had room on it. */
function isEnded(line: Line, next: Line, { x0, x1 }: Column): boolean {
  const room = line.isRightToLeft ? line.x0 - x0 : x1 - line.x1
  const text = next.styled.text.trim()
  const word = /^\S+/.exec(text)?.[0].length ?? 0
  const charWidth = (next.x1 - next.x0) / Math.max(1, text.length)
  const isEarly = room > (word + 1.5) * charWidth + 0.25 * line.size
  // Ragged lines end early by chance as well; a sentence that goes on does not end there.
  if (!isEarly) return false
  return isClosed(line) || !/^[\p{Ll},;]/u.test(text) || room > 0.5 * (x1 - x0)
}

function isCentred(line: Line, { x0, x1 }: Column): boolean {
  const left = line.x0 - x0
  const right = x1 - line.x1
  return left > 2 * line.size && Math.abs(left - right) < 0.8 * line.size
}

/** Whether a paragraph goes on in another column or on another page. */
export function goesOn(group: LineGroup, next: LineGroup): boolean {
  const last = group.lines[group.lines.length - 1]
  const first = next.lines[0]
  if (isOtherText(last, first) || listMarkerOf(first) !== null || isHeadingLike(first)) return false
  const text = last.styled.text.trim()
  if (/[-‐‑\u00ad–]$/.test(text)) return true
  const begins = first.styled.text.trim()
  if (isClosed(last)) return /^\p{Ll}/u.test(begins)
  if (/^\p{Ll}/u.test(begins)) return true
  // A line that ends early ends a paragraph, whatever its last sign.
  return !isEnded(last, first, { x0: group.x0, x1: group.x1, leading: group.leading })
}
