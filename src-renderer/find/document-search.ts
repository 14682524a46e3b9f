import type { Block, TextPosition } from '@contract/document'
import { BlockScanner, SearchPattern, type FindOptions } from './block-scanner'

/** Stretches looked through between two looks at the clock: some tens of microseconds. */
const stretchesPerLook = 1_000

/** A place where what is searched for stands; counts UTF-16 units of the block's text. */
export interface TextMatch {
  readonly block: number
  readonly startChar: number
  readonly endChar: number
}

/**
 * Searches a document's blocks, as far as they are there, a slice at a time and in the order of the text. Hundreds of
 * thousands of matches are kept as three numbers each.
 */
export class DocumentSearch {
  readonly #pattern: SearchPattern
  readonly #matchBlocks: number[] = []
  readonly #startChars: number[] = []
  readonly #endChars: number[] = []
  #block = 0
  #scanner: BlockScanner | null = null

  /** @param blocks borrowed: those that are added later are searched by the next `work` */
  constructor(
    private readonly blocks: readonly Block[],
    query: string,
    options: FindOptions,
  ) {
    this.#pattern = new SearchPattern(query, options)
  }

  get count(): number {
    return this.#matchBlocks.length
  }
  /** Nothing could ever be found. */
  get isEmpty(): boolean {
    return this.#pattern.folded === ''
  }
  /** All blocks that are there have been looked through. */
  get isDone(): boolean {
    return this.isEmpty || this.#block >= this.blocks.length
  }

  /** Whether a block has been looked through, or will not be: there is none. */
  hasSearched(block: number): boolean {
    return this.isDone || this.#block > block
  }

  /** The match of an index; null where there is none. */
  at(index: number): TextMatch | null {
    const block = this.#matchBlocks[index]
    const startChar = this.#startChars[index]
    const endChar = this.#endChars[index]
    if (block === undefined || startChar === undefined || endChar === undefined) return null
    return { block, startChar, endChar }
  }

  /** Index of the first match that begins at or behind a place; `count` when all of them lie before it. */
  firstFrom({ block, char }: TextPosition): number {
    let low = 0
    let high = this.count
    while (low < high) {
      const middle = (low + high) >> 1
      const middleBlock = this.#matchBlocks[middle] ?? 0
      const isBefore =
        middleBlock < block || (middleBlock === block && (this.#startChars[middle] ?? 0) < char)
      if (isBefore) low = middle + 1
      else high = middle
    }
    return low
  }

  /** Goes on searching until everything is searched or the time is up. */
  work(milliseconds: number): void {
    const stopAt = performance.now() + milliseconds
    while (!this.isDone && performance.now() < stopAt) this.#workOnce()
  }

  #workOnce(): void {
    for (let left = stretchesPerLook; left > 0 && this.#block < this.blocks.length;) {
      const block = this.#block
      const text = this.blocks[block]?.text ?? ''
      this.#scanner ??= new BlockScanner(text, this.#pattern)
      const isAtEnd = this.#scanner.scan(left, (startChar, endChar) => {
        this.#matchBlocks.push(block)
        this.#startChars.push(startChar)
        this.#endChars.push(endChar)
      })
      // Short texts cost something too.
      left -= Math.max(10, text.length)
      if (!isAtEnd) return
      this.#scanner = null
      this.#block++
    }
  }
}
