import { makeLine, type Line } from './line'
import { rowsOf } from './rows'
import type { Segment } from './segments'

/** The lines of one column, from top to bottom. */
export interface Region {
  readonly lines: readonly Line[]
  readonly x0: number
  readonly x1: number
}

/** A letter this much larger than the text beside it, and alone, begins a paragraph over several lines. */
const dropCapRatio = 1.8

/** Makes lines of what stands in one column. */
export function regionOf(page: number, segments: readonly Segment[]): Region {
  const { caps, rest } = takeDropCaps(segments)
  const rows = rowsOf(rest)
  const runsOfRows = rows.map(({ segments: row }) => row.flatMap(({ runs }) => [...runs]))
  for (const cap of caps) {
    const first = rows.findIndex(({ bottom }) => bottom > cap.top + 0.1 * cap.size)
    // As large as the line it begins, so that it is no line's index and stands before it.
    const line = runsOfRows[first]
    const model = line[0]
    const x1 = line.reduce((least, { x0 }) => Math.min(least, x0), Infinity)
    line.unshift(
      ...cap.runs.map((run) => ({ ...run, x0: x1, x1, size: model.size, baseline: model.baseline })),
    )
  }
  const lines = runsOfRows.map((runs) => makeLine(page, runs))
  return {
    lines,
    x0: lines.reduce((least, { x0 }) => Math.min(least, x0), Infinity),
    x1: lines.reduce((most, { x1 }) => Math.max(most, x1), -Infinity),
  }
}

function takeDropCaps(segments: readonly Segment[]): { caps: Segment[]; rest: Segment[] } {
  const caps: Segment[] = []
  const rest: Segment[] = []
  for (const segment of segments) {
    const text = segment.runs.map((run) => run.text).join('')
    const isLetter = /^\s*["“‘«]?\p{Lu}["’]?\s*$/u.test(text)
    const isCap = isLetter && segments.some((other) => standsBeside(segment, other))
    if (isCap) caps.push(segment)
    else rest.push(segment)
  }
  return rest.length === 0 ? { caps: [], rest: caps } : { caps, rest }
}

/** Whether a line stands beside the upper half of a large letter, close to it. */
function standsBeside(cap: Segment, other: Segment): boolean {
  return (
    other !== cap &&
    cap.size > dropCapRatio * other.size &&
    other.x0 >= cap.x1 - 0.3 * other.size &&
    other.x0 < cap.x1 + 1.5 * other.size &&
    other.bottom > cap.top &&
    other.top < (cap.top + cap.bottom) / 2
  )
}
