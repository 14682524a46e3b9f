import { accountFor } from './account'
import type { SpokenText } from './spoken-text'

/** A printed token and what is heard for it. */
export interface SpokenToken {
  readonly text: string
  readonly startChar: number
  readonly endChar: number
  /** In words; null: nothing is heard of it. */
  readonly spoken: string | null
  /** In the voice's alphabet, without the punctuation around it; '' when nothing is heard. */
  readonly phonemes: string
}

/** The tokens of a text in order, all but white space; ranges are of the text. */
export function tokensOf(text: string, spokenText: SpokenText): SpokenToken[] {
  return accountFor(text, spokenText).flatMap((account): SpokenToken[] => {
    const { startChar, endChar } = account
    const written = text.slice(startChar, endChar)
    if (written.trim() === '') return []
    const heard =
      account.kind === 'spoken'
        ? { spoken: account.word.spoken, phonemes: account.phonemes }
        : { spoken: null, phonemes: '' }
    return [{ text: written, startChar, endChar, ...heard }]
  })
}
