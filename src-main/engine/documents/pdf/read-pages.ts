import type { PdfDocument } from 'virtual:pdf-library'
import { emptyPiece, type CharacterCount, type DocumentPiece } from '@contract/document'
import { maxDocumentChars } from '@contract/limits'
import { contentsOfHeadings } from '../contents'
import { markGutenbergLicence } from '../gutenberg'
import { BookmarkTargets } from './contents-of'
import type { Draft } from './draft'
import { finishBlock } from './finish-block'
import { Flow } from './flow'
import { PrintedContents } from './printed-contents'
import { takeFootnotes } from './footnotes'
import { FurnitureFinder } from './furniture'
import { titleKey } from './headings'
import { judgeRegion, judgeTagged } from './judge-lines'
import type { Bookmark } from './outline'
import { frameOf, type PageFrame } from './page-frame'
import { layoutOf, linesOf, type PageLayout } from './page-layout'
import { countInk, readPageText } from './page-text'
import { TextStyles } from './text-styles'
import { Vocabulary } from './vocabulary'

/** Pages looked at together: running heads are told by their repetition. */
const windowPages = 12
/** A window ends before that with so much text, but not before it has pages to compare. */
const windowChars = 16_000
const leastWindowPages = 3
/** Longer documents are read so far: what a page takes is small, but not nothing. */
export const maxPages = 20_000

/** What a document's pages are read with. */
export interface PageReading {
  readonly document: PdfDocument
  readonly labels: readonly string[] | null
  readonly bookmarks: readonly Bookmark[]
}

/** Reads a document's pages from the first to the last, window by window. */
export async function* readPages(reading: PageReading, signal: AbortSignal): AsyncGenerator<DocumentPiece> {
  const reader = new PagesReader(reading, signal)
  const last = Math.min(reading.document.numPages, maxPages)
  for (let page = 0; page < last && !reader.isFull();) {
    page = await reader.readWindow(page, last)
    yield reader.takePiece(page >= last || reader.isFull())
  }
}

class PagesReader {
  private readonly styles = new TextStyles()
  private readonly vocabulary = new Vocabulary()
  private readonly furniture: FurnitureFinder
  private readonly flow = new Flow()
  private readonly targets: BookmarkTargets
  private readonly crops = new Map<number, number>()
  private readonly levels = new Map<number, Map<string, number>>()
  private readonly outside = new Map<string, number>()
  private isAfterBook = false
  private tables = 0
  private blocks = 0
  private parts = 0
  private chars = 0
  private spaces = 0
  private hasOpenNote = false
  private readonly printedContents = new PrintedContents()
  private nextPage = 0
  private damaged = 0
  private withoutText = 0

  constructor(
    private readonly reading: PageReading,
    private readonly signal: AbortSignal,
  ) {
    this.furniture = new FurnitureFinder(reading.labels)
    this.targets = new BookmarkTargets(reading.bookmarks)
    for (const { page, title, level } of reading.bookmarks) {
      const titles = this.levels.get(page) ?? new Map<string, number>()
      titles.set(titleKey(title), level)
      this.levels.set(page, titles)
    }
  }

  /** Whether as much was read as is read of any document. */
  isFull(): boolean {
    return this.chars > maxDocumentChars
  }

  /** @returns the page after the window */
  async readWindow(start: number, last: number): Promise<number> {
    const frames: PageFrame[] = []
    let chars = 0
    for (let page = start; page < last && frames.length < windowPages; page++) {
      if (chars > windowChars && frames.length >= leastWindowPages) break
      const frame = await this.readFrame(page)
      frames.push(frame)
      chars += frame.text.chars
      this.chars += frame.text.chars
      if (this.isFull()) break
    }
    for (const frame of frames) this.furniture.learn(frame)
    const layouts = frames.map((frame) => layoutOf(frame, this.furniture.split(frame), () => this.tables++))
    for (const layout of layouts) this.learn(layout)
    for (const layout of layouts) this.flowPage(layout)
    this.nextPage = start + frames.length
    return this.nextPage
  }

  private async readFrame(index: number): Promise<PageFrame> {
    this.signal.throwIfAborted()
    const text = await this.pageText(index)
    if (text.runs.length === 0) this.withoutText++
    if (text.isCut) this.damaged++
    this.crops.set(index, text.view[3] ?? 0)
    this.spaces += text.spaces
    this.count('replaced', text.replaced)
    const frame = frameOf(text)
    this.count('printed twice', frame.overprintedInk)
    return frame
  }

  private async pageText(index: number): Promise<PageFrame['text']> {
    try {
      return await readPageText(await this.reading.document.getPage(index + 1), index, this.signal)
    } catch {
      // One page that cannot be read is said, and the others are read.
      this.signal.throwIfAborted()
      this.damaged++
      this.withoutText--
      const nothing = { runs: [], tree: null, view: [], chars: 0, spaces: 0, replaced: 0, isCut: false }
      return { ...nothing, index, extent: { width: 612, height: 792 } }
    }
  }

  private learn(layout: PageLayout): void {
    const lines = linesOf(layout)
    this.styles.learn(lines)
    for (const { styled } of lines) this.vocabulary.learn(styled.text)
  }

  private flowPage(layout: PageLayout): void {
    const judging = {
      styles: this.styles,
      titles: this.levels.get(layout.page) ?? new Map<string, number>(),
      nextTable: () => this.tables++,
      count: (rule: string, chars: number) => this.count(rule, chars),
    }
    if (layout.tree !== null) {
      this.count('replaced', layout.tree.replacedInk)
      for (const [at, draft] of layout.tree.drafts.entries())
        this.flow.push(this.printedContents.judge(judgeTagged(draft, judging)), at === 0)
    }
    for (const whole of layout.regions) {
      const { region, notes } = takeFootnotes(whole, this.styles.bodySize, this.hasOpenNote)
      for (const [at, draft] of judgeRegion(region, judging).entries())
        this.flow.push(this.printedContents.judge(draft), at === 0)
      for (const note of notes) this.flow.push(note, false)
      this.hasOpenNote = isOpen(notes.at(-1))
    }
    for (const draft of layout.furniture) this.flow.push(draft, false)
    for (const draft of layout.pageNumbers) this.flow.push(draft, false)
    this.levels.delete(layout.page)
  }

  /** What is ready, as a piece. */
  takePiece(isLast: boolean): DocumentPiece {
    if (isLast) this.flow.close()
    const piece: DocumentPiece & { places: Uint8Array[] } = { ...emptyPiece(), places: [] }
    const startBlock = this.blocks
    let shownSpaces = 0
    for (const draft of this.flow.take()) {
      const finished = finishBlock(draft, this.vocabulary)
      for (const { rule, chars } of finished?.outside ?? draft.outside ?? []) this.count(rule, chars)
      if (finished === null) continue
      piece.blocks.push(finished.block)
      piece.places.push(finished.places)
      shownSpaces += finished.block.text.length - countInk(finished.block.text)
      this.targets.add(finished.block, this.blocks++, draft.lines[0]?.top ?? null)
    }
    this.isAfterBook = markGutenbergLicence(piece.blocks, this.isAfterBook)
    for (; this.parts < this.nextPage; this.parts++)
      piece.parts.push({ kind: 'page', label: this.reading.labels?.[this.parts] ?? String(this.parts + 1) })
    const complete = isLast ? Infinity : Math.min(this.flow.waitingPage ?? this.nextPage, this.nextPage)
    piece.contents =
      this.reading.bookmarks.length > 0
        ? this.targets.resolve(complete, this.crops)
        : contentsOfHeadings(piece.blocks, startBlock)
    this.count('white space', Math.max(0, this.spaces - shownSpaces))
    this.spaces = 0
    piece.outside = this.takeOutside()
    if (this.damaged > 0) piece.warnings.push({ code: 'damaged', count: this.damaged })
    if (this.withoutText > 0) piece.warnings.push({ code: 'pages-without-text', count: this.withoutText })
    this.damaged = 0
    this.withoutText = 0
    return piece
  }

  private count(rule: string, chars: number): void {
    if (chars > 0) this.outside.set(rule, (this.outside.get(rule) ?? 0) + chars)
  }

  private takeOutside(): CharacterCount[] {
    const counts = [...this.outside].map(([rule, chars]) => ({ rule, chars }))
    this.outside.clear()
    return counts
  }
}

function isOpen(note: Draft | undefined): boolean {
  const text = note?.lines.at(-1)?.styled.text.trim() ?? ''
  return text !== '' && !/[.?!]["”’»)\]]*$/.test(text)
}
