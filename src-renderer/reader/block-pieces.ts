import type { Block } from '@contract/document'
import { subjectOf } from '@contract/reading-rules'

/** A stretch of one block that becomes one element on the page; ranges count UTF-16 units of the block's text. */
export interface BlockPiece {
  readonly block: number
  readonly startChar: number
  readonly endChar: number
}

/** A group of neighbouring pieces that is laid out, or skipped by the layout, together. */
export interface PageSection {
  readonly pieces: readonly BlockPiece[]
  readonly chars: number
  /** Number of the table whose rows these are; null: no table. */
  readonly table: number | null
}

/** About 60 lines: long enough that hardly any paragraph is cut, short enough that laying one out is never felt. */
const maxPieceChars = 4_000
/** How far before the limit a sentence end is looked for, then white space. */
const searchBackChars = 1_000
const maxSectionChars = 8_000
const maxSectionPieces = 48
/** The columns of a table fit all of its rows only where they are laid out together; this many take a few milliseconds. */
const maxTableSectionPieces = 160

/** Cuts a block's text into pieces whose ranges join without gap or overlap; an empty text is one empty piece. */
export function cutIntoPieces(block: number, text: string, maxChars = maxPieceChars): BlockPiece[] {
  const pieces: BlockPiece[] = []
  let startChar = 0
  while (text.length - startChar > maxChars) {
    const endChar = cutAfter(text, startChar, startChar + maxChars)
    pieces.push({ block, startChar, endChar })
    startChar = endChar
  }
  pieces.push({ block, startChar, endChar: text.length })
  return pieces
}

/** The last good place to cut in (start, limit]: after a sentence, else after white space, else between characters. */
function cutAfter(text: string, start: number, limit: number): number {
  const from = Math.max(start + 1, limit - searchBackChars)
  const window = text.slice(from, limit)
  const sentenceEnd = [...window.matchAll(/[.!?…]["”’)\]]*\s+/gu)].at(-1)
  if (sentenceEnd) return from + sentenceEnd.index + sentenceEnd[0].length
  const space = [...window.matchAll(/\s+/gu)].at(-1)
  if (space) return from + space.index + space[0].length
  const isInsidePair =
    /[\uDC00-\uDFFF]/.test(text.charAt(limit)) && /[\uD800-\uDBFF]/.test(text.charAt(limit - 1))
  return isInsidePair && limit - 1 > start ? limit - 1 : limit
}

/** Lays a document's pieces out in sections, in reading order, from a block on; every block has at least one piece. */
export function planSections(blocks: readonly Block[], fromBlock = 0): PageSection[] {
  const sections: PageSection[] = []
  let pieces: BlockPiece[] = []
  let chars = 0
  let run: string | null = null
  let table: number | null = null
  const close = () => {
    if (pieces.length > 0) sections.push({ pieces, chars, table })
    pieces = []
    chars = 0
  }
  for (let index = fromBlock; index < blocks.length; index++) {
    const block = blocks[index]
    if (!block) continue
    const runHere = runOf(blocks, index, run)
    if (runHere !== run) close()
    run = runHere
    table = run === null ? null : (block.row?.table ?? table)
    const maxPieces = table === null ? maxSectionPieces : maxTableSectionPieces
    for (const piece of cutIntoPieces(index, block.text)) {
      const length = piece.endChar - piece.startChar
      if (chars + length > maxSectionChars || pieces.length >= maxPieces) close()
      pieces.push(piece)
      chars += length
    }
  }
  close()
  return sections
}

/** What is done with a table is done with all of its rows, and with the pictures of cells that stand between them. */
function runOf(blocks: readonly Block[], index: number, run: string | null): string | null {
  const rowRun = (block: Block | undefined): string | null =>
    block?.row ? `${block.row.table} ${subjectOf(block)}` : null
  if (run === null || !blocks[index]?.image) return rowRun(blocks[index])
  let next = index + 1
  while (blocks[next]?.image) next++
  return rowRun(blocks[next]) === run ? run : null
}
