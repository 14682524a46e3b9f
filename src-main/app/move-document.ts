import { documentMoved } from '@contract/calls/document'
import { withMovedDocument, type MovedDocument } from '@contract/moved-document'
import type { PageNotices } from './page-notices'
import type { PronunciationStore } from './pronunciation-store'
import type { SettingsStore } from './settings-store'

/** Where something is kept that holds for one document. */
export interface DocumentKeepers {
  readonly pronunciations: Pick<PronunciationStore, 'move'>
  readonly settings: Pick<SettingsStore, 'value' | 'change'>
  readonly notices: Pick<PageNotices, 'send'>
  reportFailure(error: unknown): void
}

/** A file that is known has another text now: whatever held for it holds for that, for main and for the page. */
export function moveDocument(keepers: DocumentKeepers, moved: MovedDocument): void {
  const { pronunciations, settings, notices, reportFailure } = keepers
  pronunciations.move(moved.formerId, moved.documentId, reportFailure)
  const now = withMovedDocument(settings.value, moved)
  if (now === settings.value) return
  settings.change(now)
  notices.send(documentMoved, moved)
}
