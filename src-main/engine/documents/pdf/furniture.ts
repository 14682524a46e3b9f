import { median } from './geometry'
import { lineNumbersAmong } from './line-numbers'
import { inkOf, type PageFrame } from './page-frame'
import { pageNumberIn } from './page-numbers'
import { rowsOf, type Row } from './rows'
import { SizeCounts } from './text-styles'
import type { Segment } from './segments'

/** What a page shows beside its text, and what is left. */
export interface Furnished {
  readonly body: readonly Segment[]
  readonly pageNumbers: readonly Segment[]
  readonly furniture: readonly Segment[]
  /** The numbers beside a page's lines. */
  readonly lineNumbers: readonly Segment[]
}

/** Running heads and feet stand in the outer part of a page, and are few lines. */
const edgeShare = 0.17
const maxEdgeRows = 4
/** The same words at the same height: so many points apart, so many pages apart at most (odd, even, a page between). */
const sameHeightPoints = 7
const pagesApart = 4
/** What is apart from the text has more room to it than lines have, by this factor. */
const apartFactor = 1.25
/** Text at a height where most pages have such a line is one too, though its words change: so many pages make "most". */
const minSlotPages = 4
const slotShare = 0.5
/** Words kept to compare with: a longer document repeats its heads within fewer pages. */
const maxKnownWords = 4_000
/** Running heads are hardly larger than the text. */
const titleRatio = 1.4
/** A masthead's line is no heading, and has this many characters. */
const mastheadRatio = 1.25
const minMastheadChars = 10
/** Of the pages that are known when the first one is split. */
const minMastheadPages = 2
/** Marks of the press. */
const production = /^\s*VerDate\b|\bJkt \d{6}\b|\bSfmt \d{4}\b|\.(?:indd|qxd)\b.{0,60}\d{1,2}:\d{2}/

type Edge = 'head' | 'foot'

interface EdgeRow {
  readonly row: Row
  readonly edge: Edge
  /** Distance from the page's edge in points. */
  readonly inset: number
  readonly words: string
  readonly number: number | null
  /** Room to the next row inwards against the usual room. */
  readonly isApart: boolean
  readonly isSmall: boolean
}

/** Finds running heads and feet, knowing every page it was shown. */
export class FurnitureFinder {
  private readonly seen = new Map<string, { page: number; inset: number }[]>()
  private readonly slots = new Map<string, number>()
  private readonly numberOffsets = new Map<number, number>()
  private readonly sizes = new SizeCounts()
  private pages = 0

  constructor(private readonly labels: readonly string[] | null) {}

  /** Remembers what stands at the edges of a page; to be called for pages around one before it is split. */
  learn(frame: PageFrame): void {
    this.pages++
    for (const { size, runs } of frame.segments) this.sizes.add(size, inkOf(runs))
    for (const { edge, inset, words, number, isApart, isSmall } of edgeRows(frame)) {
      const page = frame.text.index
      const known = this.seen.get(words)
      if (known !== undefined) {
        known.push({ page, inset })
        if (known.length > 2 * pagesApart + 4) known.shift()
      } else if (this.seen.size < maxKnownWords) this.seen.set(words, [{ page, inset }])
      if (isApart && isSmall) increment(this.slots, slotOf(edge, inset))
      if (number !== null) increment(this.numberOffsets, number - page)
    }
  }

  /** Divides what a page shows. */
  split(frame: PageFrame): Furnished {
    const furniture = new Set<Segment>()
    const numbers = new Set<Segment>()
    for (const edge of ['head', 'foot'] as const)
      for (const { row, number } of this.outerRows(frame, edge))
        for (const segment of row.segments)
          if (number !== null || pageNumberIn(textOf(segment)) !== null) numbers.add(segment)
          else furniture.add(segment)
    for (const segment of this.mastheads(frame)) furniture.add(segment)
    for (const segment of frame.segments) if (production.test(textOf(segment))) furniture.add(segment)
    const lineNumbers = lineNumbersAmong(frame.segments)
    for (const segment of lineNumbers) furniture.delete(segment)
    for (const segment of lineNumbers) numbers.delete(segment)
    return {
      body: frame.segments.filter(
        (segment) => !furniture.has(segment) && !numbers.has(segment) && !lineNumbers.has(segment),
      ),
      pageNumbers: [...numbers],
      furniture: [...furniture],
      lineNumbers: [...lineNumbers],
    }
  }

  /** From the edge inwards, as long as every row is of that kind. */
  private outerRows(frame: PageFrame, edge: Edge): EdgeRow[] {
    const rows = edgeRows(frame).filter((row) => row.edge === edge)
    let taken = 0
    for (let at = 0; at < rows.length; at++) {
      const row = rows[at]
      const isOne =
        this.isRepeated(row, frame.text.index) || this.isNumber(row, frame, at) || this.isInSlot(row)
      if (!isOne) break
      if (row.isApart || this.isUsual(row, frame.text.index)) taken = at + 1
    }
    return rows.slice(0, taken)
  }

  /** A first page says on several lines what the heads of the others say on one. */
  private mastheads({ segments, extent }: PageFrame): Segment[] {
    const size = median(segments.map((segment) => segment.size))
    return segments.filter((segment) => {
      if (segment.bottom > edgeShare * extent.height || segment.size > mastheadRatio * size) return false
      const words = plainWords(textOf(segment))
      if (words.length < minMastheadChars) return false
      for (const [known, places] of this.seen)
        if (places.length >= minMastheadPages && known.length > words.length && known.includes(words))
          return true
      return false
    })
  }

  private isRepeated({ row, words, inset }: EdgeRow, page: number): boolean {
    // Slides have titles at the same height, and number them.
    const largest = titleRatio * this.sizes.most
    return row.segments.every(({ size }) => size <= largest) && this.repetitions(words, inset, page) > 0
  }

  /** Whether nearly every page around has it, so that it needs no room around it. */
  private isUsual({ words, inset, number }: EdgeRow, page: number): boolean {
    return number !== null || this.repetitions(words, inset, page) >= pagesApart
  }

  private repetitions(words: string, inset: number, page: number): number {
    if (words === '') return 0
    const near = (this.seen.get(words) ?? []).filter(
      (other) =>
        other.page !== page &&
        Math.abs(other.page - page) <= pagesApart &&
        Math.abs(other.inset - inset) <= sameHeightPoints,
    )
    return near.length
  }

  private isNumber({ number, isApart }: EdgeRow, { text: { index } }: PageFrame, at: number): boolean {
    if (number === null) return false
    const label = this.labels?.[index]
    return (
      (this.numberOffsets.get(number - index) ?? 0) > 1 ||
      (label !== undefined && pageNumberIn(label) === number) ||
      (at === 0 && isApart)
    )
  }

  private isInSlot({ edge, inset, isApart, isSmall }: EdgeRow): boolean {
    const pages = this.slots.get(slotOf(edge, inset)) ?? 0
    return isApart && isSmall && pages >= minSlotPages && pages >= slotShare * this.pages
  }
}

function slotOf(edge: Edge, inset: number): string {
  return `${edge} ${Math.round(inset / 4)}`
}

function increment<K>(counts: Map<K, number>, key: K): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}

/** The rows at a page's edges, from the edge inwards. */
function edgeRows({ segments, extent }: PageFrame): EdgeRow[] {
  const rows = rowsOf(segments.filter(({ bottom, top }) => bottom > 0 && top < extent.height))
  const size = median(segments.map((segment) => segment.size))
  const distances = rows.slice(1).map(({ top }, at) => top - rows[at].top)
  const leading = Math.max(median(distances.filter((distance) => distance > 0)), size)
  const found: EdgeRow[] = []
  for (const edge of ['head', 'foot'] as const) {
    const inwards = edge === 'head' ? rows : [...rows].reverse()
    for (const [at, row] of inwards.slice(0, maxEdgeRows).entries()) {
      const inset = edge === 'head' ? row.bottom : extent.height - row.top
      if (inset > edgeShare * extent.height) break
      const next = inwards[at + 1]
      const distance = next === undefined ? 0 : Math.abs(next.top - row.top)
      const text = row.segments.map(textOf).join(' ').trim()
      found.push({
        row,
        edge,
        inset,
        words: plainWords(text),
        number: pageNumberIn(text),
        isApart: next !== undefined && distance > apartFactor * leading,
        isSmall: row.segments.every((segment) => segment.size <= 1.1 * size) && text.length < 120,
      })
    }
  }
  return found
}

/** What is the same on every page. */
function plainWords(text: string): string {
  return text.toLowerCase().replace(/\d+/g, '#').replace(/\s+/g, ' ').trim().slice(0, 200)
}

function textOf({ runs }: Segment): string {
  return runs.map(({ text, afterSpace }) => (afterSpace ? ` ${text}` : text)).join('')
}
