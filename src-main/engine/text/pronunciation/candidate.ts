import type { TextRange } from '../sentences'
import type { Pronunciation } from '../speakable-text'

/** What an entry would have said, before it is known whether another one comes first. */
export interface Candidate extends Pronunciation {
  /** Of its entry among all of its list: earlier ones win. */
  readonly order: number
}

/** Ranges of a sentence that are given away once: whoever comes first keeps them. */
export class Claims {
  readonly #taken: Uint8Array
  readonly #kept: Pronunciation[] = []

  constructor(private readonly sentence: TextRange) {
    this.#taken = new Uint8Array(sentence.endChar - sentence.startChar)
  }

  /** All of them or none: when a part is taken or lies outside the sentence, nothing happens. */
  take(pronunciations: readonly Pronunciation[]): void {
    const { startChar: from, endChar: to } = this.sentence
    for (const { startChar, endChar } of pronunciations)
      if (startChar < from || endChar > to || startChar >= endChar || this.#isTaken(startChar, endChar))
        return
    for (const { startChar, endChar, say } of pronunciations) {
      this.#taken.fill(1, startChar - from, endChar - from)
      this.#kept.push({ startChar, endChar, say })
    }
  }

  /** In order of the text. */
  kept(): Pronunciation[] {
    return this.#kept.sort((a, b) => a.startChar - b.startChar)
  }

  #isTaken(startChar: number, endChar: number): boolean {
    const from = this.sentence.startChar
    return this.#taken.subarray(startChar - from, endChar - from).includes(1)
  }
}
