import type { Line } from './line'

/** Sizes in points are told apart this finely. */
const stepsPerPoint = 2
/** Larger than the text by this, letters are a heading's. */
export const headingRatio = 1.13

/** How much of a document is set in each size. */
export class SizeCounts {
  private readonly chars = new Map<number, number>()

  /** @param size in points */
  add(size: number, chars: number): void {
    const step = Math.round(size * stepsPerPoint)
    this.chars.set(step, (this.chars.get(step) ?? 0) + chars)
  }

  /** What most is set in, in points; 0 before anything was added. */
  get most(): number {
    let step = 0
    let most = 0
    for (const [candidate, count] of this.chars) if (count > most) [step, most] = [candidate, count]
    return step / stepsPerPoint
  }

  /** How many sizes are at least as large as one, and larger than another. */
  countLarger(than: number, least: number): number {
    const own = Math.round(than * stepsPerPoint)
    const from = Math.round(least * stepsPerPoint)
    return [...this.chars.keys()].filter((step) => step >= from && step > own).length
  }
}

/** The sizes and weights of a document's letters, as far as it was read. */
export class TextStyles {
  private readonly sizes = new SizeCounts()
  private boldChars = 0
  private monospacedChars = 0
  private allChars = 0

  learn(lines: readonly Line[]): void {
    for (const { size, isBold, look, styled } of lines) {
      this.sizes.add(size, styled.text.length)
      this.allChars += styled.text.length
      if (look.isMonospace) this.monospacedChars += styled.text.length
      if (isBold) this.boldChars += styled.text.length
    }
  }

  /** What most of the text is set in, in points; 0 before anything was learnt. */
  get bodySize(): number {
    return this.sizes.most
  }

  /** Whether bold letters are so rare that they set something apart. */
  get isBoldRare(): boolean {
    return this.boldChars < 0.3 * this.allChars
  }

  /** Whether letters of one width are so rare that they show code. */
  get isMonospaceRare(): boolean {
    return this.monospacedChars < 0.4 * this.allChars
  }

  /** A heading's level by its size: larger ones are further out. */
  levelOf(size: number): number {
    return Math.min(6, this.sizes.countLarger(size, this.bodySize * headingRatio) + 1)
  }
}
