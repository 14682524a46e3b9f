import { SpokenDocument } from '../streaming/spoken-document'

/** A text as a document of one paragraph. */
export function paragraphDocument(text: string): SpokenDocument {
  const source = { part: 0, startChar: 0, endChar: text.length, exact: true }
  return new SpokenDocument([{ kind: 'paragraph', text, marks: [], source }])
}
