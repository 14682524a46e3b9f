import {
  emptyPiece,
  type Block,
  type ContentsEntry,
  type InlineMark,
  type ReadableDocument,
} from '@contract/document'

/** A paragraph for tests. */
export function paragraph(text: string, marks: InlineMark[] = []): Block {
  return {
    kind: 'paragraph',
    text,
    marks,
    source: { part: 0, startChar: 0, endChar: text.length, exact: true },
  }
}

/** A heading for tests. */
export function heading(text: string, level = 1): Block {
  return { ...paragraph(text), kind: 'heading', level }
}

/** A row of a table for tests. */
export function tableRow(table: number, cells: readonly string[], isHeader = false): Block {
  let startChar = 0
  const ranges = cells.map((cell) => {
    const range = { startChar, endChar: startChar + cell.length }
    startChar = range.endChar + 1
    return range
  })
  return { ...paragraph(cells.join('\t')), kind: 'table', row: { table, isHeader, cells: ranges } }
}

/** A document for tests. */
export function documentOf(blocks: Block[], id = 'test'): ReadableDocument {
  const contents = blocks.flatMap(({ kind, text, level = 1 }, startBlock): ContentsEntry[] =>
    kind === 'heading' ? [{ title: text, level, startBlock }] : [],
  )
  return { id, title: 'A test', authors: [], format: 'txt', ...emptyPiece(), blocks, contents }
}
