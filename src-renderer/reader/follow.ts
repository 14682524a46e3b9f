import type { Extent } from './page-axis'

/** The part of the page, along the axis in which lines follow each other, in which the spoken line is left alone. */
export const quietBand = { start: 0.3, end: 0.6 } as const

export interface ScrollState {
  /** How much of the text lies before the visible page, in px. */
  readonly position: number
  /** Of the visible page, in px. */
  readonly pageLength: number
  readonly contentLength: number
}

/**
 * Where to scroll so that the spoken line is read in peace: only when it leaves the quiet band, and then far enough
 * (to the band's start) that the next scroll is many lines away. A line longer than the band is shown from its start.
 * @param line where the spoken line is, from where the visible page begins
 * @returns the new position in px, or null when nothing should move
 */
export function followScroll(line: Extent, state: ScrollState): number | null {
  const bandStart = state.pageLength * quietBand.start
  const bandEnd = state.pageLength * quietBand.end
  const isLongerThanBand = line.end - line.start > bandEnd - bandStart
  const isInside = line.start >= bandStart && (isLongerThanBand ? line.start <= bandEnd : line.end <= bandEnd)
  if (isInside) return null
  const furthest = Math.max(0, state.contentLength - state.pageLength)
  const target = Math.min(furthest, Math.max(0, Math.round(state.position + line.start - bandStart)))
  return Math.abs(target - state.position) < 1 ? null : target
}

/** Whether the voice is before or after what is being looked at. */
export function voiceSide(line: Extent, pageLength: number): 'before' | 'after' {
  return (line.start + line.end) / 2 < pageLength / 2 ? 'before' : 'after'
}

/** Position of a scroll under way: cubic ease-out, 0..1 in, 0..1 out. */
export function easeOut(progress: number): number {
  const rest = 1 - Math.min(1, Math.max(0, progress))
  return 1 - rest * rest * rest
}
