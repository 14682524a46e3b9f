import type { TextPosition } from '@contract/document'
import type { LocatedPlace } from '@contract/speech'

/** A sentence as the engine has it. */
export interface PointedRange {
  readonly block: number
  readonly startChar: number
  /** Exclusive. */
  readonly endChar: number
}

/** What the pointer is over. */
export interface PointedText {
  /** The character under a point of the window; null where is none, or none that is read. */
  charAt(x: number, y: number): TextPosition | null
  /** The word that a place belongs to, with its sentence; that of the next word where it belongs to none. */
  locate(from: TextPosition): Promise<LocatedPlace | null>
  /** Called with another sentence each time; null: with none. */
  show(sentence: PointedRange | null): void
}

/**
 * Finds the sentence that the pointer is over: looks once a frame at most, and asks only where another sentence begins,
 * one question at a time.
 */
export class PointedSentence {
  #point: { readonly x: number; readonly y: number } | null = null
  #shown: PointedRange | null = null
  #frame = 0
  #isAsking = false

  constructor(private readonly text: PointedText) {}

  /** The pointer is at a point of the window. */
  move(x: number, y: number): void {
    this.#point = { x, y }
    this.#lookSoon()
  }

  /** The text has moved under the pointer. */
  again(): void {
    if (this.#point) this.#lookSoon()
  }

  /** The pointer has gone, or does something else: nothing is shown, nor what is still being asked for. */
  leave(): void {
    cancelAnimationFrame(this.#frame)
    this.#frame = 0
    this.#point = null
    this.#show(null)
  }

  #lookSoon(): void {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0
      void this.#look()
    })
  }

  #place(): TextPosition | null {
    return this.#point && this.text.charAt(this.#point.x, this.#point.y)
  }

  async #look(): Promise<void> {
    const place = this.#place()
    if (place && holds(this.#shown, place)) return
    this.#show(null)
    // What is asked looks again itself.
    if (!place || this.#isAsking) return
    this.#isAsking = true
    const found = await this.text.locate(place).finally(() => (this.#isAsking = false))
    const sentence = found?.sentence ? { block: found.block, ...found.sentence } : null
    const now = this.#place()
    if (now && holds(sentence, now)) this.#show(sentence)
    else if (now && !isSame(now, place)) this.#lookSoon()
  }

  #show(sentence: PointedRange | null): void {
    if (sentence === this.#shown) return
    this.#shown = sentence
    this.text.show(sentence)
  }
}

function holds(range: PointedRange | null, { block, char }: TextPosition): boolean {
  return range?.block === block && range.startChar <= char && char < range.endChar
}

function isSame(a: TextPosition, b: TextPosition): boolean {
  return a.block === b.block && a.char === b.char
}
