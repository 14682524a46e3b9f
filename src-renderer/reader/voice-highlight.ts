/** Higher ones are painted over lower ones: what is heard stays seen on what was found. */
export const paintPriorities = {
  pointed: 0,
  rest: 1,
  sentence: 2,
  match: 3,
  currentMatch: 4,
  word: 5,
  held: 6,
} as const

/** Paints what is heard with the CSS Custom Highlight API: the document itself is never touched. */
export class VoiceHighlight {
  readonly #sentence = new Highlight()
  readonly #word = new Highlight()
  readonly #rest = new Highlight()

  /** @param painted told whenever what is painted on a ground has changed */
  constructor(
    private readonly registry: HighlightRegistry,
    private readonly painted: () => void,
  ) {
    this.#rest.priority = paintPriorities.rest
    this.#sentence.priority = paintPriorities.sentence
    this.#word.priority = paintPriorities.word
    registry.set('rest', this.#rest)
    registry.set('sentence', this.#sentence)
    registry.set('word', this.#word)
  }

  /** Replaces both ranges at once; null paints nothing. */
  show(sentence: Range | null, word: Range | null): void {
    replace(this.#sentence, sentence)
    replace(this.#word, word)
    this.painted()
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

  /** @param painted as above */
  constructor(
    private readonly registry: HighlightRegistry,
    private readonly painted: () => void,
  ) {
    this.#held.priority = paintPriorities.held
    registry.set('held', this.#held)
  }

  /** null paints nothing. */
  show(range: Range | null): void {
    replace(this.#held, range)
    this.painted()
  }

  dispose(): void {
    this.registry.delete('held')
  }
}

function replace(highlight: Highlight, range: Range | null): void {
  highlight.clear()
  if (range) highlight.add(range)
}
