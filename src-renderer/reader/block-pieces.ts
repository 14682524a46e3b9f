import type { Block, InlineMark, ShownMarkKind } from '@contract/document'

/** A mark that makes an element. */
export type ElementMarkKind = ShownMarkKind | 'link'

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
}

/** A stretch of text under the same marks. */
export interface TextRun {
  readonly startChar: number
  readonly endChar: number
  readonly kinds: readonly ElementMarkKind[]
}

/** About 60 lines: long enough that hardly any paragraph is cut, short enough that laying one out is never felt. */
const maxPieceChars = 4_000
/** How far before the limit a sentence end is looked for, then white space. */
const searchBackChars = 1_000
const maxSectionChars = 8_000
const maxSectionPieces = 48
/** Outermost first, so that a run's nesting does not depend on the order of the marks. */
const nesting: readonly ElementMarkKind[] = [
  'link',
  'deleted',
  'strong',
  'emphasis',
  'superscript',
  'subscript',
  'code',
]

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

/** Lays a document's pieces out in sections, in reading order; every block has at least one piece. */
export function planSections(blocks: readonly Block[]): PageSection[] {
  const sections: PageSection[] = []
  let pieces: BlockPiece[] = []
  let chars = 0
  const close = () => {
    if (pieces.length > 0) sections.push({ pieces, chars })
    pieces = []
    chars = 0
  }
  for (const [index, block] of blocks.entries()) {
    for (const piece of cutIntoPieces(index, block.text)) {
      const length = piece.endChar - piece.startChar
      if (chars + length > maxSectionChars || pieces.length >= maxSectionPieces) close()
      pieces.push(piece)
      chars += length
    }
  }
  close()
  return sections
}

/** Splits a piece where a mark begins or ends. Marks may overlap, be empty or reach beyond the text. */
export function textRuns(marks: readonly InlineMark[], startChar: number, endChar: number): TextRun[] {
  const touching = marks.filter(
    (mark) => mark.startChar < mark.endChar && mark.startChar < endChar && mark.endChar > startChar,
  )
  const borders = new Set([startChar, endChar])
  for (const mark of touching) {
    borders.add(Math.max(startChar, mark.startChar))
    borders.add(Math.min(endChar, mark.endChar))
  }
  const sorted = [...borders].sort((left, right) => left - right)
  return sorted.slice(1).map((end, index) => {
    const start = sorted[index] ?? startChar
    const kinds = nesting.filter((kind) =>
      touching.some((mark) => mark.kind === kind && mark.startChar <= start && mark.endChar >= end),
    )
    return { startChar: start, endChar: end, kinds }
  })
}
