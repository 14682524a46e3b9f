/** A second click within this time makes a double click: what systems take by default, in ms. */
const doubleClickMilliseconds = 500

/**
 * Folds a list that lies over the page after a click in it. Not before that cannot become a double click any more: its
 * second half would fall on the text.
 */
export class FoldAfterClick {
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(private readonly fold: () => void) {}

  /** A key's click has no second; the second of a pointer is followed by a double click. */
  click({ detail }: Pick<MouseEvent, 'detail'>): void {
    clearTimeout(this.#timer)
    if (detail === 0) this.fold()
    else if (detail === 1) this.#timer = setTimeout(this.fold, doubleClickMilliseconds)
  }

  doubleClick(): void {
    clearTimeout(this.#timer)
    this.fold()
  }

  dispose(): void {
    clearTimeout(this.#timer)
  }
}
