import { matchesOf } from '../../text/matches'

/** Comments, which hold no tags, and tags: those of folds and of what is seen of one are named. */
const tags = /<!--[\s\S]*?(?:-->|$)|<(\/?)(?:(details|summary)(?=[\s>]))?([^<>]{0,500})>/gi
/** Deeper ones are not told apart. */
const maxDepth = 100

/** A tag of raw HTML, or a comment. */
export interface FoldTag {
  readonly startChar: number
  readonly endChar: number
  /** 'details', 'summary', or '' for any other. */
  readonly name: string
  readonly isClosing: boolean
  /** Of an opening one: what it holds is seen at once. */
  readonly isOpen: boolean
}

/** @param html raw HTML, of which no tag is code */
export function foldTagsIn(html: string): FoldTag[] {
  return matchesOf(tags, html).map(({ 0: tag, 1: slash = '', 2: name = '', 3: rest = '', index }) => ({
    startChar: index,
    endChar: index + tag.length,
    name: name.toLowerCase(),
    isClosing: slash !== '',
    isOpen: /\sopen(?:[\s=/]|$)/i.test(rest),
  }))
}

/** Which folds are open in a file, while its tags are gone through. */
export class FoldDepth {
  /** From outside in: whether each is closed to the eye. */
  readonly #closed: boolean[] = []

  get depth(): number {
    return this.#closed.length
  }

  get isFolded(): boolean {
    return this.#closed.includes(true)
  }

  take({ name, isClosing, isOpen }: FoldTag): void {
    if (name !== 'details') return
    if (isClosing) this.#closed.pop()
    else if (this.#closed.length < maxDepth) this.#closed.push(!isOpen)
  }
}
