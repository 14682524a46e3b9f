/** Later names are painted over earlier ones. */
const priorities = { rest: 0, sentence: 1, word: 2, held: 3 } as const

/** Paints what is heard with the CSS Custom Highlight API: the document itself is never touched. */
export class VoiceHighlight {
  readonly #sentence = new Highlight()
  readonly #word = new Highlight()
  readonly #rest = new Highlight()

  constructor(private readonly registry: HighlightRegistry) {
    this.#rest.priority = priorities.rest
    this.#sentence.priority = priorities.sentence
    this.#word.priority = priorities.word
    registry.set('rest', this.#rest)
    registry.set('sentence', this.#sentence)
    registry.set('word', this.#word)
  }

  /** Replaces both ranges at once; null paints nothing. */
  show(sentence: Range | null, word: Range | null): void {
    replace(this.#sentence, sentence)
    replace(this.#word, word)
  }

  /** Paints what stands back while something else is heard. */
  dim(rest: readonly Range[]): void {
    this.#rest.clear()
    for (const range of rest) this.#rest.add(range)
  }

  dispose(): void {
    this.registry.delete('rest')
    this.registry.delete('sentence')
    this.registry.delete('word')
  }
}

/** Paints the words that a box is about: the selection itself is the box's while something is typed there. */
export class HeldHighlight {
  readonly #held = new Highlight()

  constructor(private readonly registry: HighlightRegistry) {
    this.#held.priority = priorities.held
    registry.set('held', this.#held)
  }

  /** null paints nothing. */
  show(range: Range | null): void {
    replace(this.#held, range)
  }

  dispose(): void {
    this.registry.delete('held')
  }
}

function replace(highlight: Highlight, range: Range | null): void {
  highlight.clear()
  if (range) highlight.add(range)
}
