import { focusKind } from '../ui/key-match'

/** Heights of the page that a key scrolls by. */
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

/** Scrolls as the key says; where the focus is within the page the browser does it. */
export function scrollByKey(event: KeyboardEvent, scroller: HTMLElement): void {
  if (scroller.contains(document.activeElement)) return
  event.preventDefault()
  const screens = screensOf[event.key]
  if (Math.abs(screens) === Infinity) scroller.scrollTop = screens < 0 ? 0 : scroller.scrollHeight
  else scroller.scrollBy({ top: screens * scroller.clientHeight })
}
