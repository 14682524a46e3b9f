import type { BlockKind } from '@contract/document'
import { columnsOf } from './columns'
import { leadersIn } from './contents-page'
import { draftOf, type Draft } from './draft'
import type { Furnished } from './furniture'
import { inkOf, type PageFrame } from './page-frame'
import { pageNumberIn } from './page-numbers'
import { regionOf, type Region } from './regions'
import { rowsOf } from './rows'
import type { TextRun } from './runs'
import { segmentsOf, type Segment } from './segments'
import { makeLine, type Line } from './line'
import { readTree, type TreeReading } from './structure'

/** A page's text in reading order, before anything is said of its kind. */
export interface PageLayout {
  readonly page: number
  /** Columns and what spans them; empty where `tree` says the order. */
  readonly regions: readonly Region[]
  readonly tree: TreeReading | null
  readonly furniture: readonly Draft[]
  readonly pageNumbers: readonly Draft[]
}

/** Text along another side of the page that is at least this much of it belongs to it: a table laid on its side. */
const minAsideShare = 0.25

/** Puts a page in reading order: as its structure tree says, or else by the white space on it. */
export function layoutOf(frame: PageFrame, furnished: Furnished, nextTable: () => number): PageLayout {
  const { text, isRightToLeft } = frame
  const page = text.index
  const bodyRuns = inOrder(furnished.body.flatMap(({ runs }) => [...runs]))
  const tree = text.tree === null ? null : readTree(text.tree, bodyRuns, page, nextTable)
  const placed = tree === null ? furnished.body : segmentsOf(tree.rest)
  const regions = columnsOf(placed, isRightToLeft).map((segments) => regionOf(page, segments))
  const asideRuns = frame.aside.flatMap(({ runs }) => [...runs])
  const isLarge = inkOf(asideRuns) >= minAsideShare * inkOf(text.runs)
  const isAskew = (segment: Segment): boolean => segment.runs[0].turn === null
  const besides = frame.aside.filter((segment) => !isLarge || isAskew(segment))
  const sideways = frame.aside.filter((segment) => isLarge && !isAskew(segment))
  return {
    page,
    regions: [...regions, ...columnsOf(sideways, false).map((segments) => regionOf(page, segments))],
    tree,
    furniture: [
      ...rowDrafts(page, furnished.furniture, 'furniture'),
      ...oneDraft(page, furnished.lineNumbers),
      ...rowDrafts(page, frame.artifacts),
      ...rowDrafts(page, besides),
    ],
    pageNumbers: rowDrafts(page, furnished.pageNumbers, 'page-number'),
  }
}

/** All lines of a page that are text. */
export function linesOf({ regions, tree }: PageLayout): Line[] {
  const ofTree = tree?.drafts.flatMap(({ lines }) => [...lines]) ?? []
  return [...ofTree, ...regions.flatMap(({ lines }) => [...lines])]
}

function inOrder(runs: readonly TextRun[]): TextRun[] {
  return [...runs].sort((a, b) => a.startChar - b.startChar)
}

/** One block of lines that say nothing each. */
function oneDraft(page: number, segments: readonly Segment[]): Draft[] {
  const lines = rowsOf(segments).map(({ segments: row }) =>
    makeLine(
      page,
      row.flatMap(({ runs }) => [...runs]),
    ),
  )
  return lines.length === 0 ? [] : [draftOf('furniture', lines)]
}

/** One block for each line that is no part of the text; without a kind, what it says decides. */
function rowDrafts(page: number, segments: readonly Segment[], kind?: BlockKind): Draft[] {
  return rowsOf(segments).map(({ segments: row }) => {
    const line = makeLine(
      page,
      row.flatMap(({ runs }) => [...runs]),
    )
    const isNumber = pageNumberIn(line.styled.text.trim()) !== null
    return leadersIn(line) ?? draftOf(kind ?? (isNumber ? 'page-number' : 'furniture'), [line])
  })
}
