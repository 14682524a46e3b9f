import type { Line } from './line'

/** Sizes in points are told apart this finely. */
const stepsPerPoint = 2
/** Larger than the text by this, letters are a heading's. */
export const headingRatio = 1.13

/** The sizes of a document's letters, as far as it was read. */
export class TextStyles {
  private readonly chars = new Map<number, number>()
  private boldChars = 0
  private monospacedChars = 0
  private allChars = 0

  learn(lines: readonly Line[]): void {
    for (const { size, isBold, look, styled } of lines) {
      const step = Math.round(size * stepsPerPoint)
      this.chars.set(step, (this.chars.get(step) ?? 0) + styled.text.length)
      this.allChars += styled.text.length
      if (look.isMonospace) this.monospacedChars += styled.text.length
      if (isBold) this.boldChars += styled.text.length
    }
  }

  /** What most of the text is set in, in points; 0 before anything was learnt. */
  get bodySize(): number {
    let body = 0
    let most = 0
    for (const [step, count] of this.chars) if (count > most) [body, most] = [step, count]
    return body / stepsPerPoint
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
    const least = Math.round(this.bodySize * headingRatio * stepsPerPoint)
    const own = Math.round(size * stepsPerPoint)
    const larger = [...this.chars.keys()].filter((step) => step >= least && step > own)
    return Math.min(6, larger.length + 1)
  }
}
