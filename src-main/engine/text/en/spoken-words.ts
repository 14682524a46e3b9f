import type { SpokenSentence, SpokenWord } from '../spoken-text'
import type { SoundUnit } from './phonemizer'
import type { WorkingText } from './working-text'

/** The acoustic models were trained on no longer sentences. */
const maxPhonemes = 400
const unsounded = /^[\s;:,.!?—…"“”()]*$/
const unsoundedStart = /^[\s;:,.!?—…"“”()]+/
const unsoundedEnd = /[\s;:,.!?—…"“”()]+$/
const wordCharacter = /[\p{L}\p{N}\p{M}]/u
const clauseEnd = /[,;:—.!?…”)] /g

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
      } else {
        words.push({ startChar: range.start, endChar: range.end, phonemeStart, phonemeEnd })
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
  return phonemes.length <= maxPhonemes ? [sentence] : splitLong(sentence)
}

function knownSymbols(phonemes: string, alphabet: ReadonlySet<string>): string {
  let known = ''
  for (const phoneme of phonemes) if (alphabet.has(phoneme)) known += phoneme
  return known
}

/** The printed characters of a unit without the punctuation around them. */
function printedRange(unit: SoundUnit, working: WorkingText): { start: number; end: number } | null {
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
  return { start: working.starts[first], end: working.ends[last] }
}

/** Cuts at clause punctuation, else between words, else wherever the limit falls; a word cut in two is in both. */
function splitLong(sentence: SpokenSentence): SpokenSentence[] {
  const { phonemes, words } = sentence
  const pieces: SpokenSentence[] = []
  let firstWord = 0
  for (let start = 0; start < phonemes.length;) {
    const end =
      phonemes.length - start <= maxPhonemes ? phonemes.length : cutBefore(sentence, start, firstWord)
    const piece = phonemes.slice(start, end).trimEnd()
    const inside: SpokenWord[] = []
    let next = firstWord
    for (; next < words.length && words[next].phonemeStart < end; next++) {
      const word = words[next]
      const phonemeStart = Math.max(word.phonemeStart, start) - start
      const phonemeEnd = Math.min(word.phonemeEnd - start, piece.length)
      if (phonemeEnd > phonemeStart) inside.push({ ...word, phonemeStart, phonemeEnd })
      if (word.phonemeEnd > end) break
    }
    firstWord = next
    if (inside.length > 0)
      pieces.push({
        startChar: pieces.length === 0 ? sentence.startChar : inside[0].startChar,
        endChar: end === phonemes.length ? sentence.endChar : inside[inside.length - 1].endChar,
        phonemes: piece,
        words: inside,
      })
    start = end
    while (phonemes[start] === ' ') start++
  }
  return pieces
}

function cutBefore(sentence: SpokenSentence, start: number, firstWord: number): number {
  const limit = start + maxPhonemes
  const window = sentence.phonemes.slice(start, limit)
  let clause = 0
  for (const match of window.matchAll(clauseEnd)) clause = match.index + 2
  if (clause > maxPhonemes / 4) return start + clause
  let between = 0
  for (let index = firstWord; index < sentence.words.length; index++) {
    const { phonemeStart } = sentence.words[index]
    if (phonemeStart > limit) break
    if (phonemeStart > start) between = phonemeStart
  }
  if (between > start) return between
  const space = window.lastIndexOf(' ')
  return space > 0 ? start + space + 1 : limit
}
