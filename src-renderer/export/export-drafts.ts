import type { ExportWays } from '@contract/export-ways'
import { ExportDraft } from './export-draft.svelte'

/** What was chosen last for each document, while Lector runs. */
export class ExportDrafts {
  readonly #drafts = new Map<string, ExportDraft>()

  /** @param usual how a document is saved for which nothing was chosen */
  of(documentId: string, usual: ExportWays): ExportDraft {
    const known = this.#drafts.get(documentId)
    if (known) return known
    const draft = new ExportDraft(usual)
    this.#drafts.set(documentId, draft)
    return draft
  }
}
