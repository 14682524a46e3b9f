import type { Block } from '@contract/document'
import type { PlacedStretch } from '@contract/page-places'
import type { ReadingRules } from '@contract/reading-rules'
import { remainsOf, type PageRemains } from './left-out'
import type { PageBlocks } from './page-blocks'

/** Those in sight, and some to go back to. */
const keptPages = 16

/** What is left out on the pages of one document, looked up once for a page and what lists it. */
export class LeftOutPages {
  readonly #pages = new Map<number, Promise<PageRemains>>()
  #rules: ReadingRules | null = null
  #blocks = 0

  /** @param blocks borrowed: a document that is growing has more to tell later */
  constructor(
    private readonly blocks: readonly Block[],
    private readonly index: PageBlocks,
    private readonly placesOf: (block: number) => Promise<readonly PlacedStretch[]>,
  ) {}

  /** @throws AppError 'document/missing' */
  on(page: number, rules: ReadingRules): Promise<PageRemains> {
    if (rules !== this.#rules || this.blocks.length !== this.#blocks) this.#pages.clear()
    this.#rules = rules
    this.#blocks = this.blocks.length
    const known = this.#pages.get(page)
    if (known) return known
    const found = remainsOf(page, this.index.near(page), this.blocks, rules, this.placesOf)
    found.catch(() => this.#pages.delete(page))
    this.#pages.set(page, found)
    for (const other of [...this.#pages.keys()].slice(0, -keptPages)) this.#pages.delete(other)
    return found
  }
}
