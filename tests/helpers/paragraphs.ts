import type { Block } from '@contract/document'

/** A block of a document that says `text`. */
export function paragraph(text: string, kind: Block['kind'] = 'paragraph'): Block {
  return { kind, text, marks: [], source: { part: 0, startChar: 0, endChar: text.length, exact: true } }
}
