import type { TextPosition } from '@contract/document'
import type { PageParts } from './page-parts'

/** How a page stands at a moment. */
export interface PageStand {
  /** How far it is scrolled down, in px. */
  readonly scrollTop: number
  /** Where the visible text begins; where the text lies under its pages, what of it they show. */
  readonly inSight: TextPosition
  /** What was found, where the selection begins, or the word with the caret, while that is in sight; null without any. */
  readonly caret: TextPosition | null
}

/** What the session asks of the page on which the text stands. */
export interface ReadingPage {
  /** What can be said of it at once. */
  stand(): PageStand
  /** Where something was found, else where the selection or the caret is, in sight or not; null without any. */
  chosen(): TextPosition | null
  /** Selection, else caret, else the first visible sentence. */
  startPosition(): Promise<TextPosition>
  /** Scrolls a place to where the page begins. */
  show(position: TextPosition): void
  /** Puts the caret at a place, and the focus unless it is to stay where it is. */
  placeCaret(position: TextPosition, takesFocus?: boolean): void
  /** Forgets selection and caret, and goes to where the text begins. */
  rewind(): void
  /** Opens the box that says how the selected words, or the word with the caret, are said. */
  sayItLike(): void
}

/** What a page of text asks of whoever shows it. */
export interface PageSurroundings {
  /** Where something was found that is in sight. */
  found(): TextPosition | null
  /** Where the document was left, while that is still being looked up. */
  awaited(): Promise<TextPosition | null> | null
  /** Where reading begins, where that is not for the text to say. */
  startNear(position: TextPosition): Promise<TextPosition>
  /** The same as far as it can be said at once. */
  startAtOnce(position: TextPosition): TextPosition
  /** The page is moved to a place by hand: it follows the voice no longer. */
  shown(position: TextPosition): void
  sayItLike(): void
}

/** Makes a page of its parts that a session can read on. */
export function createReadingPage(
  { dom, places, scroll }: Pick<PageParts, 'dom' | 'places' | 'scroll'>,
  scroller: HTMLElement,
  { found, awaited, startNear, startAtOnce, shown, sayItLike }: PageSurroundings,
): ReadingPage {
  const chosen = (): TextPosition | null => found() ?? places.selected(getSelection())
  const charAt = ({ block, char }: TextPosition): Range | null => dom.rangeOf(block, char, char + 1)
  return {
    stand() {
      const caret = chosen()
      return {
        scrollTop: scroller.scrollTop,
        inSight: startAtOnce(places.firstVisible() ?? { block: 0, char: 0 }),
        caret: caret && startAtOnce(caret) === caret ? caret : null,
      }
    },
    chosen: () => found() ?? places.selectedText(getSelection())?.from ?? null,
    startPosition: async () =>
      startNear(chosen() ?? (await awaited()) ?? (await places.firstVisibleSentence())),
    show(position) {
      shown(position)
      const range = charAt(position)
      if (range) scroll.showAtStart(range)
    },
    placeCaret(position, takesFocus = true) {
      const range = charAt(position)
      if (!range) return
      getSelection()?.collapse(range.startContainer, range.startOffset)
      if (takesFocus) scroller.focus({ preventScroll: true })
    },
    sayItLike,
    rewind() {
      getSelection()?.removeAllRanges()
      scroll.toStart()
    },
  }
}
