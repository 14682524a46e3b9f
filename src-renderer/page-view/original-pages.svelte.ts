import { keepPagesShown } from '@contract/calls/page-view'
import { recallDocument } from '@contract/calls/library'
import type { Block, ReadableDocument, TextPosition } from '@contract/document'
import { boxesOf } from '@contract/page-places'
import { actionFor, subjectOf } from '@contract/reading-rules'
import type { ViewSettings } from '@contract/settings'
import type { Bridge } from '../bridge/bridge'
import type { ReadingSession } from '../reader/reading-session.svelte'
import { LeftOutPages } from './left-out-pages'
import { PageBlocks } from './page-blocks'
import { PageFiles } from './page-files'
import { PagePainter } from './page-painter'
import type { PageSpan } from './page-stack'

/** What a window without room for both shows. */
export type ShownSide = 'page' | 'text'

export interface OriginalPagesSurroundings {
  readonly bridge: Pick<Bridge, 'call'>
  readonly session: Pick<ReadingSession, 'document' | 'rules'>
  readonly startPainter: () => Worker
  readonly report: (error: unknown) => void
}

interface PlaceRange {
  readonly block: number
  readonly startChar: number
  readonly endChar: number
}

/** A range of the text that the pages are to show as well. */
export interface WantedPlace extends PlaceRange {
  readonly at: 'start' | 'in-sight'
}

/** The pages of one document; whoever opens them disposes the painter. */
export interface OpenedPages {
  readonly files: PageFiles
  readonly painter: PagePainter
  readonly blocks: PageBlocks
  readonly leftOut: LeftOutPages
}

/** Whether a document's own pages are shown beside its text, as is remembered of every document, and which of them. */
export class OriginalPages {
  #wish: { readonly documentId: string; readonly areShown: boolean } | null = $state.raw(null)
  /** Where there is no room for both. */
  side: ShownSide = $state('page')
  /** Set by the frame: whether both have room beside each other. */
  hasRoom = $state(true)
  /** The page that is looked at, from 0; set by the well, null until it shows what it is to show. */
  page: number | null = $state(null)
  /** The pages in sight; set with `page`. */
  inSight: PageSpan | null = $state.raw(null)
  #opened: OpenedPages | null = $state.raw(null)
  #wanted: WantedPlace | null = $state.raw(null)

  constructor(private readonly surroundings: OriginalPagesSurroundings) {}

  /** Whether the document has pages of its own that can be shown. */
  get canBeShown(): boolean {
    return this.surroundings.session.document?.format === 'pdf'
  }
  get areShown(): boolean {
    return this.canBeShown && this.#wish?.documentId === this.#documentId && this.#wish?.areShown === true
  }
  /** The text lies under the pages. */
  get hideText(): boolean {
    return this.areShown && !this.hasRoom && this.side === 'page'
  }
  /** The pages lie under the text. */
  get hidePages(): boolean {
    return this.areShown && !this.hasRoom && this.side === 'text'
  }

  /** Pages and text stand side by side. */
  get areBeside(): boolean {
    return this.areShown && this.hasRoom
  }
  /** What is shown, while it is. */
  get opened(): OpenedPages | null {
    return this.#opened
  }
  /** What the pages were last asked to show: another object every time. */
  get wanted(): WantedPlace | null {
    return this.#wanted
  }

  get #documentId(): string | undefined {
    return this.surroundings.session.document?.id
  }
  get #blocks(): readonly Block[] {
    return this.surroundings.session.document?.blocks ?? []
  }

  /** Whether any of a page is in sight; of any while it is not known which are. */
  isInSight(page: number): boolean {
    const { inSight } = this
    return inSight === null || (page >= inSight.first && page <= inSight.last)
  }

  /** Shows the pages, or the text alone; remembered. */
  toggle(): void {
    const documentId = this.#documentId
    if (documentId === undefined || !this.canBeShown) return
    const areShown = !this.areShown
    this.#wish = { documentId, areShown }
    if (areShown) this.side = 'page'
    const { bridge, report } = this.surroundings
    bridge.call(keepPagesShown, { documentId, areShown }).catch(report)
  }

  /** Brings the text forth where the pages lie over it. */
  showText(): void {
    if (this.hideText) this.side = 'text'
  }

  /** Asks what was chosen for the document on the page before. Never rejects. */
  async recall(): Promise<void> {
    const documentId = this.#documentId
    if (documentId === undefined || !this.canBeShown || this.#wish?.documentId === documentId) return
    const { bridge, report } = this.surroundings
    try {
      const { showsPages } = await bridge.call(recallDocument, { documentId })
      if (this.#documentId === documentId && this.#wish?.documentId !== documentId)
        this.#wish = { documentId, areShown: showsPages }
    } catch (error) {
      report(error)
    }
  }

  /** What a document's pages are painted with, and what is known of them. */
  open(document: ReadableDocument): OpenedPages {
    const files = new PageFiles(this.surroundings.bridge, document.id, document.blocks)
    const blocks = new PageBlocks(document.blocks)
    const placesOf = (block: number) => files.places(block)
    const leftOut = new LeftOutPages(document.blocks, blocks, placesOf)
    const painter = new PagePainter(this.surroundings.startPainter, files, (page) => this.isInSight(page))
    this.#wanted = null
    this.page = this.inSight = null
    this.#opened = { files, painter, blocks, leftOut }
    return this.#opened
  }

  /** Lets pages go that are shown no longer. */
  close(opened: OpenedPages): void {
    opened.painter.dispose()
    if (this.#opened === opened) this.#opened = null
  }

  /**
   * Shows a range of the text on the pages, too.
   * @param at where in the well: at its start, or left where it is as long as it is in sight
   */
  show({ block, startChar, endChar }: PlaceRange, at: WantedPlace['at']): void {
    if (this.#opened) this.#wanted = { block, startChar, endChar, at }
  }

  /** The text beside the pages has half the room: it is set a step smaller. */
  viewOf(view: ViewSettings): ViewSettings {
    return this.areBeside ? { ...view, readingSize: Math.max(0, view.readingSize - 1) } : view
  }

  /**
   * Where reading begins when the text lies under the pages: at a place on a page in sight, else on the page that is
   * looked at. Never rejects.
   */
  async startNear(position: TextPosition): Promise<TextPosition> {
    const opened = this.#opened
    if (!opened || !this.hideText) return position
    const page = await pageOf(position, opened, this.#blocks)
    return this.isInSight(page) ? position : (this.#pageStart() ?? position)
  }

  /** The same at once, without asking where on its pages a paragraph lies: it can be on all up to the next one's. */
  startAtOnce(position: TextPosition): TextPosition {
    const { inSight } = this
    if (!this.#opened || !this.hideText || inSight === null) return position
    const [first = 0, last = first] = this.#blocks
      .slice(position.block, position.block + 2)
      .map(({ source }) => source.part)
    const isInSight = first <= inSight.last && last >= inSight.first
    return isInSight ? position : (this.#pageStart() ?? position)
  }

  /** The first that is read of the page that is looked at; null: nothing is known of it. */
  #pageStart(): TextPosition | null {
    const blocks = this.#blocks
    let first = this.page === null ? null : (this.#opened?.blocks.firstFrom(this.page) ?? null)
    if (first === null) return null
    const { rules } = this.surroundings.session
    while (first < blocks.length - 1 && actionFor(subjectOf(blocks[first]), rules) === 'skip') first++
    return { block: first, char: 0 }
  }
}

/** The page that a word is on; its paragraph may have begun before it. Never rejects. */
export async function pageOf(
  { block, char }: TextPosition,
  { files }: Pick<OpenedPages, 'files'>,
  blocks: readonly Block[],
): Promise<number> {
  const stretches = await files.places(block).catch(() => [])
  const [box] = boxesOf(stretches, { startChar: char, endChar: char + 1 })
  return box?.page ?? blocks[block]?.source.part ?? 0
}
