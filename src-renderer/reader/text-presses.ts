import type { ReadableDocument, TextPosition } from '@contract/document'
import type { HighlightSettings } from '@contract/look-settings'
import { WordHold, type HoldPress } from './word-hold'
import { wordsIn, type WordRange } from './word-start'

/** A word, and the block that it stands in. */
export interface PressedWord extends WordRange {
  readonly block: number
}

/** What presses ask of the text that they are on, and what comes of them. */
export interface PressedText {
  document(): Pick<ReadableDocument, 'blocks' | 'language'>
  /** Where the word under a point of the window begins; null beside the text. */
  wordAt(x: number, y: number): TextPosition | null
  /** What the person has chosen for clicks. */
  clicks(): HighlightSettings['clickToRead']
  hasSession(): boolean
  /** Something stands over the text, which a press takes away. */
  isCovered(): boolean
  read(from: TextPosition): void
  /** A word is said alone until it is let go. */
  hold(word: PressedWord): void
  letGo(): void
}

/** Tells what presses on the text mean: a word held is said alone, and a click reads from a word. */
export class TextPresses {
  readonly #hold: WordHold
  #wasHeld = false
  #hadSelection = false

  constructor(private readonly text: PressedText) {
    this.#hold = new WordHold(
      (at) => this.#beginHold(at),
      () => text.letGo(),
    )
  }

  press(event: HoldPress): void {
    this.#wasHeld = false
    this.#hold.press(event)
    // A click that only takes something away starts no reading.
    this.#hadSelection = isSelecting() || this.text.isCovered()
  }

  move(event: Pick<PointerEvent, 'clientX' | 'clientY'>): void {
    this.#hold.move(event)
  }

  release(): void {
    this.#wasHeld = this.#hold.release()
  }

  cancel(): void {
    this.#hold.cancel()
  }

  /** What was chosen for a click; by default one reads from the word while a session exists, a double click starts one. */
  click({ button, detail, clientX, clientY }: MouseEvent): void {
    const { text } = this
    const clicks = text.clicks()
    if (clicks === 'off' || this.#wasHeld || button !== 0 || detail > 2) return
    const isByDoubleClick = clicks === 'double' || !text.hasSession()
    if (detail === 1 && (isByDoubleClick || isSelecting() || this.#hadSelection)) return
    const word = text.wordAt(clientX, clientY)
    if (!word) return
    if (detail === 2 && isSelecting()) getSelection()?.collapseToStart()
    if (detail === 1 || isByDoubleClick) text.read(word)
  }

  #beginHold({ clientX, clientY }: HoldPress): boolean {
    const place = isSelecting() || this.text.isCovered() ? null : this.text.wordAt(clientX, clientY)
    if (!place) return false
    const { blocks, language } = this.text.document()
    const { block, char } = place
    const word = wordsIn(blocks[block]?.text ?? '', { startChar: char, endChar: char }, language)
    if (word) this.text.hold({ block, ...word })
    return word !== null
  }
}

function isSelecting(): boolean {
  return getSelection()?.isCollapsed === false
}
