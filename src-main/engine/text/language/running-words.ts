import { matchesOf } from '../matches'

/** Words in small letters, or of scripts without capitals; no parts of addresses, file names and programs. */
const runningWord =
  /(?<![\p{L}\p{M}\p{N}_./@#\\-])[\p{Ll}\p{Lo}][\p{Ll}\p{Lo}\p{M}'’]*(?![\p{L}\p{M}\p{N}_/@\\]|[.:][\p{L}/])/gu

/**
 * What of a text tells its language: the words that begin in small letters. Names do not, whichever language the text
 * around them is in: lists of authors were most of what a detector took for another language (see `detector`).
 */
export function runningWords(text: string): string[] {
  return matchesOf(runningWord, text).map(([word]) => word)
}
