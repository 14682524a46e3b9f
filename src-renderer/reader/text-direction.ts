import type { Block } from '@contract/document'
import { scriptOf } from '@contract/writing'

/** Scripts written from right to left (Unicode Script property values, ISO 15924). */
const rightToLeftScripts = new Set(['Arab', 'Hebr', 'Syrc', 'Thaa', 'Nkoo', 'Adlm', 'Rohg', 'Mand', 'Samr'])
/** Letters of those scripts, and any letters: the Unicode blocks of the former lie together. */
const rightToLeftLetter = /(?=\p{L})[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/gu
const letter = /\p{L}/gu
const anyFromRight = new RegExp(rightToLeftLetter.source, 'u')
const anyLetter = /\p{L}/u
/** Of a text, looked at. */
const sampleChars = 4_000

/**
 * Which way a document runs as a whole: its columns, indents and margins. Each paragraph runs the way its own letters
 * do (`ownDirection`).
 */
export function textDirection(language: string | undefined, blocks: readonly Block[]): 'ltr' | 'rtl' {
  const script = language === undefined ? null : scriptOf(language)
  if (script !== null) return rightToLeftScripts.has(script) ? 'rtl' : 'ltr'
  let sample = ''
  for (const { text } of blocks) {
    sample += text.slice(0, sampleChars - sample.length)
    if (sample.length >= sampleChars) break
  }
  return shareFromRight(sample) > 0.5 ? 'rtl' : 'ltr'
}

/** A text that begins with a letter from the right, and has so many of them, quotes the others. */
const leastShareFromRight = 0.2

/**
 * Which way a paragraph runs by its own letters: most of them, or its first one where enough others go that way; a
 * name in another script at its beginning turns nothing round.
 * @returns null for one without letters (a number, a rule), which runs as the document does
 */
export function ownDirection(text: string): 'ltr' | 'rtl' | null {
  const sample = text.slice(0, sampleChars)
  const first = anyLetter.exec(sample)
  if (first === null) return null
  const share = shareFromRight(sample)
  const beginsFromRight = anyFromRight.exec(sample)?.index === first.index
  return share > 0.5 || (beginsFromRight && share >= leastShareFromRight) ? 'rtl' : 'ltr'
}

/** What part of the letters is written from right to left; 0 where there are none. */
function shareFromRight(sample: string): number {
  if (!anyFromRight.test(sample)) return 0
  return (sample.match(rightToLeftLetter)?.length ?? 0) / (sample.match(letter)?.length ?? 1)
}
