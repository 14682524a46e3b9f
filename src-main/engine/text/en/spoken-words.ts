import { maxSentencePhonemes } from '@contract/limits'
import { splitSpoken } from '../split-spoken'
import type { SpokenSentence, SpokenWord } from '../spoken-text'
import type { SoundUnit } from './phonemizer'
import type { WorkingText } from '../working-text'

/** Nothing but pauses. */
export const unsounded = /^[\s;:,.!?—…"“”()]*$/
const unsoundedStart = /^[\s;:,.!?—…"“”()]+/
const unsoundedEnd = /[\s;:,.!?—…"“”()]+$/
const wordCharacter = /[\p{L}\p{N}\p{M}]/u

/**
 * Joins sounds into what an acoustic model is given, and says which range of the source each word stands for.
 * Sounds of one printed token, and tokens that share characters, are one word.
 * @param alphabet the symbols the model knows; others are left out
 */
export function joinUnits(
  units: readonly SoundUnit[],
  working: WorkingText,
  alphabet: ReadonlySet<string>,
): SpokenSentence[] {
  let phonemes = ''
  const words: SpokenWord[] = []
  /** Where the last word's spoken form begins in the working text. */
  let spokenFrom = 0
  for (const unit of units) {
    const sounds = knownSymbols(unit.phonemes, alphabet).trim()
    const range = unsounded.test(sounds) ? null : printedRange(unit, working)
    if (range !== null) {
      const phonemeStart = phonemes.length + (unsoundedStart.exec(sounds)?.[0].length ?? 0)
      const phonemeEnd = phonemes.length + sounds.length - (unsoundedEnd.exec(sounds)?.[0].length ?? 0)
      const last = words.at(-1)
      if (last !== undefined && range.start <= last.endChar) {
        last.endChar = Math.max(last.endChar, range.end)
        last.phonemeEnd = phonemeEnd
        last.spoken = working.text.slice(spokenFrom, range.last + 1)
      } else {
        spokenFrom = range.first
        const spoken = working.text.slice(range.first, range.last + 1)
        words.push({ startChar: range.start, endChar: range.end, phonemeStart, phonemeEnd, spoken })
      }
    }
    if (/^[,.;:!?]/.test(sounds)) phonemes = phonemes.trimEnd()
    phonemes += sounds
    if (unit.hasSpaceAfter && phonemes !== '' && !phonemes.endsWith(' ')) phonemes += ' '
  }
  phonemes = phonemes.trimEnd()
  if (words.length === 0) return []
  const sentence = {
    startChar: working.starts[0],
    endChar: working.ends[working.ends.length - 1],
    phonemes,
    words,
  }
  return splitSpoken(sentence, maxSentencePhonemes)
}

/** The sounds a model knows. */
export function knownSymbols(phonemes: string, alphabet: ReadonlySet<string>): string {
  let known = ''
  for (const phoneme of phonemes) if (alphabet.has(phoneme)) known += phoneme
  return known
}

/** The printed characters of a unit without the punctuation around them, in the source and in the working text. */
function printedRange(
  unit: SoundUnit,
  working: WorkingText,
): { start: number; end: number; first: number; last: number } | null {
  const isPrinted = (index: number): boolean =>
    working.isReading[index] ||
    wordCharacter.test(String.fromCodePoint(working.text.codePointAt(index) ?? 32)) ||
    // The second half of a letter outside the first plane.
    (index > 0 &&
      wordCharacter.test(String.fromCodePoint(working.text.codePointAt(index - 1) ?? 32)) &&
      working.text.charCodeAt(index) >= 0xdc00 &&
      working.text.charCodeAt(index) < 0xe000)
  let first = unit.start
  let last = unit.end - 1
  while (first <= last && !isPrinted(first)) first++
  while (last > first && !isPrinted(last)) last--
  if (first > last) return null
  return { start: working.starts[first], end: working.ends[last], first, last }
}
