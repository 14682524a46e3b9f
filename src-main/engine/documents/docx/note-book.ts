import type { DraftBlock } from './draft-block'
import { formatNumber } from './number-format'

/** Notes at the foot of a page, and those at the end of a section or the document. */
export type NoteKind = 'footnote' | 'endnote'

/** How the notes of a kind are numbered. */
export interface NoteNumbering {
  readonly format: string
  readonly start: number
  readonly restartsInSections: boolean
}

/** The notes of a document: read before its text, numbered and handed out as the text refers to them. */
export class NoteBook {
  private readonly notes = new Map<string, readonly DraftBlock[]>()
  private readonly next: Record<NoteKind, number>

  constructor(private readonly numbering: Readonly<Record<NoteKind, NoteNumbering>>) {
    this.next = { footnote: numbering.footnote.start, endnote: numbering.endnote.start }
  }

  define(kind: NoteKind, id: string, blocks: readonly DraftBlock[]): void {
    this.notes.set(`${kind} ${id}`, blocks)
  }

  /** The mark of the next note that has none of its own. */
  nextNumber(kind: NoteKind): string {
    const number = this.next[kind]
    this.next[kind] += 1
    return formatNumber(number, this.numbering[kind].format)
  }

  endSection(): void {
    for (const kind of ['footnote', 'endnote'] as const)
      if (this.numbering[kind].restartsInSections) this.next[kind] = this.numbering[kind].start
  }

  /** A note's blocks, the first time it is asked for; a second reference to it only repeats its mark. */
  take(kind: NoteKind, id: string, marker: string): DraftBlock[] {
    const key = `${kind} ${id}`
    const [first, ...rest] = this.notes.get(key) ?? []
    this.notes.delete(key)
    if (first === undefined) return []
    return [marker === '' ? first : { ...first, block: { ...first.block, marker } }, ...rest]
  }

  /** Characters of the notes that nothing referred to. */
  get charsLeft(): number {
    let chars = 0
    for (const blocks of this.notes.values()) for (const { block } of blocks) chars += block.text.length
    return chars
  }
}
