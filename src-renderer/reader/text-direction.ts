import type { Block } from '@contract/document'
import { scriptOf } from '@contract/writing'

/** Scripts written from right to left (Unicode Script property values, ISO 15924). */
const rightToLeftScripts = new Set(['Arab', 'Hebr', 'Syrc', 'Thaa', 'Nkoo', 'Adlm', 'Rohg', 'Mand', 'Samr'])
/** Letters of those scripts, and any letters: the Unicode blocks of the former lie together. */
const rightToLeftLetter = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/g
const letter = /\p{L}/gu
/** Looked at where a document does not say its language. */
const sampleChars = 4_000

/**
 * Which way a document runs as a whole: its columns, indents and margins. Each paragraph runs the way its own letters
 * do.
 */
export function textDirection(language: string | undefined, blocks: readonly Block[]): 'ltr' | 'rtl' {
  const script = language === undefined ? null : scriptOf(language)
  if (script !== null) return rightToLeftScripts.has(script) ? 'rtl' : 'ltr'
  let sample = ''
  for (const { text } of blocks) {
    sample += text.slice(0, sampleChars - sample.length)
    if (sample.length >= sampleChars) break
  }
  const fromRight = sample.match(rightToLeftLetter)?.length ?? 0
  return fromRight * 2 > (sample.match(letter)?.length ?? 0) ? 'rtl' : 'ltr'
}
