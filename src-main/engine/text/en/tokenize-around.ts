import type { FixedWord } from '../settled'
import type { TextPiece } from './tokenizer'

/** A piece of text whose sounds may be known already; null: they are not. */
export interface SoundedPiece extends TextPiece {
  phonemes: string | null
}

/** Fixed words as pieces of their own, all between them cut as usual. */
export function tokenizeAround(
  text: string,
  fixed: readonly FixedWord[],
  tokenize: (text: string) => TextPiece[],
): SoundedPiece[] {
  const pieces: SoundedPiece[] = []
  let from = 0
  const tokenizeUntil = (to: number): void => {
    for (const { start, end, hasSpaceAfter } of tokenize(text.slice(from, to)))
      pieces.push({ start: from + start, end: from + end, hasSpaceAfter, phonemes: null })
  }
  for (const { start, end, phonemes } of fixed) {
    tokenizeUntil(start)
    pieces.push({ start, end, hasSpaceAfter: text[end] === ' ', phonemes })
    from = end
  }
  tokenizeUntil(text.length)
  return pieces
}
