/** Words kept: a long novel has some 40,000 different ones. */
const maxWords = 200_000
/** A longer run of letters is no word. */
const maxWordChars = 60
const words = /[\p{L}\p{M}\p{N}]+(?:[-‐‑'’][\p{L}\p{M}\p{N}]+)*/gu

/** The words of a document as far as it was read: what tells a hyphen that parts a word from one that belongs to it. */
export class Vocabulary {
  private readonly known = new Set<string>()

  /** @param text a line as it is printed; a word that the line's end cuts is not learnt */
  learn(text: string): void {
    const isCut = /[-‐‑\u00ad]\s*$/.test(text)
    const found = text.match(words) ?? []
    const whole = isCut ? found.slice(0, -1) : found
    for (const word of whole)
      if (this.known.size < maxWords && word.length <= maxWordChars) this.known.add(plain(word))
  }

  has(word: string): boolean {
    return this.known.has(plain(word))
  }
}

function plain(word: string): string {
  return word.replace(/[‐‑]/g, '-').replace(/’/g, "'").normalize('NFKC').toLowerCase()
}
