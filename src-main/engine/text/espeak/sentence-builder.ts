import { maxSentencePhonemes } from '@contract/limits'
import { splitSpoken } from '../split-spoken'
import type { SpokenSentence } from '../spoken-text'

/** A printed token and what is heard for it, on the way into a sentence. */
export interface HeardToken {
  startChar: number
  endChar: number
  phonemes: string
  /** In words. */
  spoken: string
  /** Whether no space parts it from the token before. */
  isJoined: boolean
}

/**
 * Lines tokens and punctuation up to what an acoustic model takes at once. Tokens with overlapping ranges are parts of
 * one spoken form and become one word.
 */
export class SentenceBuilder {
  #sentence: SpokenSentence | undefined
  #pending: HeardToken | undefined

  addToken(token: HeardToken): void {
    const word = this.#pending
    if (word === undefined || token.startChar >= word.endChar) {
      this.#addPending()
      this.#pending = { ...token }
    } else {
      word.phonemes += (token.isJoined ? '' : ' ') + token.phonemes
      word.spoken += (token.isJoined ? '' : ' ') + token.spoken
      word.endChar = Math.max(word.endChar, token.endChar)
    }
  }

  /** @param endChar where the printed punctuation ends */
  addMark(mark: string, endChar: number): void {
    this.#addPending()
    const sentence = this.#sentence
    if (sentence === undefined || mark === '' || /[,;:.?!]$/.test(sentence.phonemes)) return
    sentence.phonemes += mark
    sentence.endChar = Math.max(sentence.endChar, endChar)
  }

  finish(): SpokenSentence[] {
    this.#addPending()
    return this.#sentence ? splitSpoken(this.#sentence, maxSentencePhonemes) : []
  }

  #addPending(): void {
    if (this.#pending === undefined) return
    const { startChar, endChar, phonemes, spoken, isJoined } = this.#pending
    this.#pending = undefined
    const sentence = (this.#sentence ??= { startChar, endChar, phonemes: '', words: [] })
    if (sentence.phonemes !== '' && !isJoined) sentence.phonemes += ' '
    const last = sentence.words.at(-1)
    if (last !== undefined && startChar < last.endChar) {
      // One spoken form with punctuation inside.
      sentence.phonemes += phonemes
      last.phonemeEnd = sentence.phonemes.length
      last.endChar = Math.max(last.endChar, endChar)
      last.spoken += ` ${spoken}`
      sentence.endChar = Math.max(sentence.endChar, endChar)
      return
    }
    const phonemeStart = sentence.phonemes.length
    sentence.phonemes += phonemes
    sentence.words.push({ startChar, endChar, phonemeStart, phonemeEnd: sentence.phonemes.length, spoken })
    sentence.endChar = Math.max(sentence.endChar, endChar)
  }
}
