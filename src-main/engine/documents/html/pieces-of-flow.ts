import {
  emptyPiece,
  type Block,
  type CharacterCount,
  type DocumentPiece,
  type DocumentWarning,
} from '@contract/document'
import { contentsOfHeadings } from '../contents'

/** Text of one piece: what is shown while the rest of a long page is on its way. */
const pieceChars = 20_000

/** Hands blocks over in pieces; what is outside them, and what is to be said of them, comes with the first one. */
export function* flowInPieces(
  blocks: readonly Block[],
  outside: readonly CharacterCount[],
  warnings: readonly DocumentWarning[] = [],
): Generator<DocumentPiece> {
  let start = 0
  do {
    let end = start
    for (let chars = 0; end < blocks.length && chars < pieceChars; end += 1) chars += blocks[end].text.length
    const run = blocks.slice(start, end)
    const piece: DocumentPiece = { ...emptyPiece(), blocks: run, contents: contentsOfHeadings(run, start) }
    if (start === 0) {
      piece.parts.push({ kind: 'file', label: '' })
      piece.outside.push(...outside)
      piece.warnings.push(...warnings)
    }
    yield piece
    start = end
  } while (start < blocks.length)
}
