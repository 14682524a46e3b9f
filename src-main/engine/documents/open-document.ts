import type { ReadableDocument } from '@contract/document'
import type { DocumentOpening } from '.'

/**
 * Opens a document right here, as the parsers' own `openDocument` does. They are loaded only now: whoever starts the engine
 * to speak should not wait for them.
 * @throws as that
 */
export async function openDocument(opening: DocumentOpening): Promise<ReadableDocument> {
  const parsers = await import('.')
  return parsers.openDocument(opening)
}
