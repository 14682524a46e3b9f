import type { EntryProblem } from '@contract/entry-problems'
import {
  maxPronunciationEntries,
  pronunciationEntrySchema,
  type DictionaryProblem,
  type PronunciationEntry,
} from '@contract/pronunciation'
import { checkEntry } from './check-entry'
import { maxPatterns } from './pattern'

/** More would be read by nobody. */
const maxProblems = 100

/** Entries as they are read from a file: the good ones are kept, the others told of. */
export class EntryList {
  readonly entries: PronunciationEntry[] = []
  readonly problems: DictionaryProblem[] = []
  #patterns = 0

  /** @param candidate an entry as the file gives it */
  add(candidate: unknown, line?: number): void {
    const parsed = pronunciationEntrySchema.safeParse(candidate)
    if (!parsed.success) {
      const [issue] = parsed.error.issues
      this.refuse(problemOf(issue.path.join('.')), line)
      return
    }
    const problem = checkEntry(parsed.data) ?? this.#excess(parsed.data)
    if (problem !== null) this.refuse(problem, line)
    else this.entries.push(parsed.data)
  }

  /** @param line counted from 1, where the format has lines */
  refuse(problem: EntryProblem, line?: number): void {
    if (this.problems.length < maxProblems)
      this.problems.push(line === undefined ? problem : { ...problem, line })
  }

  #excess(entry: PronunciationEntry): EntryProblem | null {
    if (this.entries.length >= maxPronunciationEntries)
      return { code: 'too-many', values: { count: maxPronunciationEntries } }
    if (entry.match !== 'regex') return null
    this.#patterns++
    return this.#patterns > maxPatterns ? { code: 'too-many-patterns', values: { count: maxPatterns } } : null
  }
}

/** @param field that is not what it has to be; empty: there is none */
function problemOf(field: string): EntryProblem {
  return field === '' ? { code: 'no-entry' } : { code: 'wrong-field', values: { field } }
}
