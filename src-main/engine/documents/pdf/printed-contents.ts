import type { Draft } from './draft'
import { titleKey } from './headings'

/** What a printed table of contents is headed by. */
const names = new Set(
  [
    ...['contents', 'table of contents', 'list of contents', 'list of figures', 'list of tables', 'inhalt'],
    ...[
      'inhaltsverzeichnis',
      'table des matières',
      'sommaire',
      'índice',
      'contenido',
      'indice',
      'sommario',
      'inhoud',
    ],
    ...['spis treści', 'оглавление', 'содержание', '目次', '目录', '目錄', '차례'],
  ].map(titleKey),
)
/** An entry is a line or two. */
const maxEntryChars = 160
const sameSize = 1.06
/** After so many, something else must have begun. */
const maxEntries = 600

/** Knows the entries of a printed table of contents, also where no dots lead to the pages' numbers. */
export class PrintedContents {
  private entries = 0
  private isOpen = false
  private readonly titles = new Set<string>()
  private entrySize = 0

  /** @returns the block as it is, or as an entry */
  judge(draft: Draft): Draft {
    const text = draft.words ?? draft.lines.map(({ styled }) => styled.text).join(' ')
    if (names.has(titleKey(text))) {
      this.isOpen = true
      this.entries = 0
      this.titles.clear()
      return draft
    }
    if (!this.isOpen || draft.matter !== undefined) return draft
    const size = draft.lines[0]?.size ?? 0
    // What was listed and comes again, or stands in larger letters, begins what the list is of.
    const isTitle =
      draft.kind === 'heading' &&
      !this.titles.has(titleKey(text)) &&
      this.entries > 0 &&
      size <= sameSize * this.entrySize
    const isEntry =
      text.length <= maxEntryChars &&
      (isTitle ||
        draft.kind === 'table' ||
        draft.kind === 'list-item' ||
        (draft.kind === 'paragraph' && !/[.!?]["”’]?$/.test(text.trim())))
    if (!isEntry || this.entries >= maxEntries) {
      this.isOpen = false
      return draft
    }
    this.entries++
    this.entrySize = Math.max(this.entries === 1 ? 0 : this.entrySize, size)
    this.titles.add(titleKey(text))
    return {
      ...draft,
      level: undefined,
      kind: draft.kind === 'heading' ? 'paragraph' : draft.kind,
      matter: 'contents',
    }
  }
}
