import type { Block, TextPosition } from '@contract/document'

/** A paragraph's part of the seek bar, as fractions of its length. */
export interface SeekSegment {
  readonly start: number
  readonly end: number
}

/** Gaps between paragraphs are drawn only while the mean segment is at least this long. */
export const minMeanSegmentPixels = 16

/** A document's length in characters, and where each block begins: the scale of how far a document has been read. */
export class TextScale {
  /** Characters before each block; one more entry for the end. */
  readonly #starts: Float64Array

  /** @param before the scale of the first of these blocks: they are not measured again */
  constructor(blocks: readonly Block[], before?: TextScale) {
    this.#starts = new Float64Array(blocks.length + 1)
    if (before) this.#starts.set(before.#starts)
    for (let index = before?.blockCount ?? 0; index < blocks.length; index++)
      this.#starts[index + 1] = (this.#starts[index] ?? 0) + (blocks[index]?.text.length ?? 0)
  }

  /** The scale of a document that was this one and has grown. */
  grownTo(blocks: readonly Block[]): TextScale {
    return new TextScale(blocks, this)
  }

  get totalChars(): number {
    return this.#starts.at(-1) ?? 0
  }

  get blockCount(): number {
    return this.#starts.length - 1
  }

  /** Characters of the document before a position. */
  charsBefore(position: TextPosition): number {
    const block = Math.min(Math.max(0, position.block), this.#starts.length - 1)
    const start = this.#starts[block] ?? 0
    const end = this.#starts[block + 1] ?? start
    return Math.min(end, start + Math.max(0, position.char))
  }

  /** 0..1 of the document; 0 for an empty one. */
  fractionAt(position: TextPosition): number {
    return this.totalChars === 0 ? 0 : this.charsBefore(position) / this.totalChars
  }

  /** The position a fraction of the bar stands for; the very end belongs to the last character. */
  positionAt(fraction: number): TextPosition {
    const clamped = Math.min(1, Math.max(0, fraction))
    const char = Math.min(Math.max(0, this.totalChars - 1), Math.floor(clamped * this.totalChars))
    let low = 0
    let high = Math.max(0, this.blockCount - 1)
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((this.#starts[middle] ?? 0) <= char) low = middle
      else high = middle - 1
    }
    return { block: low, char: Math.max(0, char - (this.#starts[low] ?? 0)) }
  }
}

/** How much of a segment lies before a fraction of the whole bar, 0..1. */
export function filledPart(segment: SeekSegment, fraction: number): number {
  const length = segment.end - segment.start
  if (length <= 0) return 0
  return Math.min(1, Math.max(0, (fraction - segment.start) / length))
}
