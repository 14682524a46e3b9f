import { sharedHeight } from './geometry'
import type { Segment } from './segments'

/** Segments side by side. */
export interface Row {
  readonly segments: readonly Segment[]
  readonly top: number
  readonly bottom: number
}

/** Segments of one line share at least this part of the lower one's height. */
const lineShare = 0.5

/**
 * Groups segments into rows from top to bottom.
 * @param leastShare how much of its height a segment shares with its row: a half for lines of one text; nearly nothing
 *   for bands that a straight cut across the page leaves whole
 */
export function rowsOf(segments: readonly Segment[], leastShare = lineShare): Row[] {
  const ordered = [...segments].sort((a, b) => a.top + a.bottom - (b.top + b.bottom))
  const rows: { segments: Segment[]; top: number; bottom: number }[] = []
  for (const segment of ordered) {
    const row = nearestRow(rows, segment, leastShare)
    if (row === undefined) rows.push({ segments: [segment], top: segment.top, bottom: segment.bottom })
    else {
      row.segments.push(segment)
      // A line is as high as its letters; a raised index does not make the next line a part of it.
      if (leastShare < lineShare || isTaller(segment, row)) {
        row.top = Math.min(row.top, segment.top)
        row.bottom = Math.max(row.bottom, segment.bottom)
      }
    }
  }
  return rows.sort((a, b) => a.top - b.top)
}

/** Only the latest rows can be beside a segment: they come from top to bottom. */
const rowsLookedAt = 4

function nearestRow<R extends Row>(rows: readonly R[], segment: Segment, leastShare: number): R | undefined {
  for (let at = rows.length - 1; at >= Math.max(0, rows.length - rowsLookedAt); at--)
    if (sharedHeight(rows[at], segment) > leastShare) return rows[at]
  return undefined
}

function isTaller(segment: Segment, row: Row): boolean {
  return segment.bottom - segment.top > row.bottom - row.top && sharedHeight(segment, row) > 0.9
}
