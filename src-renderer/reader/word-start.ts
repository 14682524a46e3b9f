/** Text looked at on either side: longer than any word. */
const contextChars = 120

/** Where the word begins that a character belongs to; between words, the character itself. */
export function wordStart(text: string, char: number, language?: string): number {
  const from = Math.max(0, char - contextChars)
  const segmenter = new Intl.Segmenter(language, { granularity: 'word' })
  const segment = segmenter.segment(text.slice(from, char + contextChars)).containing(char - from)
  return segment?.isWordLike ? from + segment.index : char
}
