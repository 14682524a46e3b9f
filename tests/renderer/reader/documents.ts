import type { Block, InlineMark, ReadableDocument } from '@contract/document'

/** A paragraph for tests. */
export function paragraph(text: string, marks: InlineMark[] = []): Block {
  return { kind: 'paragraph', text, marks, source: { startChar: 0, endChar: text.length, exact: true } }
}

/** A heading for tests. */
export function heading(text: string, level = 1): Block {
  return { ...paragraph(text), kind: 'heading', level }
}

/** A document for tests. */
export function documentOf(blocks: Block[], id = 'test'): ReadableDocument {
  return { id, title: 'A test', format: 'txt', encoding: 'UTF-8', blocks, outside: [] }
}
