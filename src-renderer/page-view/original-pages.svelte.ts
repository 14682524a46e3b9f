import { keepPagesShown } from '@contract/calls/page-view'
import { recallDocument } from '@contract/calls/library'
import type { Bridge } from '../bridge/bridge'
import type { ReadingSession } from '../reader/reading-session.svelte'
import { PageFiles } from './page-files'
import { PagePainter } from './page-painter'

/** What a window without room for both shows. */
export type ShownSide = 'page' | 'text'

export interface OriginalPagesSurroundings {
  readonly bridge: Pick<Bridge, 'call'>
  readonly session: Pick<ReadingSession, 'document'>
  readonly startPainter: () => Worker
  readonly report: (error: unknown) => void
}

/** Whether a document's own pages are shown beside its text, as is remembered of every document. */
export class OriginalPages {
  #wish: { readonly documentId: string; readonly areShown: boolean } | null = $state.raw(null)
  /** Where there is no room for both. */
  side: ShownSide = $state('page')
  /** Set by the frame: whether both have room beside each other. */
  hasRoom = $state(true)

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

  get #documentId(): string | undefined {
    return this.surroundings.session.document?.id
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

  /** What a document's pages are painted with; whoever asks disposes the painter. */
  open(documentId: string): { readonly files: PageFiles; readonly painter: PagePainter } {
    const files = new PageFiles(this.surroundings.bridge, documentId)
    return { files, painter: new PagePainter(this.surroundings.startPainter, files) }
  }
}
