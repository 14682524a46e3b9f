import type { PronunciationEntry } from '@contract/pronunciation'
import { hasSound } from '../ipa'
import { compilePattern, maxPatternSize } from './pattern'
import { searchKey } from './search-text'

/** What a person is told of an entry that can never do what it says; null when there is nothing to tell. */
export function checkEntry(entry: PronunciationEntry): { problem: string } | null {
  const problem = (entry.match === 'regex' ? patternProblem(entry) : plainProblem(entry)) ?? sayProblem(entry)
  return problem === null ? null : { problem }
}

function plainProblem({ text }: PronunciationEntry): string | null {
  return searchKey(text, { form: 'NFD', matchCase: true }) === ''
    ? 'There is nothing in it to look for'
    : null
}

function patternProblem(entry: PronunciationEntry): string | null {
  try {
    const compiled = compilePattern(entry)
    if (compiled.programSize() > maxPatternSize) return 'The regular expression is too large'
    if (compiled.testExact('')) return 'The regular expression also matches where there is nothing'
    return null
  } catch (error) {
    return `The regular expression cannot be used: ${reasonOf(error)}`
  }
}

/** The library says "error parsing regexp: missing closing ]: `(?i)[`"; the flag in it is ours. */
function reasonOf(error: unknown): string {
  return error instanceof Error
    ? error.message.replace(/^error parsing regexp: /, '').replace('`(?i)', '`')
    : String(error)
}

function sayProblem({ say }: PronunciationEntry): string | null {
  if (say.kind === 'phonemes' && !hasSound(say.phonemes)) return 'There is no sound in the phonemes'
  return null
}
