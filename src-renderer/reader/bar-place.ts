import { within, type Box, type Size } from './float-place'

/** Between a selection and its bar, and between the bar and the page's edges, in px (look: Selection bar). */
const gap = 8
const edge = 16

/**
 * Where a bar lies that is about a selection: under it, else over it; beside one that reaches from the top of the page
 * to its bottom, as columns do. Where there is no room beside it either it lies over the selection's beginning.
 * @param selection in px from the page's upper left corner
 * @returns the bar's left and top, in whole px from there
 */
export function barPlace(selection: Box, page: Size, bar: Size): { left: number; top: number } {
  const { left, right, top, bottom } = selection
  const across = Math.round(within((left + right - bar.width) / 2, edge, page.width - bar.width - edge))
  const below = bottom + gap
  const above = top - gap - bar.height
  if (below + bar.height + gap <= page.height) return { left: across, top: Math.round(below) }
  if (above >= gap) return { left: across, top: Math.round(above) }
  const down = Math.round(within((top + bottom - bar.height) / 2, gap, page.height - bar.height - gap))
  if (left - gap - bar.width >= edge) return { left: Math.round(left - gap - bar.width), top: down }
  if (right + gap + bar.width + edge <= page.width) return { left: Math.round(right + gap), top: down }
  return { left: across, top: gap }
}
