import type { Block } from '@contract/document'

/** A paragraph may begin so many pages before one that it goes on. */
const pagesBefore = 3

/** Which blocks of a document can have something on which of its pages. Follows a document that is growing. */
export class PageBlocks {
  /** Of the blocks that begin on a page, the numbers. */
  readonly #begun: number[][] = []
  #known = 0

  /** @param blocks borrowed: what is added to them later is found, too */
  constructor(private readonly blocks: readonly Pick<Block, 'source'>[]) {}

  /** In the order in which they are read. */
  near(page: number): number[] {
    this.#catchUp()
    const found: number[] = []
    for (let begun = Math.max(0, page - pagesBefore); begun <= page; begun++)
      for (const block of this.#begun[begun] ?? []) found.push(block)
    return found.sort((a, b) => a - b)
  }

  /** The first that begins on a page, or on the nearest one behind it; null behind the last one. */
  firstFrom(page: number): number | null {
    this.#catchUp()
    for (let begun = page; begun < this.#begun.length; begun++) {
      const first = this.#begun[begun]?.[0]
      if (first !== undefined) return first
    }
    return null
  }

  #catchUp(): void {
    for (; this.#known < this.blocks.length; this.#known++) {
      const { part } = this.blocks[this.#known].source
      const begun = (this.#begun[part] ??= [])
      begun.push(this.#known)
    }
  }
}
