import type { SpokenSentence } from '../spoken-text'

/** What the acoustic model takes in one go, in phonemes; attention's cost grows with the square. */
const maxPhonemes = 400

/** A printed token and what is heard for it, on the way into a sentence. */
export interface HeardToken {
  startChar: number
  endChar: number
  phonemes: string
  /** Whether no space parts it from the token before. */
  isJoined: boolean
}

/**
 * Lines tokens and punctuation up to sentences of at most 400 phonemes (more only where one word has more). Tokens
 * with overlapping ranges are parts of one spoken form and become one word.
 */
export class SentenceBuilder {
  readonly #sentences: SpokenSentence[] = []
  #pending: HeardToken | undefined

  addToken(token: HeardToken): void {
    const word = this.#pending
    if (word === undefined || token.startChar >= word.endChar) {
      this.#addPending()
      this.#pending = { ...token }
    } else {
      word.phonemes += (token.isJoined ? '' : ' ') + token.phonemes
      word.endChar = Math.max(word.endChar, token.endChar)
    }
  }

  /** @param endChar where the printed punctuation ends */
  addMark(mark: string, endChar: number): void {
    this.#addPending()
    const sentence = this.#sentences.at(-1)
    if (sentence === undefined || mark === '' || /[,;:.?!]$/.test(sentence.phonemes)) return
    sentence.phonemes += mark
    sentence.endChar = Math.max(sentence.endChar, endChar)
  }

  finish(): SpokenSentence[] {
    this.#addPending()
    return this.#sentences
  }

  #addPending(): void {
    if (this.#pending === undefined) return
    const { startChar, endChar, phonemes, isJoined } = this.#pending
    this.#pending = undefined
    let sentence = this.#sentences.at(-1)
    // A space goes before the word, and punctuation may come after it.
    if (sentence === undefined || sentence.phonemes.length + phonemes.length + 2 > maxPhonemes) {
      sentence = { startChar, endChar, phonemes: '', words: [] }
      this.#sentences.push(sentence)
    }
    if (sentence.phonemes !== '' && !isJoined) sentence.phonemes += ' '
    const phonemeStart = sentence.phonemes.length
    sentence.phonemes += phonemes
    sentence.words.push({ startChar, endChar, phonemeStart, phonemeEnd: sentence.phonemes.length })
    sentence.endChar = Math.max(sentence.endChar, endChar)
  }
}
