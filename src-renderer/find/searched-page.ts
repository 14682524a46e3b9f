import type { Block, TextPosition } from '@contract/document'
import type { PageDom } from '../reader/page-dom'
import type { PagePlaces } from '../reader/page-places'
import type { PageScroller } from '../reader/page-scroller'
import type { TextMatch } from './document-search'

/** What a search asks of the page on which the text stands. */
export interface SearchedPage {
  /** Brings what was found into sight, at once. */
  reveal(match: TextMatch): void
  /** Selects what was found and gives the text the focus; null selects nothing. */
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
  readonly moving: PageScroller
  readonly scroller: HTMLElement
}

/** Makes a page one that can be searched. */
export function createSearchedPage({ blocks, dom, places, moving, scroller }: SearchedParts): SearchedPage {
  return {
    reveal: ({ block, startChar, endChar }) => moving.keep(dom.rangeOf(block, startChar, endChar)),
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
