import { inkOf } from './page-frame'
import type { Segment } from './segments'

/*
 * The order in which a page's parts are read, by the white space between them: the recursive cut along white
 * (G. Nagy, S. Seth: "Hierarchical representation of optically scanned documents", 1984), with columns found over
 * successive bands of the page, so that a heading across them ends one set of columns and begins the next.
 */

/** Cuts within cuts: columns, boxes in columns, columns in boxes. */
const maxDepth = 6
/** Room between columns, in parts of the letters' size, and in points. */
const minGutterEm = 0.6
const minGutterPoints = 4
/** A column has so many lines at least, and so many letters on one, or it is a table's or a list's. */
const minColumnLines = 3
const minLineInk = 12
/** A column is wider than this. */
const minColumnPoints = 40
/** How far down a page a second column may begin beside lines of the first. */
const maxBandsAhead = 80
/** White as high as this over the whole width ends columns: in letters' sizes. */
const maxInnerWhiteEm = 3.5
/** Below the columns of a page, further ones at the same places may be as short as this. */
const minKnownLineInk = 8
/** More columns than this are a table's, unless their lines are long. */
const maxShortColumns = 3
const minManyLineInk = 25
/** Lines of one band overlap by more than this: letters of two lines may touch. */
const touchPoints = 0.5

interface Gap {
  readonly from: number
  readonly to: number
}
interface Band {
  readonly segments: Segment[]
  readonly top: number
  bottom: number
}

/**
 * Divides what a page shows into its columns and what spans them.
 * @returns parts in reading order, each of them one column of lines
 */
export function columnsOf(segments: readonly Segment[], isRightToLeft: boolean, depth = 0): Segment[][] {
  if (segments.length === 0) return []
  if (depth >= maxDepth || segments.length < 2 * minColumnLines) return [[...segments]]
  const bands = bandsOf(segments)
  const extent = {
    from: segments.reduce((least, { x0 }) => Math.min(least, x0), Infinity),
    to: segments.reduce((most, { x1 }) => Math.max(most, x1), -Infinity),
  }
  const known: Gap[] = []
  const parts: Segment[][] = []
  let plain: Segment[] = []
  for (let at = 0; at < bands.length;) {
    const group = columnGroup(bands, at, extent, known)
    if (group === null || group.columns.length === 1) {
      const end = group?.end ?? at + 1
      for (const { segments: own } of bands.slice(at, end)) plain.push(...own)
      at = end
      continue
    }
    if (plain.length > 0) parts.push(plain)
    plain = []
    const columns = group.columns.map((column) => columnsOf(column, isRightToLeft, depth + 1))
    for (const column of isRightToLeft ? columns.reverse() : columns) parts.push(...column)
    at = group.end
  }
  if (plain.length > 0) parts.push(plain)
  return parts
}

function bandsOf(segments: readonly Segment[]): Band[] {
  const bands: Band[] = []
  for (const segment of [...segments].sort((a, b) => a.top - b.top)) {
    const band = bands.at(-1)
    if (band === undefined || segment.top > band.bottom - touchPoints)
      bands.push({ segments: [segment], top: segment.top, bottom: segment.bottom })
    else {
      band.segments.push(segment)
      band.bottom = Math.max(band.bottom, segment.bottom)
    }
  }
  return bands
}

/**
 * The longest run of bands from one on that the same gutters divide.
 * @returns null when no columns begin there
 */
function columnGroup(
  bands: readonly Band[],
  start: number,
  extent: Gap,
  known: Gap[],
): { columns: Segment[][]; end: number } | null {
  let white: Gap[] = [{ from: -Infinity, to: Infinity }]
  let found: { gutters: Gap[]; end: number } | null = null
  const members: Segment[] = []
  for (let at = start; at < bands.length; at++) {
    if (at > start && bands[at].top - bands[at - 1].bottom > maxInnerWhiteEm * bands[at].segments[0].size)
      break
    white = common(white, whiteOf(bands[at].segments))
    for (const segment of bands[at].segments) members.push(segment)
    const size = bands[at].segments.reduce((most, segment) => Math.max(most, segment.size), 0)
    const gutters = guttersIn(white, members, Math.min(size, largestColumnSize))
    if (gutters.length > 0) {
      // Bands that lose one of three gutters end the columns, or a table over columns: what is there spans two of them.
      if (
        found !== null &&
        gutters.length < found.gutters.length &&
        isEnded(bands.slice(start, at), found.gutters)
      )
        break
      found = { gutters, end: at + 1 }
    } else if (found !== null || at - start > maxBandsAhead || !hasInnerWhite(white, extent)) break
  }
  if (found === null) return null
  const within = bands.slice(start, found.end).flatMap(({ segments }) => segments)
  const isMany =
    found.gutters.length >= maxShortColumns &&
    inkPerLine(within) < minManyLineInk * (found.gutters.length + 1)
  const gutters = isMany
    ? []
    : found.gutters.filter((gutter) => areColumns(within, [gutter], isKnown(gutter, known)))
  if (isMany) return { columns: [within], end: found.end }
  if (gutters.length === 0) return null
  for (const gutter of gutters) known.push(gutter)
  let { end } = found
  // What stands in the middle below three columns heads what spans them there.
  while (end < bands.length && end - start > minColumnLines && isCentred(bands[end - 1], extent)) end--
  return {
    columns: divide(
      bands.slice(start, end).flatMap(({ segments }) => segments),
      gutters,
    ),
    end,
  }
}

function isEnded(bands: readonly Band[], gutters: readonly Gap[]): boolean {
  if (gutters.length >= maxShortColumns && bands.length >= minColumnLines) return true
  return areColumns(
    bands.flatMap(({ segments }) => segments),
    gutters,
  )
}

/** Whether a band is one line in the middle. */
function isCentred({ segments }: Band, { from, to }: Gap): boolean {
  const left = segments[0].x0 - from
  const right = to - segments[0].x1
  return segments.length === 1 && Math.abs(left - right) < 0.04 * (to - from) && left > 0.1 * (to - from)
}

/** A heading's size says nothing of how far apart columns of text are. */
const largestColumnSize = 14

function whiteOf(segments: readonly Segment[]): Gap[] {
  const gaps: Gap[] = []
  let from = -Infinity
  for (const { x0, x1 } of [...segments].sort((a, b) => a.x0 - b.x0)) {
    if (x0 > from) gaps.push({ from, to: x0 })
    from = Math.max(from, x1)
  }
  gaps.push({ from, to: Infinity })
  return gaps
}

function common(a: readonly Gap[], b: readonly Gap[]): Gap[] {
  const gaps: Gap[] = []
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    const from = Math.max(a[i].from, b[j].from)
    const to = Math.min(a[i].to, b[j].to)
    if (to - from > 0.5) gaps.push({ from, to })
    if (a[i].to < b[j].to) i++
    else j++
  }
  return gaps
}

function guttersIn(white: readonly Gap[], segments: readonly Segment[], size: number): Gap[] {
  const least = Math.max(minGutterPoints, minGutterEm * size)
  return white.filter(
    ({ from, to }) =>
      to - from >= least &&
      from !== -Infinity &&
      to !== Infinity &&
      segments.some(({ x1 }) => x1 <= from + 0.5),
  )
}

/** Whether there is white that may yet turn out to be a gutter: beside lines that so far stand on one side alone. */
function hasInnerWhite(white: readonly Gap[], { from: left, to: right }: Gap): boolean {
  return white.some(({ from, to }) => Math.min(to, right) - Math.max(from, left) >= minColumnPoints)
}

function divide(segments: readonly Segment[], gutters: readonly Gap[]): Segment[][] {
  const columns: Segment[][] = Array.from({ length: gutters.length + 1 }, () => [])
  for (const segment of segments) {
    const middle = (segment.x0 + segment.x1) / 2
    const column = gutters.findIndex(({ from }) => middle <= from + 0.5)
    columns[column === -1 ? gutters.length : column].push(segment)
  }
  return columns.filter((column) => column.length > 0)
}

/** Whether what gutters part are columns of text, and not the cells of a table or the marks of a list. */
function areColumns(segments: readonly Segment[], gutters: readonly Gap[], isKnownGutter = false): boolean {
  const columns = divide(segments, gutters)
  return columns.length === gutters.length + 1 && columns.every((column) => isColumn(column, isKnownGutter))
}

function isColumn(segments: readonly Segment[], isKnownGutter: boolean): boolean {
  if (isKnownGutter) return inkPerLine(segments) >= minKnownLineInk
  return bandsOf(segments).length >= minColumnLines && inkPerLine(segments) >= minLineInk
}

function inkPerLine(segments: readonly Segment[]): number {
  const ink = segments.reduce((sum, { runs }) => sum + inkOf(runs), 0)
  return ink / Math.max(1, bandsOf(segments).length)
}

/** Whether a gutter lies where one of the columns above lies. */
function isKnown({ from, to }: Gap, known: readonly Gap[]): boolean {
  return known.some((gutter) => Math.min(to, gutter.to) - Math.max(from, gutter.from) > 0)
}
