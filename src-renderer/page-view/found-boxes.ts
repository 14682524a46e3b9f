import { boxesOf, type PageBox, type PlacedStretch } from '@contract/page-places'
import type { TextMatch } from '../find/document-search'
import type { Finding } from '../find/finding.svelte'

/** More than this on one page is a letter rather than a word: the first are marked. */
const maxMarked = 600

/** What was found on a page. */
export interface FoundBoxes {
  readonly all: readonly PageBox[]
  /** Of the match that is shown. */
  readonly current: readonly PageBox[]
}
export const nothingFound: FoundBoxes = { all: [], current: [] }

/**
 * The boxes of what was found on one page.
 * @param numbers of the blocks that can be on it, in their order
 */
export async function foundOn(
  page: number,
  numbers: readonly number[],
  finding: Pick<Finding, 'within' | 'current'>,
  placesOf: (block: number) => Promise<readonly PlacedStretch[]>,
): Promise<FoundBoxes> {
  const { current } = finding
  // Asked before anything is awaited: what follows the search follows this, too.
  const matches = numbers.flatMap((block) =>
    finding
      .within({ block, char: 0 }, { block: block + 1, char: 0 }, maxMarked)
      .filter((match) => match.block === block),
  )
  const found: { all: PageBox[]; current: PageBox[] } = { all: [], current: [] }
  for (const match of matches.slice(0, maxMarked)) {
    const boxes = boxesOf(await placesOf(match.block), match).filter((box) => box.page === page)
    const kind = isSame(match, current) ? 'current' : 'all'
    found[kind].push(...boxes)
  }
  return found
}

function isSame(one: TextMatch, other: TextMatch | null): boolean {
  return other !== null && one.block === other.block && one.startChar === other.startChar
}
