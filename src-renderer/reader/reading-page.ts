import type { TextPosition } from '@contract/document'

/** What the session asks of the page on which the text stands. */
export interface ReadingPage {
  /** Selection, else caret, else the first visible sentence. */
  startPosition(): Promise<TextPosition>
  /** Scrolls a place to the top. */
  show(position: TextPosition): void
  /** Puts the caret at a place, and the focus unless it is to stay where it is. */
  placeCaret(position: TextPosition, takesFocus?: boolean): void
  /** Forgets selection and caret, and goes to the top. */
  rewind(): void
  /** Opens the box that says how the selected words, or the word with the caret, are said. */
  sayItLike(): void
}
