import type { BlockKind, Matter } from '@contract/document'
import type { StructLeaf, StructNode } from 'virtual:pdf-library'
import { maskControls } from '../mask-controls'
import { contentsLine } from './contents-page'
import { draftOf, type Draft } from './draft'
import { makeLine, type Line } from './line'
import { evenSpans } from './glyph-places'
import { listMarkerOf } from './list-marker'
import { noteMarkerOf } from './note-marks'
import { inkOf } from './page-frame'
import { countInk } from './page-text'
import type { TextRun } from './runs'

/** Deeper elements are read as parts of what they are in. */
const maxDepth = 60
/** A tree is followed when it holds this much of a page's text. */
const minCoveredShare = 0.85
/** One element that holds more lines than a page's paragraph can is no paragraph: the tree says nothing. */
const maxElementLines = 60

/** What elements hold text as blocks of their own (ISO 32000, 14.8.4, and the roles of PDF 2.0). */
const blockRoles: Readonly<Record<string, BlockKind>> = {
  P: 'paragraph',
  Title: 'heading',
  H: 'heading',
  LI: 'list-item',
  LBody: 'list-item',
  Caption: 'caption',
  BlockQuote: 'quote',
  Quote: 'paragraph',
  Note: 'footnote',
  FENote: 'footnote',
  Formula: 'formula',
  Code: 'code',
  TR: 'table',
  TOCI: 'paragraph',
  BibEntry: 'list-item',
  Figure: 'paragraph',
  Aside: 'paragraph',
  Artifact: 'furniture',
}
/** Elements that lie within a line of text. */
const inlineRoles = new Set(
  'Span Em Strong Link Reference Quote Ruby RB RT RP Warichu WT WP Annot Sub Lbl'.split(' '),
)

interface Place {
  readonly kind: BlockKind
  readonly matter: Matter | undefined
  readonly level: number | undefined
  readonly listDepth: number
  readonly language: string | undefined
}

const outermost: Place = {
  kind: 'paragraph',
  matter: undefined,
  level: undefined,
  listDepth: 0,
  language: undefined,
}

/** Blocks in the order that a page's structure tree gives, and what is not in it. */
export interface TreeReading {
  readonly drafts: Draft[]
  readonly rest: TextRun[]
  /** Characters that the tree says other ones stand for. */
  readonly replacedInk: number
}

/**
 * Reads a page in the order of its structure tree.
 * @param runs what belongs to the text
 * @param nextTable gives every table a number of its own
 * @returns null where the tree holds too little of the page, or nothing that tells its blocks
 */
export function readTree(
  tree: StructNode,
  runs: readonly TextRun[],
  page: number,
  nextTable: () => number,
): TreeReading | null {
  const byContent = new Map<string, TextRun[]>()
  for (const run of runs) {
    if (run.contentId === null) continue
    const known = byContent.get(run.contentId)
    if (known === undefined) byContent.set(run.contentId, [run])
    else known.push(run)
  }
  const reading = new TreeReader(byContent, page, nextTable)
  reading.element(tree, outermost, 0)
  reading.flush(outermost)
  const rest = runs.filter((run) => run.contentId === null || byContent.has(run.contentId))
  const isWhole = inkOf(rest) <= (1 - minCoveredShare) * inkOf(runs)
  const isFine = reading.drafts.every(({ lines }) => lines.length <= maxElementLines)
  return isWhole && isFine ? { drafts: reading.drafts, rest, replacedInk: reading.replacedInk } : null
}

class TreeReader {
  readonly drafts: Draft[] = []
  /** Pieces of text that wait for the end of their block. */
  private pending: TextRun[] = []
  private label: TextRun[] = []
  /** Notes wait for the end of the paragraph that refers to them. */
  private notes: Draft[] = []
  replacedInk = 0

  constructor(
    private readonly byContent: Map<string, TextRun[]>,
    private readonly page: number,
    private readonly nextTable: () => number,
  ) {}

  element(node: StructNode, place: Place, depth: number): void {
    if (node.replacement !== undefined) this.replace(node, node.replacement)
    const { role } = node
    const isInline =
      (inlineRoles.has(role) && role !== 'Lbl') || (role === 'Formula' && this.isInLine(node, place))
    if (depth >= maxDepth || isInline) {
      this.children(node, place, depth)
      return
    }
    if (role === 'Lbl') {
      const before = this.pending.length
      this.children(node, place, depth)
      if (place.kind === 'list-item' || place.kind === 'footnote') this.label = this.pending.splice(before)
      return
    }
    const own = placeOf(node, place)
    if (own.kind === 'footnote' && place.kind !== 'footnote' && this.pending.length > 0) {
      const around = this.pending.splice(0)
      const begin = this.drafts.length
      this.children(node, own, depth)
      this.flush(own)
      for (const note of this.drafts.splice(begin)) this.notes.push(note)
      this.pending = around
      return
    }
    // What is in a caption is one text.
    if (place.kind === 'caption' && own.kind === 'caption') {
      this.children(node, own, depth)
      return
    }
    // A label waits for the text that it stands before.
    if (this.pending.length > 0) this.flush(place)
    if (role === 'Table') this.table(node, depth)
    else {
      if (role === 'Figure') this.describe(node, own)
      this.children(node, own, depth)
      if (this.pending.length > 0 || role === 'LI' || own.kind === 'footnote') this.flush(own)
    }
  }

  /** Whether a formula stands in a line of text, or in one that goes on below. */
  private isInLine(node: StructNode, place: Place): boolean {
    if (place.kind === 'code' || place.kind === 'heading') return true
    const before = this.pending.at(-1)
    const begin = this.pending[0]
    const first = leavesOf(node).flatMap(({ id }) => this.byContent.get(id) ?? [])[0]
    if (before === undefined || first === undefined) return false
    const rise = first.baseline - before.baseline
    const isBeside = Math.abs(rise) < 0.6 * before.size
    const isBelow = rise > 0 && rise < 1.6 * before.size && first.x0 < begin.x0 + 2 * before.size
    return isBeside || isBelow
  }

  private children(node: StructNode, place: Place, depth: number): void {
    for (const child of node.children) {
      if (isLeaf(child)) this.take(child)
      else this.element(child, place, depth + 1)
    }
  }

  private take({ type, id }: StructLeaf): void {
    if (type !== 'content') return
    for (const run of this.byContent.get(id) ?? []) this.pending.push(run)
    this.byContent.delete(id)
  }

  /** What an element is replaced by is read where its first piece stands. */
  private replace(node: StructNode, replacement: string): void {
    const leaves = leavesOf(node)
    const runs = leaves.flatMap(({ id }) => this.byContent.get(id) ?? [])
    const words = maskControls(replacement).replace(/\s+/g, ' ').trim()
    const first = runs[0]
    if (first === undefined || words === '') return
    this.replacedInk += Math.max(0, inkOf(runs) - countInk(words))
    for (const { id } of leaves) this.byContent.delete(id)
    // Only what is on the first one's line is as wide as the words; the others follow on lines of their own.
    const x1 = runs.reduce(
      (most, run) => (run.baseline === first.baseline ? Math.max(most, run.x1) : most),
      first.x1,
    )
    const glyphs = first.glyphs && { ...first.glyphs, spans: evenSpans(words.length, x1 - first.x0) }
    this.byContent.set(leaves[0].id, [{ ...first, text: words, x1, glyphs }])
  }

  flush(place: Place): void {
    const runs = this.pending
    const label = this.label
    const notes = this.notes.splice(0)
    this.pending = []
    this.label = []
    this.pushBlock(place, runs, label)
    for (const note of notes) this.drafts.push(note)
  }

  private pushBlock(place: Place, runs: readonly TextRun[], label: readonly TextRun[]): void {
    if (label.length + runs.length === 0) return
    const lines = linesInOrder(this.page, runs.length === 0 ? label : runs)
    if (lines.length === 0) return
    if (place.matter === 'contents') {
      for (const line of linesInOrder(this.page, [...label, ...runs]))
        this.drafts.push(contentsLine(line) ?? { ...draftOf('paragraph', [line]), matter: 'contents' })
      return
    }
    const draft = draftOf(place.kind, lines)
    this.drafts.push({
      ...draft,
      ...extrasOf(place),
      ...this.markOf(place, lines, runs.length === 0 ? [] : label),
    })
  }

  private markOf(place: Place, lines: Line[], label: readonly TextRun[]): Partial<Draft> {
    if (place.kind !== 'list-item' && place.kind !== 'footnote') return {}
    if (label.length > 0) {
      const text = label
        .map((run) => run.text)
        .join('')
        .trim()
      return {
        marker: text === '' || text >= '\ue000' ? '•' : text,
        outside: [{ rule: 'mark', chars: inkOf(label) }],
      }
    }
    const found = place.kind === 'footnote' ? noteMarkerOf(lines[0].styled) : listMarkerOf(lines[0])
    return found === null ? {} : { marker: found.marker, markerChars: found.length }
  }

  private table(node: StructNode, depth: number): void {
    const table = this.nextTable()
    const rows: StructNode[] = []
    const collect = (from: StructNode, level: number): void => {
      for (const child of from.children) {
        if (isLeaf(child)) continue
        if (child.role === 'TR') rows.push(child)
        else if (child.role === 'Caption') this.element(child, outermost, level)
        else if (level < maxDepth) collect(child, level + 1)
      }
    }
    collect(node, depth + 1)
    for (const row of rows) {
      const cells: Line[][] = []
      let isHeader = row.children.length > 0
      for (const cell of row.children) {
        if (isLeaf(cell)) continue
        isHeader &&= cell.role === 'TH'
        const runs = leavesOf(cell).flatMap((leaf) => this.takeRuns(leaf))
        cells.push(linesInOrder(this.page, runs))
      }
      const lines = cells.flat()
      if (lines.length > 0) this.drafts.push({ ...draftOf('table', lines), cells, row: { table, isHeader } })
    }
  }

  private takeRuns({ id }: StructLeaf): TextRun[] {
    const runs = this.byContent.get(id) ?? []
    this.byContent.delete(id)
    return runs
  }

  private describe(node: StructNode, place: Place): void {
    const words = maskControls(node.alt ?? '')
      .replace(/\s+/g, ' ')
      .trim()
    if (words === '') return
    const runs = leavesOf(node).flatMap(({ id }) => this.byContent.get(id) ?? [])
    // The picture's own letters stay in the document as what they are: a part of the picture.
    const line = runs.length > 0 ? linesInOrder(this.page, runs) : []
    this.drafts.push({
      ...draftOf('image-alternative', []),
      ...extrasOf(place),
      words,
      page: this.page,
      x0: line[0]?.x0 ?? 0,
      x1: line[0]?.x1 ?? 0,
    })
  }
}

function extrasOf({ matter, level, listDepth, kind, language }: Place): Partial<Draft> {
  const own = kind === 'list-item' ? Math.max(1, listDepth) : level
  return {
    ...(matter === undefined ? {} : { matter }),
    ...(own === undefined ? {} : { level: Math.min(9, own) }),
    ...(language === undefined ? {} : { language }),
  }
}

function placeOf({ role, lang }: StructNode, outer: Place): Place {
  const language = lang === undefined || lang === '' ? outer.language : lang
  const inner = { ...outer, language }
  const heading = /^H([1-6])$/.exec(role)
  if (heading !== null) return { ...inner, kind: 'heading', level: Number(heading[1]) }
  if (role === 'Title' || role === 'H') return { ...inner, kind: 'heading', level: 1 }
  if (role === 'TOC') return { ...inner, matter: 'contents' }
  if (role === 'L') return { ...inner, listDepth: outer.listDepth + 1 }
  // A paragraph in an item or a note is that item's or that note's text.
  const isKept =
    outer.kind === 'list-item' ||
    outer.kind === 'footnote' ||
    outer.kind === 'caption' ||
    outer.kind === 'quote'
  const kind = blockRoles[role]
  if (kind === undefined || (role === 'P' && isKept)) return inner
  return { ...inner, kind, level: undefined }
}

/** Lines of pieces that are in reading order already: a new one begins where the baseline is another. */
export function linesInOrder(page: number, runs: readonly TextRun[]): Line[] {
  const lines: TextRun[][] = []
  for (const run of runs) {
    const line = lines.at(-1)
    const previous = line?.at(-1)
    if (line !== undefined && previous !== undefined && isOnLine(line, previous, run)) line.push(run)
    else lines.push([run])
  }
  return lines.map((line) => makeLine(page, line))
}

function isOnLine(line: readonly TextRun[], previous: TextRun, run: TextRun): boolean {
  const size = Math.max(previous.size, run.size)
  const first = line[0]
  if (run.turn !== previous.turn) return false
  const isNear = [previous, first].some((other) => Math.abs(other.baseline - run.baseline) < 0.55 * size)
  // Back to the left by more than a letter: the next column's line may be as high.
  return isNear && (run.x0 > previous.x0 - 2 * size || run.x1 < previous.x0 + size)
}

function leavesOf(node: StructNode): StructLeaf[] {
  const leaves: StructLeaf[] = []
  const collect = (from: StructNode, depth: number): void => {
    for (const child of from.children) {
      if (isLeaf(child)) {
        if (child.type === 'content') leaves.push(child)
      } else if (depth < maxDepth) collect(child, depth + 1)
    }
  }
  collect(node, 0)
  return leaves
}

function isLeaf(child: StructNode | StructLeaf): child is StructLeaf {
  return 'type' in child
}
