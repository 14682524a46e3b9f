import type { PageAxis } from './page-axis'
import type { PageDom } from './page-dom'
import type { PagePlaces, SelectedText } from './page-places'
import { stillPixels } from './word-hold'

/** What the selection bar is about, and where that is on the window. */
export interface Held {
  readonly selected: SelectedText
  readonly box: DOMRect
}

/** The part of the page a selection lies in. */
export interface SelectionParts {
  readonly article: HTMLElement
  readonly scroller: HTMLElement
  readonly axis: PageAxis
  readonly dom: PageDom
  readonly places: PagePlaces
}

type PointerPlace = Pick<PointerEvent, 'clientX' | 'clientY'>

/** Follows what is selected of the text: by the hand, by keys, and by a right click, which takes the word there. */
export class HeldSelection {
  #held: Held | null = $state.raw(null)
  #isAskedByKey = $state(false)
  /** Where the hand went down that may be selecting; null: none does. */
  #pressedAt: PointerPlace | null = null

  constructor(private readonly parts: SelectionParts) {}

  /** Null while nothing is selected, is in sight, or while a hand is still selecting: nothing lies in its way then. */
  get held(): Held | null {
    return this.#held
  }
  /** The bar was asked for with a key: it takes the focus. */
  get isAskedByKey(): boolean {
    return this.#isAskedByKey
  }

  /** A pointer was pressed on the text. */
  press({ button, clientX, clientY }: PointerEvent): void {
    this.#pressedAt = button === 0 ? { clientX, clientY } : null
  }

  /** Whether the pointer, which is there now, is dragging a selection. A press that trembles may be half a double click. */
  isDraggedTo({ clientX, clientY }: PointerPlace): boolean {
    const from = this.#pressedAt
    if (!from || Math.hypot(clientX - from.clientX, clientY - from.clientY) <= stillPixels) return false
    return this.stands
  }

  /** Whether something of the text is selected, in sight or not. */
  get stands(): boolean {
    return this.#selected() !== null
  }

  /** The pointer was let go, wherever. */
  release(): void {
    this.#pressedAt = null
  }

  /** Looks again: the selection changed, or the page moved under it. */
  refresh(): void {
    const { axis, places } = this.parts
    const selection = this.#pressedAt ? null : this.#selected()
    const selected = places.selectedText(selection)
    const box = selected && selection?.getRangeAt(0).getBoundingClientRect()
    this.#held = selected && box && axis.isInSight(box) ? { selected, box } : null
    if (!this.#held) this.#isAskedByKey = false
  }

  /** The bar goes, the selection stays: something else is about it now. */
  hide(): void {
    this.#held = null
  }

  /** Nothing is selected any more; the focus goes from the bar to the text. */
  letGo(): void {
    const hadFocus = document.activeElement?.closest('[role="toolbar"]') !== null
    getSelection()?.collapseToStart()
    this.#held = null
    if (hadFocus) this.parts.scroller.focus({ preventScroll: true })
  }

  /** A right click on the selection is about it, elsewhere about the word there; the menu key about the caret. */
  openMenu(event: MouseEvent): void {
    const { dom, places } = this.parts
    const isByKey = event.button !== 2
    const selection = getSelection()
    if (selection && !isByKey && !isOn(selection, event)) {
      const word = places.wordAtPoint(event.clientX, event.clientY)
      const range = word && dom.rangeOf(word.block, word.char, word.char + 1)
      if (range) selection.collapse(range.startContainer, range.startOffset)
    }
    if (selection?.isCollapsed) this.#selectWord(selection)
    this.#pressedAt = null
    this.refresh()
    this.#isAskedByKey = isByKey
  }

  #selected(): Selection | null {
    const selection = getSelection()
    const isOfText = selection?.isCollapsed === false && this.parts.article.contains(selection.anchorNode)
    return isOfText ? selection : null
  }

  #selectWord(selection: Selection): void {
    const words = this.parts.places.selectedText(selection)?.words
    const range = words && this.parts.dom.rangeOf(words.block, words.startChar, words.endChar)
    if (range)
      selection.setBaseAndExtent(range.startContainer, range.startOffset, range.endContainer, range.endOffset)
  }
}

function isOn(selection: Selection, { clientX: x, clientY: y }: MouseEvent): boolean {
  if (selection.isCollapsed) return false
  return [...selection.getRangeAt(0).getClientRects()].some(
    ({ left, right, top, bottom }) => x >= left && x <= right && y >= top && y <= bottom,
  )
}
