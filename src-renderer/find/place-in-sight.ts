import type { TextPosition } from '@contract/document'
import type { PageAxis } from '../reader/page-axis'
import type { PageDom } from '../reader/page-dom'
import type { PageScroller } from '../reader/page-scroller'
import type { TextMatch } from './document-search'

/** Where reading begins when something was found that is on the screen: there. Null: it is not, or nothing was. */
export function placeInSight(
  match: TextMatch | null,
  dom: Pick<PageDom, 'rangeOf'>,
  scroll: Pick<PageScroller, 'lineOf'>,
  axis: Pick<PageAxis, 'shows'>,
): TextPosition | null {
  const range = match && dom.rangeOf(match.block, match.startChar, match.endChar)
  return range && axis.shows(scroll.lineOf(range)) ? { block: match.block, char: match.startChar } : null
}
