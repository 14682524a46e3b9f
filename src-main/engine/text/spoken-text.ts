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
