import type { NarrationPiece } from '../engine'

/**
 * What of a piece lies behind a sample of its clock.
 * @returns null: no sound of it does
 */
export function behindSample(piece: NarrationPiece, sample: number): NarrationPiece | null {
  if (piece.kind !== 'audio' && piece.kind !== 'silence') return piece
  const before = sample - piece.startSample
  if (before <= 0) return piece
  if (piece.kind === 'silence')
    return piece.samples > before ? { ...piece, startSample: sample, samples: piece.samples - before } : null
  // An array of its own: what goes before is not kept for its sake.
  return piece.samples.length > before
    ? { ...piece, startSample: sample, samples: piece.samples.slice(before) }
    : null
}
