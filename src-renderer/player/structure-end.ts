import type { Block } from '@contract/document'

/** What is left as one: however many blocks of it follow each other. */
const leftAsOne: ReadonlySet<Block['kind']> = new Set(['list-item', 'quote', 'code', 'footnote'])
/** What stands between two blocks that belong together: of a page, and a picture in a cell or an item. */
const between: ReadonlySet<Block['kind']> = new Set([
  'page-number',
  'furniture',
  'wordless-picture',
  'image-alternative',
])

/**
 * Where what follows the table, list, note, quotation, code or part aside begins that a block stands in.
 * @returns a block; null when it stands in none of them, or nothing follows
 */
export function structureEnd(blocks: readonly Block[], at: number): number | null {
  const here = blocks[at]
  const name = here && structureOf(here)
  if (name === undefined || name === null) return null
  let end = at + 1
  for (let next = end; next < blocks.length; next++) {
    const block = blocks[next]
    if (!block) break
    if (structureOf(block) === name) end = next + 1
    else if (!between.has(block.kind)) break
  }
  return end < blocks.length ? end : null
}

/** Blocks of one structure that follow each other have the same name; null: of none. */
function structureOf({ kind, matter, row }: Block): string | null {
  if (matter !== undefined) return `matter ${matter}`
  if (kind === 'table') return `table ${row?.table ?? ''}`
  return leftAsOne.has(kind) ? kind : null
}
