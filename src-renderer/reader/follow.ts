/** The part of the page's height in which the spoken line is left alone. */
export const quietBand = { top: 0.3, bottom: 0.6 } as const

/** Where the spoken line is, in px from the top of the visible page. */
export interface SpokenLine {
  readonly top: number
  readonly bottom: number
}

export interface ScrollState {
  readonly scrollTop: number
  readonly viewportHeight: number
  readonly contentHeight: number
}

/**
 * Where to scroll so that the spoken line is read in peace: only when it leaves the quiet band, and then far enough
 * (to the band's top) that the next scroll is many lines away. A line higher than the band is shown from its start.
 * @returns the new scrollTop in px, or null when nothing should move
 */
export function followScroll(line: SpokenLine, state: ScrollState): number | null {
  const bandTop = state.viewportHeight * quietBand.top
  const bandBottom = state.viewportHeight * quietBand.bottom
  const isHigherThanBand = line.bottom - line.top > bandBottom - bandTop
  const isInside =
    line.top >= bandTop && (isHigherThanBand ? line.top <= bandBottom : line.bottom <= bandBottom)
  if (isInside) return null
  const furthest = Math.max(0, state.contentHeight - state.viewportHeight)
  const target = Math.min(furthest, Math.max(0, Math.round(state.scrollTop + line.top - bandTop)))
  return Math.abs(target - state.scrollTop) < 1 ? null : target
}

/** Whether the voice is further up or further down than what is being looked at. */
export function voiceDirection(line: SpokenLine, viewportHeight: number): 'up' | 'down' {
  return (line.top + line.bottom) / 2 < viewportHeight / 2 ? 'up' : 'down'
}

/** Position of a scroll under way: cubic ease-out, 0..1 in, 0..1 out. */
export function easeOut(progress: number): number {
  const rest = 1 - Math.min(1, Math.max(0, progress))
  return 1 - rest * rest * rest
}
