import { baseLanguage } from './language/tags'
import type { TextRange } from './sentences'

const segmenters = new Map<string, Intl.Segmenter>()

/**
 * The words of a range of a text, in order, without what stands between them.
 * @param language a tag; null: as in most languages
 */
export function wordsOf(text: string, range: TextRange, language: string | null): TextRange[] {
  const words: TextRange[] = []
  for (const { index, segment, isWordLike } of segmenterFor(language).segment(
    text.slice(range.startChar, range.endChar),
  )) {
    const startChar = range.startChar + index
    if (isWordLike) words.push({ startChar, endChar: startChar + segment.length })
  }
  return words
}

function segmenterFor(tag: string | null): Intl.Segmenter {
  const language = tag === null ? null : baseLanguage(tag)
  const key = language ?? ''
  const known = segmenters.get(key)
  if (known) return known
  const made = new Intl.Segmenter(language ?? undefined, { granularity: 'word' })
  segmenters.set(key, made)
  return made
}
