import type { Block } from '@contract/document'
import type { PlacedEntry, Say } from '@contract/pronunciation'
import type { OwnAbbreviations } from './abbreviations'
import type { TextRange } from './sentences'

/** What is said in place of a range of a text, whatever its own rules would make of it. */
export interface Pronunciation extends TextRange {
  readonly say: Say
}

/** What is said for ranges of a sentence, in order and without overlaps; ranges are of the block's text. */
export interface Pronounce {
  /** @param placed what is said at single places of the block, wherever else its words stand; absent: nothing */
  (block: Block, sentence: TextRange, placed?: readonly Pronunciation[]): readonly Pronunciation[]
  /** Words that no sentence ends with; absent: none but those of the language. */
  readonly abbreviations?: OwnAbbreviations
  /** Entries for single places, which are looked for in the whole document; absent: none. */
  readonly placed?: readonly PlacedEntry[]
}

/** One sentence as a front end takes it. Pronunciations are in order and do not overlap; ranges are of `text`. */
export interface SpeakableText {
  readonly text: string
  readonly pronunciations: readonly Pronunciation[]
}

/** A text for which nothing but the rules of its language counts. */
export function asWritten(text: string): SpeakableText {
  return { text, pronunciations: [] }
}
