import { RE2JS } from 're2js'
import type { PronunciationEntry } from '@contract/pronunciation'
import { searchText, sourceRange, type SearchText } from './search-text'
import type { Candidate } from './candidate'

/**
 * Instructions of a compiled pattern: a search takes at most about 40 ns for each of them and each character, so that
 * the largest takes 80 ms for the longest sentence that is spoken at once.
 */
export const maxPatternSize = 1_000
/** Of a dictionary; each is looked for in every sentence, at 2 to 8 µs. */
export const maxPatterns = 500
/** Instructions times characters that one sentence may cost: 0.4 s at the very worst. People's patterns take 1 %. */
const sentenceBudget = 10_000_000
/** What groups may grow a replacement to. */
const maxSpokenChars = 2_000
const group = /\$(\$|\d{1,2})/g

/**
 * A regular expression as RE2 understands it: it has neither look-around nor back-references, and takes linear time.
 * @throws the library's error, whose message says what is wrong with it
 */
export function compilePattern({ text, matchCase }: Pick<PronunciationEntry, 'text' | 'matchCase'>): RE2JS {
  const pattern = text.normalize('NFC').replace(/[’ʼ＇]/g, "'")
  return RE2JS.compile(pattern, matchCase ? 0 : RE2JS.CASE_INSENSITIVE)
}

interface Pattern {
  readonly order: number
  readonly entry: PronunciationEntry
  readonly compiled: RE2JS
}

/** Finds the regular expressions among the entries, those that cannot be used left out. */
export class PatternSearch {
  readonly #patterns: Pattern[] = []

  constructor(entries: readonly PronunciationEntry[]) {
    entries.forEach((entry, order) => {
      if (entry.match !== 'regex' || this.#patterns.length === maxPatterns) return
      const compiled = usable(entry)
      if (compiled) this.#patterns.push({ order, entry, compiled })
    })
  }

  find(source: string): Candidate[] {
    if (this.#patterns.length === 0) return []
    const searched = searchText(source, { form: 'NFC', matchCase: true })
    const found: Candidate[] = []
    let budget = sentenceBudget
    for (const pattern of this.#patterns) budget = matchesInto(found, pattern, searched, budget)
    return found
  }
}

/** The compiled pattern of an entry, or null where it is none or too large. */
function usable(entry: PronunciationEntry): RE2JS | null {
  try {
    const compiled = compilePattern(entry)
    return compiled.programSize() <= maxPatternSize ? compiled : null
  } catch {
    // Whoever edits or imports it is told by checkEntry; a reading goes on without it.
    return null
  }
}

/** @returns what is left of the budget */
function matchesInto(
  found: Candidate[],
  { order, entry, compiled }: Pattern,
  searched: SearchText,
  budget: number,
): number {
  const matcher = compiled.matcher(searched.text)
  let left = budget
  let from = 0
  for (;;) {
    // A search may look at all that is left of the text before it finds the shortest match.
    left -= compiled.programSize() * (searched.text.length - from + 1)
    if (left < 0 || !matcher.find()) return Math.max(left, 0)
    from = matcher.end()
    const range = sourceRange(searched, matcher.start(), from)
    const groups = Array.from({ length: compiled.groupCount() + 1 }, (_, at) => matcher.group(at) ?? '')
    const say = range && sayWith(entry, groups)
    if (range && say) found.push({ ...range, order, say })
  }
}

/** `$1` stands for what the first group has matched, `$0` for the whole, `$$` for a dollar sign. */
function sayWith({ say }: PronunciationEntry, groups: readonly string[]): PronunciationEntry['say'] | null {
  if (say.kind !== 'words') return say
  const words = say.words
    .replace(group, (written, name: string) => (name === '$' ? '$' : (groups.at(Number(name)) ?? written)))
    .trim()
  if (words === '') return { kind: 'nothing' }
  return words.length <= maxSpokenChars ? { kind: 'words', words } : null
}
