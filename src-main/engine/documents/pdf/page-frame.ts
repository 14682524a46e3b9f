import { mainTurn, countInk, type PageText } from './page-text'
import { turnedExtent, type Extent } from './geometry'
import { isRightToLeft } from './direction'
import { withoutOverprint } from './overprint'
import type { TextRun } from './runs'
import { segmentsOf, type Segment } from './segments'

/** What a page shows, sorted by what can be said of it alone. Lengths as most of its text sees it. */
export interface PageFrame {
  readonly text: PageText
  readonly extent: Extent
  readonly isRightToLeft: boolean
  readonly segments: readonly Segment[]
  /** What the page calls no part of its text. */
  readonly artifacts: readonly Segment[]
  /** What runs along another side of the page or across it. */
  readonly aside: readonly Segment[]
  /** Characters printed once more over themselves. */
  readonly overprintedInk: number
}

/** Sorts what a page shows. */
export function frameOf(text: PageText): PageFrame {
  const turn = mainTurn(text.runs)
  const runs = withoutOverprint(text.runs)
  const along = runs.filter((run) => run.turn === turn)
  return {
    text,
    extent: turnedExtent(text.extent, turn),
    isRightToLeft: isRightToLeft(along.map((run) => run.text).join(' ')),
    segments: segmentsOf(along.filter(({ isArtifact }) => !isArtifact)),
    artifacts: segmentsOf(along.filter(({ isArtifact }) => isArtifact)),
    aside: segmentsOf(runs.filter((run) => run.turn !== turn)),
    overprintedInk: inkOf(text.runs) - inkOf(runs),
  }
}

/** Characters of some text that are no white space. */
export function inkOf(runs: readonly TextRun[]): number {
  return runs.reduce((sum, { text }) => sum + countInk(text), 0)
}
