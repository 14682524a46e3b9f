import {
  maxPronunciationEntries,
  pronunciationEntrySchema,
  type PronunciationEntry,
} from '@contract/pronunciation'
import { checkEntry } from './check-entry'
import { maxPatterns } from './pattern'

/** What is wrong with one entry of a file; `line` counts from 1, where the format has lines. */
export interface PronunciationProblem {
  readonly line?: number
  readonly what: string
}

/** More would be read by nobody. */
const maxProblems = 100

/** Entries as they are read from a file: the good ones are kept, the others told of. */
export class EntryList {
  readonly entries: PronunciationEntry[] = []
  readonly problems: PronunciationProblem[] = []
  #patterns = 0

  /** @param candidate an entry as the file gives it */
  add(candidate: unknown, line?: number): void {
    const parsed = pronunciationEntrySchema.safeParse(candidate)
    if (!parsed.success) {
      const [issue] = parsed.error.issues
      this.refuse(explain(issue.path.join('.'), issue.message), line)
      return
    }
    const problem = checkEntry(parsed.data)?.problem ?? this.#excess(parsed.data)
    if (problem !== null) this.refuse(problem, line)
    else this.entries.push(parsed.data)
  }

  refuse(what: string, line?: number): void {
    if (this.problems.length < maxProblems) this.problems.push(line === undefined ? { what } : { line, what })
  }

  #excess(entry: PronunciationEntry): string | null {
    if (this.entries.length >= maxPronunciationEntries)
      return `There are more than ${maxPronunciationEntries} entries`
    if (entry.match !== 'regex') return null
    this.#patterns++
    return this.#patterns > maxPatterns ? `There are more than ${maxPatterns} regular expressions` : null
  }
}

function explain(path: string, message: string): string {
  return path === '' ? 'This is no entry' : `“${path}” is not usable: ${message}`
}
