import { FoldCursor, foldText } from './fold-cursor'
import { WordBorders } from './word-borders'

/** What is searched for. */
export interface FindOptions {
  readonly matchCase: boolean
  readonly wholeWords: boolean
}

/** What is searched for, made ready once for a whole document. */
export class SearchPattern {
  /** What it folds to; empty finds nothing. */
  readonly folded: string
  /** Knuth, Morris and Pratt: how much of the pattern is still met where a longer part of it is not. */
  readonly fallback: Int32Array
  readonly borders: WordBorders | null

  constructor(
    query: string,
    readonly options: FindOptions,
  ) {
    this.folded = query.trim() === '' ? '' : foldText(query, options.matchCase)
    this.borders = options.wholeWords ? new WordBorders() : null
    this.fallback = new Int32Array(this.folded.length + 1)
    let met = 0
    for (let at = 1; at < this.folded.length; at++) {
      while (met > 0 && this.folded.charCodeAt(at) !== this.folded.charCodeAt(met))
        met = this.fallback[met] ?? 0
      if (this.folded.charCodeAt(at) === this.folded.charCodeAt(met)) met++
      this.fallback[at + 1] = met
    }
  }
}

/**
 * Finds a pattern in one text, in one pass that may be interrupted after any stretch of it: its time grows with the
 * text alone. What is found are whole letters with their marks, from the left and without overlap.
 */
export class BlockScanner {
  readonly #cursor: FoldCursor
  /** Where the stretches began that the last folded characters came from; one after the other, round and round. */
  readonly #starts: Int32Array
  #seen = 0
  #met = 0

  constructor(
    private readonly text: string,
    private readonly pattern: SearchPattern,
  ) {
    this.#cursor = new FoldCursor(text, pattern.options.matchCase)
    this.#starts = new Int32Array(pattern.folded.length + 1).fill(-1)
  }

  /**
   * Looks through at most so many stretches more.
   * @param found told of each match, in order
   * @returns true at the end of the text
   */
  scan(stretches: number, found: (startChar: number, endChar: number) => void): boolean {
    const { folded, fallback } = this.pattern
    if (folded === '') return true
    for (let left = stretches; left > 0; left--) {
      if (!this.#cursor.next()) return true
      const characters = this.#cursor.folded
      for (let index = 0; index < characters.length; index++) {
        const unit = characters.charCodeAt(index)
        while (this.#met > 0 && folded.charCodeAt(this.#met) !== unit) this.#met = fallback[this.#met] ?? 0
        if (folded.charCodeAt(this.#met) === unit) this.#met++
        this.#starts[this.#seen % this.#starts.length] = this.#cursor.start
        this.#seen++
        if (this.#met < folded.length) continue
        const startChar = index === characters.length - 1 ? this.#matchStart() : null
        if (startChar === null) this.#met = fallback[this.#met] ?? 0
        else {
          found(startChar, this.#cursor.end)
          this.#met = 0
        }
      }
    }
    return false
  }

  /** Where the match that ends here begins; null when that is within a letter, or it is not of whole words. */
  #matchStart(): number | null {
    const { folded, borders } = this.pattern
    const size = this.#starts.length
    const first = this.#seen - folded.length
    const startChar = this.#starts[first % size] ?? 0
    if (first > 0 && this.#starts[(first - 1) % size] === startChar) return null
    if (!borders) return startChar
    const isWhole = borders.isBorder(this.text, startChar) && borders.isBorder(this.text, this.#cursor.end)
    return isWhole ? startChar : null
  }
}
