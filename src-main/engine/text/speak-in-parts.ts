import { maxSentenceChars } from '@contract/limits'
import { splitSentences, type TextRange } from './sentences'
import type { SpeakableText } from './speakable-text'
import type { SpokenText } from './spoken-text'

/**
 * Speaks a text that is longer than `maxSentenceChars` in parts, each no longer; ranges are of the whole text.
 * @param language whose sentences the parts are, as a tag
 */
export async function speakInParts(
  speakable: SpeakableText,
  language: string,
  speakPart: (part: SpeakableText) => Promise<SpokenText> | SpokenText,
): Promise<SpokenText> {
  if (speakable.text.length <= maxSentenceChars) return speakPart(speakable)
  const whole: SpokenText = { sentences: [], silences: [] }
  for (const range of splitSentences(speakable.text, language)) {
    const { sentences, silences } = await speakPart(partOf(speakable, range))
    for (const sentence of sentences)
      whole.sentences.push({
        ...moved(sentence, range.startChar),
        words: sentence.words.map((word) => moved(word, range.startChar)),
      })
    for (const silence of silences) whole.silences.push(moved(silence, range.startChar))
  }
  return whole
}

/** A pronunciation that a cut goes through holds for the part it begins in. */
function partOf({ text, pronunciations }: SpeakableText, { startChar, endChar }: TextRange): SpeakableText {
  return {
    text: text.slice(startChar, endChar),
    pronunciations: pronunciations
      .filter((pronunciation) => pronunciation.startChar >= startChar && pronunciation.startChar < endChar)
      .map((pronunciation) => ({
        ...pronunciation,
        startChar: pronunciation.startChar - startChar,
        endChar: Math.min(pronunciation.endChar, endChar) - startChar,
      })),
  }
}

function moved<Range extends TextRange>(range: Range, chars: number): Range {
  return { ...range, startChar: range.startChar + chars, endChar: range.endChar + chars }
}
