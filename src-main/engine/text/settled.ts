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
 * Pronunciations as readings of a folded text; those of which nothing is left in it are passed over. A stretch with
 * phonemes stands as one word.
 * @param options.wordsOf the words of a written form
 * @param options.phonemesOf phonemes as people give them, in the alphabet of the voice
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
    const start = index
    while (index < folded.starts.length && folded.starts[index] < endChar) index++
    if (start === index) continue
    const written = folded.text.slice(start, index)
    const reading = { start, end: index, rule: dictionaryRule, phonemes: null }
    if (say.kind === 'nothing') settled.push({ ...reading, spoken: '' })
    else if (say.kind === 'words') settled.push({ ...reading, spoken: options.wordsOf(say.words) })
    else {
      const phonemes = options.phonemesOf(say.phonemes)
      settled.push({ ...reading, spoken: asOneWord(written), phonemes })
    }
  }
  return settled
}

/** The tagger is to see a word there, and the one that is printed where it is one. */
function asOneWord(written: string): string {
  const letters = written.replace(/[^\p{L}\p{N}']/gu, '')
  return letters === '' ? 'word' : letters
}

/** A range of a working text whose sounds are given. */
export interface FixedWord {
  start: number
  end: number
  phonemes: string
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
