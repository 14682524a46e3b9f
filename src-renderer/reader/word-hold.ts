/** A press becomes a hold after this long. */
const holdMilliseconds = 300
/** A hand that trembles less than this holds still, in px. */
export const stillPixels = 4

/** The part of a pointer event that decides. */
export type HoldPress = Pick<PointerEvent, 'button' | 'clientX' | 'clientY'>

/** Tells a press that is held still from a click and from a drag. */
export class WordHold {
  #timer: ReturnType<typeof setTimeout> | undefined
  #from: HoldPress | null = null
  #isHeld = false

  /**
   * @param begin  the press has become a hold; false when there is nothing to hold
   * @param end    a hold has ended
   */
  constructor(
    private readonly begin: (at: HoldPress) => boolean,
    private readonly end: () => void,
  ) {}

  press(event: HoldPress): void {
    this.cancel()
    if (event.button !== 0) return
    const { button, clientX, clientY } = event
    this.#from = { button, clientX, clientY }
    this.#timer = setTimeout(
      () => (this.#isHeld = this.#from !== null && this.begin(this.#from)),
      holdMilliseconds,
    )
  }

  /** Whoever moves drags; a word that is held stays held. */
  move({ clientX, clientY }: Pick<PointerEvent, 'clientX' | 'clientY'>): void {
    if (!this.#from || this.#isHeld) return
    if (Math.hypot(clientX - this.#from.clientX, clientY - this.#from.clientY) > stillPixels) this.cancel()
  }

  /** @returns whether a hold has ended: the click that follows means nothing more */
  release(): boolean {
    const wasHeld = this.#isHeld
    this.cancel()
    return wasHeld
  }

  cancel(): void {
    clearTimeout(this.#timer)
    this.#from = null
    if (this.#isHeld) this.end()
    this.#isHeld = false
  }
}
