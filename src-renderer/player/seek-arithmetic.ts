import type { Block, TextPosition } from '@contract/document'

/** A paragraph's part of the seek bar, as fractions of its length. */
export interface SeekSegment {
  readonly start: number
  readonly end: number
}

/** Gaps between paragraphs are drawn only while the mean segment is at least this long. */
const minMeanSegmentPixels = 16

/** A document's length in characters, and where each block begins: the seek bar's scale until there is a timeline. */
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

  /** One segment a paragraph that has text, or a single one when they would be too short to tell apart. */
  segments(widthPixels: number): SeekSegment[] {
    const total = this.totalChars
    const segments: SeekSegment[] = []
    if (total === 0) return [{ start: 0, end: 1 }]
    if (widthPixels / this.blockCount < minMeanSegmentPixels) return [{ start: 0, end: 1 }]
    for (let block = 0; block < this.blockCount; block++) {
      const start = this.#starts[block] ?? 0
      const end = this.#starts[block + 1] ?? start
      if (end > start) segments.push({ start: start / total, end: end / total })
    }
    return segments
  }
}

/** How much of a segment lies before a fraction of the whole bar, 0..1. */
export function filledPart(segment: SeekSegment, fraction: number): number {
  const length = segment.end - segment.start
  if (length <= 0) return 0
  return Math.min(1, Math.max(0, (fraction - segment.start) / length))
}

/** A sentence as far as reckoning needs it. */
export interface SpokenSentence {
  readonly startChar: number
  readonly endChar: number
  readonly startSample: number
  readonly endSample: number
}

/**
 * Characters spoken in a second of audio, pauses included, over the sentences known so far.
 * @returns null until a whole sentence is known
 */
export function charsPerSecond(sentences: readonly SpokenSentence[], sampleRateHz: number): number | null {
  const first = sentences[0]
  const last = sentences.at(-1)
  if (!first || !last || sampleRateHz <= 0) return null
  const seconds = (last.endSample - first.startSample) / sampleRateHz
  const chars = sentences.reduce((sum, sentence) => sum + sentence.endChar - sentence.startChar, 0)
  return seconds > 0 && chars > 0 ? chars / seconds : null
}
