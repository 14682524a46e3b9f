import { focusKind } from '../ui/key-match'
import type { PageAxis } from './page-axis'
import type { PageScroller } from './page-scroller'

/** Screens that a key scrolls by: forward and back are the same keys however the text is written. */
const screensOf: Readonly<Record<string, number>> = {
  PageUp: -0.9,
  PageDown: 0.9,
  ArrowUp: -0.1,
  ArrowDown: 0.1,
  Home: -Infinity,
  End: Infinity,
}

/** Whether a key is one that scrolls the page wherever the focus is, unless what has it needs the key itself. */
export function scrollsPage(event: KeyboardEvent): boolean {
  if (!(event.key in screensOf) || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey)
    return false
  const focused = document.activeElement
  const kind = focusKind(focused)
  const isElsewhere = focused?.closest('[popover], dialog, [role="dialog"]') ?? null
  return isElsewhere === null && (kind === 'page' || kind === 'button')
}

/** Scrolls as the key says; where the focus is within a page that goes down the browser does it. */
export function scrollByKey(
  event: KeyboardEvent,
  scroller: HTMLElement,
  axis: Pick<PageAxis, 'isVertical'>,
  scroll: Pick<PageScroller, 'moveBy'>,
): void {
  if (!axis.isVertical && scroller.contains(document.activeElement)) return
  event.preventDefault()
  scroll.moveBy(screensOf[event.key])
}

/** The part of a wheel's event that decides. */
export type WheelTurn = Pick<WheelEvent, 'deltaX' | 'deltaY' | 'deltaMode' | 'ctrlKey' | 'shiftKey'>

/** Turns the wheel of a mouse, which only knows up and down, into moving a page that goes sideways. */
export function scrollByWheel(event: WheelTurn, axis: PageAxis): void {
  if (!axis.isVertical || event.ctrlKey || event.shiftKey || event.deltaX !== 0) return
  const pixels = [1, wheelLinePixels, axis.length][event.deltaMode] ?? 1
  axis.position += event.deltaY * pixels
}

/** What a wheel that counts lines means by one. */
const wheelLinePixels = 32
