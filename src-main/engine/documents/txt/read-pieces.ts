import {
  appendPiece,
  emptyPiece,
  type Block,
  type DocumentPiece,
  type DocumentWarning,
} from '@contract/document'
import { contentsOfHeadings } from '../contents'
import { countOutside } from '../outside'
import type { TextHabits } from './habits'
import { TextStructure } from './structure'
import { windowsOf } from './windows'

/**
 * Reads a decoded text piece by piece. Windows without a block (a million blank lines) come with the next one that has
 * some; a text without any gives no piece.
 * @param warnings about the whole text; they come with the first piece
 * @throws the signal's reason when cancelled
 */
export function* readPieces(
  source: string,
  habits: TextHabits,
  warnings: readonly DocumentWarning[],
  signal?: AbortSignal,
): Generator<DocumentPiece, void> {
  const structure = new TextStructure(habits)
  let blocksBefore = 0
  let piece: DocumentPiece = {
    ...emptyPiece(),
    parts: [{ kind: 'file', label: '' }],
    warnings: [...warnings],
  }
  for (const window of windowsOf(source, habits.isDoubleSpaced)) {
    signal?.throwIfAborted()
    const blocks = structure.read(window)
    appendPiece(piece, {
      ...emptyPiece(),
      blocks,
      contents: contentsOfHeadings(blocks, blocksBefore),
      outside: countOutside(
        window.source,
        blocks.map((block) => movedBack(block, window.startChar)),
      ),
    })
    if (blocks.length === 0) continue
    blocksBefore += blocks.length
    yield piece
    piece = emptyPiece()
  }
  if (blocksBefore > 0 && piece.outside.length > 0) yield piece
}

/** A block whose range counts from a window's beginning. */
function movedBack(block: Block, startChar: number): Block {
  const { source } = block
  return {
    ...block,
    source: { ...source, startChar: source.startChar - startChar, endChar: source.endChar - startChar },
  }
}
