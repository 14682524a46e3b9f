import type { HighlightSettings } from '@contract/look-settings'
import { boxesOf, type PageBox, type PlacedStretch } from '@contract/page-places'

interface Range {
  readonly startChar: number
  readonly endChar: number
}

/** What of the pages is lit while it is heard. */
export interface LitBoxes {
  readonly sentence: readonly PageBox[]
  readonly word: readonly PageBox[]
}
export const nothingLit: LitBoxes = { sentence: [], word: [] }

/** The boxes of what is heard, as far as it is to be marked. */
export function litBoxes(
  { units, style }: Pick<HighlightSettings, 'units' | 'style'>,
  stretches: readonly PlacedStretch[],
  { sentence, word }: { readonly sentence: Range; readonly word: Range | null },
): LitBoxes {
  const isWordLit = word !== null && (units === 'both' || units === 'word')
  // Tints lie one over the other; letters have one colour.
  const parts =
    isWordLit && style === 'text'
      ? [
          { startChar: sentence.startChar, endChar: word.startChar },
          { startChar: word.endChar, endChar: sentence.endChar },
        ]
      : [sentence]
  return {
    sentence:
      units === 'both' || units === 'sentence' ? parts.flatMap((part) => boxesOf(stretches, part)) : [],
    word: isWordLit ? boxesOf(stretches, word) : [],
  }
}
