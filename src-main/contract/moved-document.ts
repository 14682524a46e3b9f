import { z } from 'zod'
import { documentIdSchema } from './library'
import type { Settings } from './settings'

/** A file that is known has another text now, and with it another id. */
export const movedDocumentSchema = z.object({ formerId: documentIdSchema, documentId: documentIdSchema })
export type MovedDocument = z.infer<typeof movedDocumentSchema>

/**
 * What was set for the one holds for the other, unless that has settings of its own.
 * @returns the same settings where there is nothing to move
 */
export function withMovedDocument(settings: Settings, moved: MovedDocument): Settings {
  const { reading, view, player } = settings
  const documents = withMovedKey(reading.documents, moved)
  const writing = withMovedKey(view.writing, moved)
  const voicedDocuments = withMovedId(player.voicedDocuments, moved)
  const isAsBefore =
    documents === reading.documents && writing === view.writing && voicedDocuments === player.voicedDocuments
  if (isAsBefore) return settings
  return {
    ...settings,
    reading: { ...reading, documents },
    view: { ...view, writing },
    player: { ...player, voicedDocuments },
  }
}

function withMovedKey<Value>(
  held: Record<string, Value>,
  { formerId, documentId }: MovedDocument,
): Record<string, Value> {
  if (!Object.hasOwn(held, formerId) || Object.hasOwn(held, documentId)) return held
  const { [formerId]: value, ...others } = held
  return { ...others, [documentId]: value }
}

function withMovedId(ids: string[], { formerId, documentId }: MovedDocument): string[] {
  if (!ids.includes(formerId) || ids.includes(documentId)) return ids
  return ids.map((id) => (id === formerId ? documentId : id))
}
