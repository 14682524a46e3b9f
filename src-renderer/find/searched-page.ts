import type { Block, TextPosition } from '@contract/document'
import type { PageDom } from '../reader/page-dom'
import type { PagePlaces } from '../reader/page-places'
import type { PageScroller } from '../reader/page-scroller'
import type { TextMatch } from './document-search'

/** What a search asks of the page on which the text stands. */
export interface SearchedPage {
  /** Brings what was found into sight, at once. */
  reveal(match: TextMatch): void
  /** Selects what was found and gives the text the focus; null selects nothing. What is written on keeps its caret. */
  select(match: TextMatch | null): void
  /** The words selected in one paragraph, to be searched for; empty without. */
  selectedWords(): string
  /** The first character in sight. */
  placeInSight(): TextPosition
}

/** The parts of a page that a search needs. */
export interface SearchedParts {
  readonly blocks: readonly Block[]
  readonly dom: PageDom
  readonly places: PagePlaces
  readonly scroll: PageScroller
  readonly scroller: HTMLElement
  /** What is brought into sight, for who shows the same document beside it. */
  shown(match: TextMatch): void
}

/** Makes a page one that can be searched. */
export function createSearchedPage({
  blocks,
  dom,
  places,
  scroll,
  scroller,
  shown,
}: SearchedParts): SearchedPage {
  return {
    reveal(match) {
      scroll.keep(dom.rangeOf(match.block, match.startChar, match.endChar))
      shown(match)
    },
    select(match) {
      const range = match && dom.rangeOf(match.block, match.startChar, match.endChar)
      if (range)
        getSelection()?.setBaseAndExtent(
          range.startContainer,
          range.startOffset,
          range.endContainer,
          range.endOffset,
        )
      scroller.focus({ preventScroll: true })
    },
    selectedWords() {
      const selected = getSelection()
      const words = selected?.isCollapsed === false ? places.selectedText(selected)?.words : null
      return words ? (blocks[words.block]?.text.slice(words.startChar, words.endChar) ?? '') : ''
    },
    placeInSight: () => places.firstVisible() ?? { block: 0, char: 0 },
  }
}
