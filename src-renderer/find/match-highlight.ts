import { untrack } from 'svelte'
import type { PageAxis } from '../reader/page-axis'
import type { PageDom } from '../reader/page-dom'
import { paintPriorities } from '../reader/voice-highlight'
import type { TextMatch } from './document-search'
import type { Finding } from './finding.svelte'

/** More than this on three screens is a letter rather than a word: the first are lit. */
const maxLit = 3_000

/** Lights what was found as far as it is in sight, and a screen around it: a book may have a hundred thousand matches. */
export class MatchHighlight {
  readonly #all = new Highlight()
  readonly #current = new Highlight()

  /** @param painted told whenever what is lit has changed */
  constructor(
    private readonly registry: HighlightRegistry,
    private readonly dom: Pick<PageDom, 'rangeOf' | 'positionsBetween'>,
    private readonly axis: PageAxis,
    private readonly painted: () => void,
  ) {
    this.#all.priority = paintPriorities.match
    this.#current.priority = paintPriorities.currentMatch
    registry.set('match', this.#all)
    registry.set('current-match', this.#current)
  }

  /** To be run in an effect: lights what is found, again when something else is, and until all of it in sight is found. */
  follow(finding: Finding): void {
    void finding.searches
    void finding.current
    if (!untrack(() => this.paint(finding))) void finding.count
  }

  /** Lights what is found where the page stands now. @returns false: more may be found there */
  paint(finding: Finding): boolean {
    const isAllFound = this.#light(finding)
    this.painted()
    return isAllFound
  }

  #light(finding: Finding): boolean {
    this.#all.clear()
    this.#current.clear()
    if (!finding.isOpen) return true
    const { current } = finding
    const stretch = this.dom.positionsBetween(this.axis.around(1))
    if (!stretch) return !finding.isSearching
    for (const match of finding.within(stretch.from, stretch.until, maxLit)) {
      const range = this.#rangeOf(match)
      if (range) (isSame(match, current) ? this.#current : this.#all).add(range)
    }
    return finding.hasSearched(stretch.until.block)
  }

  dispose(): void {
    this.registry.delete('match')
    this.registry.delete('current-match')
  }

  #rangeOf({ block, startChar, endChar }: TextMatch): Range | null {
    return this.dom.rangeOf(block, startChar, endChar)
  }
}

function isSame(one: TextMatch, other: TextMatch | null): boolean {
  return other !== null && one.block === other.block && one.startChar === other.startChar
}
