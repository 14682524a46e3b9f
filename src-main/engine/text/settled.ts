import type { Pronunciation } from './speakable-text'
import type { RuledReading, WorkingText } from './working-text'

/** What is known of a stretch before any rule looks at it. */
export interface SettledReading extends RuledReading {
  /** In the voice's alphabet; null: the words are read as words are. */
  readonly phonemes: string | null
}

/** The rule by which a stretch is silent that a dictionary silences. */
export const dictionaryRule = 'pronunciation dictionary'

/**
 * Pronunciations as readings of a folded text, without white space at their ends. Those of which nothing is left in it,
 * and phonemes in which the voice finds no sound, are passed over: the words are read as they are written. A stretch
 * with phonemes stands as one word.
 * @param options.wordsOf the words of a written form
 * @param options.phonemesOf phonemes as people give them, in the alphabet of the voice; '' when it has none of them
 */
export function settle(
  pronunciations: readonly Pronunciation[],
  folded: WorkingText,
  options: { wordsOf: (written: string) => string; phonemesOf: (phonemes: string) => string },
): SettledReading[] {
  const settled: SettledReading[] = []
  let index = 0
  for (const { startChar, endChar, say } of pronunciations) {
    while (index < folded.starts.length && folded.ends[index] <= startChar) index++
    let start = index
    while (index < folded.starts.length && folded.starts[index] < endChar) index++
    let end = index
    while (start < end && folded.text[start] === ' ') start++
    while (start < end && folded.text[end - 1] === ' ') end--
    if (start === end) continue
    const written = folded.text.slice(start, end)
    const reading = { start, end, rule: dictionaryRule, phonemes: null }
    if (say.kind === 'nothing') {
      const silent = withoutPause(folded.text, start, end, settled.at(-1)?.end ?? 0)
      settled.push({ ...reading, ...silent, spoken: '' })
      index = Math.max(index, silent.end)
    } else if (say.kind === 'words') settled.push({ ...reading, spoken: options.wordsOf(say.words) })
    else {
      const phonemes = options.phonemesOf(say.phonemes)
      if (phonemes !== '') settled.push({ ...reading, spoken: asOneWord(written), phonemes })
    }
  }
  return settled
}

/** A stretch that is silent takes a comma with it that would stand beside another pause: "Well, um, yes", "Yes, um." */
function withoutPause(
  text: string,
  start: number,
  end: number,
  from: number,
): { start: number; end: number } {
  const before = text[start - 1] === ' ' ? start - 2 : start - 1
  const after = text[end] === ' ' ? end + 1 : end
  if (isComma(text[after]) && (before < 0 || isPause(text[before]))) return { start, end: after + 1 }
  const isLast = after >= text.length || isStop(text[after])
  return isLast && before >= from && isComma(text[before]) ? { start: before, end } : { start, end }
}

const isComma = (mark: string | undefined): boolean => mark !== undefined && ',;:'.includes(mark)
const isStop = (mark: string | undefined): boolean => mark !== undefined && '.!?…'.includes(mark)
const isPause = (mark: string | undefined): boolean => isComma(mark) || isStop(mark) || mark === '—'

/** The tagger is to see a word there, and the one that is printed where it is one. */
function asOneWord(written: string): string {
  const letters = written.replace(/[^\p{L}\p{N}' ]/gu, '').trim()
  return letters === '' ? 'word' : letters
}

/** A range of a working text whose sounds are given. */
export interface FixedWord {
  start: number
  end: number
  phonemes: string
  /** Said in one breath with the fixed word before it. */
  isEnding?: true
}

/** Where the readings with given sounds stand once all readings are in place. */
export function fixedWords(
  settled: readonly SettledReading[],
  folded: WorkingText,
  working: WorkingText,
): FixedWord[] {
  const fixed: FixedWord[] = []
  let from = 0
  for (const { start, spoken, phonemes } of settled) {
    if (phonemes === null) continue
    const sourceStart = folded.starts[start]
    while (!(working.isReading[from] && working.starts[from] === sourceStart)) from++
    fixed.push({ start: from, end: from + spoken.length, phonemes })
    from += spoken.length
  }
  return fixed
}

const possessive = /^'s(?![\p{L}\p{N}])/iu

/**
 * English: the 's of a word whose sounds are given sounds as they ask for. Where it is printed right after the word it
 * is a part of it, else (mark-up stands between) an ending of its own.
 * @param addS a pronunciation with the ending
 */
export function withPossessives(
  fixed: readonly FixedWord[],
  working: WorkingText,
  addS: (phonemes: string) => string,
): FixedWord[] {
  return fixed.flatMap((word): FixedWord[] => {
    const { start, end, phonemes } = word
    if (!possessive.test(working.text.slice(end, end + 4))) return [word]
    const whole = addS(phonemes)
    if (working.starts[end] === working.ends[end - 1]) return [{ start, end: end + 2, phonemes: whole }]
    return [word, { start: end, end: end + 2, phonemes: whole.slice(phonemes.length), isEnding: true }]
  })
}
