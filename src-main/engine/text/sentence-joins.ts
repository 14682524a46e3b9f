import { alwaysContinue, continueBeforeNumber, continueUnlessOpener, sentenceOpeners } from './abbreviations'

const closers = /["'”’»)\]\s]*$/u
const openers = /^["'“‘«([¿¡\s]*/u
/** How far before a boundary the word that matters can begin. */
const contextChars = 80

/**
 * Whether a boundary found by Unicode's rules is none: the sentence that began at `startChar` goes on after
 * `boundaryChar` (both offsets into `text`, the boundary after trailing white space).
 */
export function continuesAfter(text: string, startChar: number, boundaryChar: number): boolean {
  const before = text
    .slice(Math.max(startChar, boundaryChar - contextChars), boundaryChar)
    .replace(closers, '')
  const after = text.slice(boundaryChar, boundaryChar + contextChars).replace(openers, '')
  if (/^\p{Ll}/u.test(after)) return true
  if (boundaryChar - startChar < 8 && /^\s*\(?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,4})\.$/.test(before)) return true
  if (!before.endsWith('.')) return false
  const word = /[^\s("'“‘«[—–]*$/u.exec(before.slice(0, -1))?.[0] ?? ''
  const next = /^[\p{L}\p{N}’']+/u.exec(after)?.[0] ?? ''
  const isNumberNext = /^[\d#]|^[IVXLC]+\b/.test(after)
  if (alwaysContinue.has(word)) return true
  if (continueBeforeNumber.has(word)) return isNumberNext
  if (continueUnlessOpener.has(word)) return next !== '' && !sentenceOpeners.has(next)
  if (/^\p{Lu}$/u.test(word)) return isInitial(before, word, next)
  return isNumberNext && /^(?:etc|St|Mt|[ap]\.m|B\.C|A\.D)$/.test(word)
}

/** "J. K. Rowling" and "George W. Bush", but not "he and I. Then" or "vitamin C. The". */
function isInitial(before: string, letter: string, next: string): boolean {
  if (next === '' || (sentenceOpeners.has(next) && next.length > 1)) return false
  if (!/^\p{Lu}/u.test(next)) return false
  const previous = /(\S+)\s+\S+$/u.exec(before)?.[1]
  return letter !== 'I' || previous === undefined || /^\p{Lu}/u.test(previous)
}
