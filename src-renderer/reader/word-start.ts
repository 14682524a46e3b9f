/** Text looked at on either side: longer than any word. */
const contextChars = 120

/** Text and where it stands in its block. */
export interface WordRange {
  readonly startChar: number
  readonly endChar: number
}

/** The words a range of a text touches, without the white space around them; null when there is nothing but that. */
export function wordsIn(
  text: string,
  range: { startChar: number; endChar: number },
  language?: string,
): WordRange | null {
  const inside = text.slice(range.startChar, range.endChar)
  const isCaret = range.startChar === range.endChar
  const first = isCaret ? range.startChar : range.startChar + inside.search(/\S|$/)
  const last = isCaret ? range.startChar : range.startChar + inside.trimEnd().length - 1
  if (last < first) return null
  const startChar = wordStart(text, first, language)
  const endChar = wordEnd(text, last, language)
  return text.slice(startChar, endChar).trim() === '' ? null : { startChar, endChar }
}

/** Where the word ends that a character belongs to; between words, behind the character. */
function wordEnd(text: string, char: number, language?: string): number {
  const from = Math.max(0, char - contextChars)
  const segmenter = new Intl.Segmenter(language, { granularity: 'word' })
  const segment = segmenter.segment(text.slice(from, char + contextChars)).containing(char - from)
  return segment?.isWordLike ? from + segment.index + segment.segment.length : char + 1
}

/** Where the word begins that a character belongs to; between words, the character itself. */
export function wordStart(text: string, char: number, language?: string): number {
  const from = Math.max(0, char - contextChars)
  const segmenter = new Intl.Segmenter(language, { granularity: 'word' })
  const segment = segmenter.segment(text.slice(from, char + contextChars)).containing(char - from)
  return segment?.isWordLike ? from + segment.index : char
}
