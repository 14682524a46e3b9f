import type { DraftBlock } from './draft-block'
import type { DrawnPicture } from './drawings'
import { InlineTextBuilder } from './inline-text'
import type { NoteKind } from './note-book'
import type { WordElement } from './word-xml'

/** A paragraph that is being read, or several that changes to the text have joined. */
export class ParagraphDraft {
  readonly inline = new InlineTextBuilder()
  readonly textBoxes: WordElement[] = []
  readonly alternatives: DrawnPicture[] = []
  /** What is written in diagrams. */
  readonly diagrams: DraftBlock[] = []
  readonly notes: { readonly kind: NoteKind; readonly id: string; readonly marker: string }[] = []
  /** Text shown by a table of contents. */
  isInListing = false
  /** Text shown by an index at a book's back. */
  isInIndex = false
  /** What stands before the number of a sequence ("Figure "), if there is one. */
  sequenceLabel: string | undefined
  paragraphs = 0

  constructor(readonly startChar: number) {}
}
