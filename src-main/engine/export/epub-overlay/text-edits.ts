interface Edit {
  readonly startChar: number
  readonly endChar: number
  readonly text: string
  /** Of changes at one place: what closes, what is put in, what is put in place of something. */
  readonly rank: 0 | 1 | 2
}

/** Changes of a text, gathered in any order and made all at once: what no change touches stays as it is. */
export class TextEdits {
  readonly #edits: Edit[] = []

  /** Of what is inserted at one place, what closes comes first, then each in the order it was asked for. */
  insert(char: number, text: string, { isClosing = false } = {}): void {
    this.#edits.push({ startChar: char, endChar: char, text, rank: isClosing ? 0 : 1 })
  }

  /** Changes inside of what is replaced are void. */
  replace(startChar: number, endChar: number, text: string): void {
    this.#edits.push({ startChar, endChar, text, rank: 2 })
  }

  apply(source: string): string {
    const inOrder = this.#edits.sort(
      (a, b) => a.startChar - b.startChar || a.rank - b.rank || b.endChar - a.endChar,
    )
    const parts: string[] = []
    let at = 0
    for (const { startChar, endChar, text } of inOrder) {
      if (startChar < at) continue
      parts.push(source.slice(at, startChar), text)
      at = endChar
    }
    parts.push(source.slice(at))
    return parts.join('')
  }
}
