import type { ReadableDocument, TextPosition } from '@contract/document'
import type { TextMove } from '@contract/speech'
import { locateSoon } from './locate-soon'
import type { PageAxis } from './page-axis'
import type { PageDom } from './page-dom'
import { wordsIn, wordStart } from './word-start'

/** Steps in which the first visible text is searched for, in px. */
const searchStep = 8
/** The page fades out where it begins, over so much, in px (look: Title bar). */
const fadedStart = 20
/** Where a line is looked for, behind where it begins, in px. */
const lineInset = 2
/** What a letter takes of the room around its line, of its own height. */
const lineRoom = 0.25

/** What of the text is selected. */
export interface SelectedText {
  readonly from: TextPosition
  /** Exclusive. */
  readonly until: TextPosition
  /** The whole words that are touched; null when it spans paragraphs or holds none. */
  readonly words: { readonly block: number; readonly startChar: number; readonly endChar: number } | null
}

/** Finds places in the text: under the pointer, selected, first in sight. */
export class PagePlaces {
  constructor(
    private readonly document: ReadableDocument,
    private readonly dom: PageDom,
    private readonly scroller: HTMLElement,
    private readonly axis: PageAxis,
    private readonly locate: (from: TextPosition, move: TextMove) => Promise<TextPosition | null>,
  ) {}

  /** The word under a point of the window; null beside the text. */
  wordAtPoint(x: number, y: number): TextPosition | null {
    const position = this.#atPoint({ x, y })
    return position && this.#wordOf(position)
  }

  /** The character that lies under a point of the window, with the room between its line and the next; null beside the text. */
  charAtPoint(x: number, y: number): TextPosition | null {
    const near = this.#atPoint({ x, y })
    if (!near) return null
    // In the second half of a letter the nearest place is behind it.
    const chars = [near, { block: near.block, char: near.char - 1 }]
    return chars.find((place) => this.#lies(place, x, y)) ?? null
  }

  /** Where the selection begins, or the word with the caret while that is in sight; null without either. */
  selected(selection: Selection | null): TextPosition | null {
    if (!selection || selection.rangeCount === 0) return null
    const range = selection.getRangeAt(0)
    const position = this.dom.positionAt(range.startContainer, range.startOffset)
    if (!position) return null
    if (!range.collapsed) return position
    const line = this.dom.rangeOf(position.block, position.char, position.char + 1)?.getBoundingClientRect()
    return line && this.axis.isInSight(line) ? this.#wordOf(position) : null
  }

  /** What is selected of the text, or the word with the caret; null without either. */
  selectedText(selection: Selection | null): SelectedText | null {
    if (!selection || selection.rangeCount === 0) return null
    const range = selection.getRangeAt(0)
    const from = this.dom.positionAt(range.startContainer, range.startOffset)
    const until = range.collapsed ? from : this.dom.positionAt(range.endContainer, range.endOffset)
    if (!from || !until) return null
    const { block } = from
    // A paragraph chosen whole ends where the next one begins.
    const isOne = until.block === block || (until.block === block + 1 && until.char === 0)
    const text = this.document.blocks[block]?.text ?? ''
    const endChar = until.block === block ? until.char : text.length
    const words = isOne ? wordsIn(text, { startChar: from.char, endChar }, this.document.language) : null
    return { from, until, words: words && { block, ...words } }
  }

  /** The first sentence that begins in sight, else the first visible word. */
  async firstVisibleSentence(): Promise<TextPosition> {
    const visible = this.firstVisible()
    if (!visible || this.axis.position < fadedStart) return { block: 0, char: 0 }
    const start = await locateSoon(this.locate, visible, 'sentence-start')
    if (!start) return this.#wordOf(visible)
    const isInSight = start.block === visible.block && start.char >= visible.char
    return isInSight ? start : ((await locateSoon(this.locate, visible, 'next-sentence')) ?? start)
  }

  /** The first character in sight; null in an empty page. */
  firstVisible(): TextPosition | null {
    const { axis } = this
    const column = this.scroller.querySelector('article') ?? this.scroller
    for (let start = fadedStart; start < axis.length; start += searchStep) {
      const position =
        this.#atPoint(axis.pointAt(start, column, lineInset)) ?? this.#atPoint(axis.pointAt(start, column))
      if (position) return position
    }
    // Something lies over the page.
    return this.dom.firstBehind(fadedStart)
  }

  #atPoint({ x, y }: { x: number; y: number }): TextPosition | null {
    const range = document.caretRangeFromPoint(x, y)
    return range && this.dom.positionAt(range.startContainer, range.startOffset)
  }

  #lies({ block, char }: TextPosition, x: number, y: number): boolean {
    const box = char < 0 ? null : this.dom.rangeOf(block, char, char + 1)?.getBoundingClientRect()
    if (!box) return false
    const room = Math.max(box.width, box.height) * lineRoom
    const isWithin = (at: number, start: number, end: number): boolean =>
      at >= start - room && at <= end + room
    return isWithin(x, box.left, box.right) && isWithin(y, box.top, box.bottom)
  }

  #wordOf(position: TextPosition): TextPosition {
    const text = this.document.blocks[position.block]?.text ?? ''
    return { block: position.block, char: wordStart(text, position.char, this.document.language) }
  }
}
