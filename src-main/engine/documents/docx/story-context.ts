import type { BlockKind } from '@contract/document'
import type { DiagramBook } from './diagrams'
import type { ListCounters } from './list-counters'
import type { NoteBook } from './note-book'
import type { Numbering } from './numbering'
import type { OutsideCounts } from './outside-counts'
import type { StyleSheet } from './styles'
import type { Relationship } from './word-package'

/** What a story is read by: definitions of the document, and what is counted through all of it. */
export interface StoryContext {
  readonly styles: StyleSheet
  readonly numbering: Numbering
  readonly counters: ListCounters
  readonly notes: NoteBook
  readonly diagrams: DiagramBook
  readonly outside: OutsideCounts
  readonly relationships: ReadonlyMap<string, Relationship>
  /** Number of the part among the document's parts. */
  readonly part: number
  /** What all blocks of the story are, where it is not the text itself. */
  readonly kind?: Extract<BlockKind, 'furniture' | 'footnote'>
  /** Numbers the tables of the document. */
  readonly nextTable: () => number
  /** A picture, or anything else that is drawn. */
  readonly seePicture: () => void
  /** A place that the document leaves to another file, which is never fetched. */
  readonly missPart: () => void
}
