import type { OpenedDocument } from '@contract/calls/document'
import { appendPiece, headingContents, type DocumentPiece, type ReadableDocument } from '@contract/document'
import type { MovePosition, TextChange } from '@contract/text-change'
import { contentsLines } from '../library/contents'
import { TextScale } from '../player/seek-arithmetic'
import { SubjectCounts, type SubjectCount } from '../reading-rules/subject-counts'

/**
 * The document on the page, as far as it has been read. It stays the same object while it grows: what is drawn of it
 * is kept, and what is derived from it follows `growth`.
 */
export class ShownDocument {
  #document: ReadableDocument | null = $state.raw(null)
  #growth = $state(0)
  #isWhole = $state(true)
  #isEditable = $state(false)
  #counts: readonly SubjectCount[] = $state.raw([])
  #counting = new SubjectCounts()
  #scale: TextScale = $state.raw(new TextScale([]))
  #revisionListeners: readonly ((change: TextChange, move: MovePosition) => void)[] = []

  /** What the document is called, also when that has changed. */
  readonly title = $derived.by(() => {
    void this.#growth
    return this.#document?.title ?? ''
  })

  readonly contents = $derived.by(() => {
    void this.#growth
    return contentsLines(this.#document?.contents ?? [])
  })
  readonly warnings = $derived.by(() => {
    void this.#growth
    return [...(this.#document?.warnings ?? [])]
  })

  get document(): ReadableDocument | null {
    return this.#document
  }
  get scale(): TextScale {
    return this.#scale
  }
  /** Changes whenever the document on the page has more blocks than before. */
  get growth(): number {
    return this.#growth
  }
  /** False while more of it is to come. */
  get isWhole(): boolean {
    return this.#isWhole
  }
  /** Whether it is a text of the person's own, which can be written on. */
  get isEditable(): boolean {
    return this.#isEditable
  }
  /** What the reading rules decide on in it, as far as it is known. */
  get counts(): readonly SubjectCount[] {
    return this.#counts
  }

  /** Takes another document in place of this one. */
  show({ isWhole, isEditable, ...opened }: ReadableDocument & Partial<OpenedDocument>): ReadableDocument {
    // What grows is this object's own.
    const document: ReadableDocument = {
      ...opened,
      parts: [...opened.parts],
      blocks: [...opened.blocks],
      contents: [...opened.contents],
      outside: opened.outside.map((count) => ({ ...count })),
      warnings: opened.warnings.map((warning) => ({ ...warning })),
      overlays: [...opened.overlays],
    }
    this.#document = document
    this.#isWhole = isWhole ?? true
    this.#isEditable = isEditable ?? false
    this.#scale = new TextScale(document.blocks)
    this.#counting = new SubjectCounts()
    this.#counting.add(document.blocks, 0)
    this.#counts = this.#counting.list()
    this.#growth += 1
    return document
  }

  /** Takes the next piece. False: it belongs to another document, or nothing more is awaited of this one. */
  grow(documentId: string, piece: DocumentPiece, isWhole: boolean): boolean {
    const document = this.#document
    if (document?.id !== documentId || this.#isWhole) return false
    this.#counting.add(piece.blocks, document.blocks.length)
    appendPiece(document, piece)
    this.#scale = this.#scale.grownTo(document.blocks)
    this.#counts = this.#counting.list()
    this.#isWhole = isWhole
    this.#growth += 1
    return true
  }

  /** Puts another text in place of a part of a document that is whole, which stays the same object. */
  revise(change: TextChange, move: MovePosition): void {
    const document = this.#document
    if (!document) return
    document.blocks.splice(change.fromBlock, change.removedBlocks, ...change.blocks)
    document.contents = headingContents(document.blocks)
    this.#scale = new TextScale(document.blocks)
    this.#counting = new SubjectCounts()
    this.#counting.add(document.blocks, 0)
    this.#counts = this.#counting.list()
    for (const listener of this.#revisionListeners) listener(change, move)
    this.#growth += 1
  }

  /** Calls the document something else. */
  rename(title: string): void {
    if (!this.#document || this.#document.title === title) return
    this.#document.title = title
    this.#growth += 1
  }

  /** Runs `listener` when the text has changed, before anything that follows `growth`. @returns ends it */
  onRevised(listener: (change: TextChange, move: MovePosition) => void): () => void {
    this.#revisionListeners = [...this.#revisionListeners, listener]
    return () => {
      this.#revisionListeners = this.#revisionListeners.filter((other) => other !== listener)
    }
  }

  /** Awaits nothing more. False: nothing was awaited. */
  end(documentId: string): boolean {
    if (this.#document?.id !== documentId || this.#isWhole) return false
    this.#isWhole = true
    return true
  }
}
