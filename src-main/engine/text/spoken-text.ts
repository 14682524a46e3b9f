import type { TextRange } from './sentences'
import type { SpeakableText } from './speakable-text'

/**
 * A word as heard. `startChar`/`endChar` are UTF-16 offsets into the text given and frame exactly the printed token
 * without its surrounding punctuation ("29.83", "Dr.", "don’t", "$19.50": one word each, however many are spoken).
 * `phonemeStart`/`phonemeEnd` are a range of the sentence's `phonemes`; it is never empty.
 */
export interface SpokenWord {
  startChar: number
  endChar: number
  phonemeStart: number
  phonemeEnd: number
  /** In words: "nineteen dollars and fifty cents" for "$19.50"; what is said as it is spelt stands as it is spelt. */
  spoken: string
}

/**
 * What an acoustic model is given in one go. `phonemes` holds one UTF-16 unit per model symbol in the voice's
 * alphabet, punctuation and spaces included, and is never empty. Words are in order and do not overlap, neither in
 * the text nor in the phonemes. `startChar`/`endChar` enclose all that the phonemes stand for.
 */
export interface SpokenSentence {
  startChar: number
  endChar: number
  phonemes: string
  words: SpokenWord[]
}

/** Characters that are not heard, and the name of the rule that says so. */
export interface Silence extends TextRange {
  rule: string
}

/** All that becomes of one text. */
export interface SpokenText {
  /** None when nothing in it can be said; more than one when it exceeds what an acoustic model takes. */
  sentences: SpokenSentence[]
  /**
   * In order, and neither overlapping each other nor a word: what a rule left out. White space, punctuation and
   * invisible characters between words need no entry.
   */
  silences: Silence[]
}

/** Turns sentences of one language into the phonemes of a voice's alphabet, with word ranges. */
export interface FrontEnd {
  /** Ranges are of the text given. Never throws for its text, whatever that is. */
  speak(text: SpeakableText): Promise<SpokenText>
  /** May be called twice. */
  dispose(): Promise<void>
}
