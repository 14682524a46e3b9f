import { letterHeight, type TextRun } from './runs'

/** Pieces that follow each other on one line without a column's room between them. Points, in the text's own frame. */
export interface Segment {
  readonly runs: readonly TextRun[]
  readonly x0: number
  readonly x1: number
  readonly top: number
  readonly bottom: number
  readonly size: number
}

/** Less room than this between pieces is a word's, in parts of the font's size; columns are farther apart. */
const maxWordGapEm = 0.65
/** A piece may begin a little before the one before it ends: kerning, slanted letters. */
const maxOverlapEm = 0.35
/** Baselines of one line differ by less: an index is raised by a third. */
const maxShiftEm = 0.5

/** Joins the pieces of a page, in the order they are shown, as long as each begins where the one before it ended. */
export function segmentsOf(runs: readonly TextRun[]): Segment[] {
  const groups: TextRun[][] = []
  let group: TextRun[] = []
  for (const run of runs) {
    const previous = group.at(-1)
    if (previous !== undefined && !follows(previous, run)) {
      groups.push(group)
      group = []
    }
    group.push(run)
  }
  if (group.length > 0) groups.push(group)
  return groups.map(segment)
}

function follows(previous: TextRun, run: TextRun): boolean {
  const size = Math.max(previous.size, run.size)
  if (Math.abs(previous.baseline - run.baseline) > maxShiftEm * size) return false
  // A letter of another size altogether begins a paragraph.
  if (size > 2.2 * Math.min(previous.size, run.size)) return false
  const gap = run.x0 - previous.x1
  const gapFromRight = previous.x0 - run.x1
  return isClose(gap, size) || isClose(gapFromRight, size)
}

function isClose(gap: number, size: number): boolean {
  return gap > -maxOverlapEm * size && gap < maxWordGapEm * size
}

function segment(runs: readonly TextRun[]): Segment {
  let [x0, x1, top, bottom, size] = [Infinity, -Infinity, Infinity, -Infinity, 0]
  for (const run of runs) {
    const letters = letterHeight(run)
    x0 = Math.min(x0, run.x0)
    x1 = Math.max(x1, run.x1)
    top = Math.min(top, letters.top)
    bottom = Math.max(bottom, letters.bottom)
    size = Math.max(size, run.size)
  }
  return { runs, x0, x1, top, bottom, size }
}
