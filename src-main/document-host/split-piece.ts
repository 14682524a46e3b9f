import { emptyPiece, type Block, type DocumentPiece } from '@contract/document'
import { maxPieceBlocks, maxPieceChars } from '@contract/limits'

/**
 * Cuts a large piece between blocks, so that no message about a document grows with the document. What belongs to a
 * block (lines of the contents, recordings) goes with it; what belongs to no block comes first.
 * @param firstBlock number of the piece's first block in the document
 * @returns at least one piece; the same one when it is small enough
 */
export function splitPiece(piece: DocumentPiece, firstBlock: number): DocumentPiece[] {
  const runs = runsOf(piece.blocks)
  if (runs.length <= 1) return [piece]
  let startBlock = firstBlock
  let placed = 0
  return runs.map((blocks, index) => {
    const isFirst = index === 0
    const isLast = index === runs.length - 1
    const [from, to] = [isFirst ? -Infinity : startBlock, isLast ? Infinity : startBlock + blocks.length]
    startBlock += blocks.length
    const isHere = (block: number): boolean => block >= from && block < to
    const places = piece.places?.slice(placed, (placed += blocks.length))
    const { parts, outside, warnings } = isFirst ? piece : emptyPiece()
    return {
      ...{ parts, outside, warnings, blocks },
      contents: piece.contents.filter((entry) => isHere(entry.startBlock)),
      overlays: piece.overlays.filter((clip) => isHere(clip.block)),
      ...(places === undefined ? {} : { places }),
    }
  })
}

function runsOf(blocks: readonly Block[]): Block[][] {
  const runs: Block[][] = []
  let chars = 0
  for (const block of blocks) {
    const run = runs.at(-1)
    chars += block.text.length
    if (run && chars <= maxPieceChars && run.length < maxPieceBlocks) run.push(block)
    else {
      runs.push([block])
      chars = block.text.length
    }
  }
  return runs
}
