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
/** After so many, something else must have begun. */
const maxEntries = 600

/** Knows the entries of a printed table of contents, also where no dots lead to the pages' numbers. */
export class PrintedContents {
  private entries = 0
  private isOpen = false

  /** @returns the block as it is, or as an entry */
  judge(draft: Draft): Draft {
    const text = draft.words ?? draft.lines.map(({ styled }) => styled.text).join(' ')
    if (names.has(titleKey(text))) {
      this.isOpen = true
      this.entries = 0
      return draft
    }
    if (!this.isOpen || draft.matter !== undefined) return draft
    const isEntry =
      text.length <= maxEntryChars &&
      (draft.kind === 'table' ||
        draft.kind === 'list-item' ||
        (draft.kind === 'paragraph' && !/[.!?]["”’]?$/.test(text.trim())))
    if (!isEntry || this.entries >= maxEntries) {
      this.isOpen = false
      return draft
    }
    this.entries++
    return { ...draft, matter: 'contents' }
  }
}
