import { RE2JSSyntaxException } from 're2js'
import type { EntryProblem } from '@contract/entry-problems'
import type { PronunciationEntry } from '@contract/pronunciation'
import { hasSound } from '../ipa'
import { compilePattern, maxPatternSize } from './pattern'
import { searchKey } from './search-text'

/** Why an entry can never do what it says; null when there is nothing to tell. */
export function checkEntry(entry: PronunciationEntry): EntryProblem | null {
  const problem = entry.match === 'regex' ? patternProblem(entry) : plainProblem(entry)
  return problem ?? sayProblem(entry) ?? placeProblem(entry)
}

function plainProblem({ text }: PronunciationEntry): EntryProblem | null {
  return searchKey(text, { form: 'NFD', matchCase: true }) === '' ? { code: 'no-text' } : null
}

function patternProblem(entry: PronunciationEntry): EntryProblem | null {
  try {
    const compiled = compilePattern(entry)
    if (compiled.programSize() > maxPatternSize) return { code: 'pattern-too-large' }
    return compiled.testExact('') ? { code: 'pattern-of-nothing' } : null
  } catch (error) {
    return faultOf(error)
  }
}

/** What the library says of what is wrong: Go's names for it, which it keeps. */
const faults: Readonly<Record<string, EntryProblem['code'] | undefined>> = {
  'missing closing ]': 'pattern-bracket',
  'missing closing )': 'pattern-parenthesis',
  'unexpected )': 'pattern-parenthesis-unopened',
  'invalid or unsupported Perl syntax': 'pattern-unsupported',
  'invalid capture in lookbehind': 'pattern-unsupported',
  'invalid escape sequence': 'pattern-escape',
  'trailing backslash at end of expression': 'pattern-escape',
  'missing argument to repetition operator': 'pattern-repeat',
  'invalid nested repetition operator': 'pattern-repeat',
  'invalid repeat count': 'pattern-repeat-size',
  'invalid character class range': 'pattern-range',
  'invalid named capture': 'pattern-group-name',
  'duplicate capture group name': 'pattern-group-name',
  'expression nests too deeply': 'pattern-too-large',
  'expression too large': 'pattern-too-large',
}
/** What the contract lets through, and more than anybody looks at. */
const maxPartChars = 200

function faultOf(error: unknown): EntryProblem {
  if (!(error instanceof RE2JSSyntaxException)) return { code: 'pattern-broken' }
  const code = faults[error.getDescription()] ?? 'pattern-broken'
  // The flag in it is ours.
  const part = (error.getPattern() ?? '\\').replace('(?i)', '').slice(0, maxPartChars)
  return { code, values: { part } }
}

function sayProblem({ say }: PronunciationEntry): EntryProblem | null {
  return say.kind === 'phonemes' && !hasSound(say.phonemes) ? { code: 'no-sound' } : null
}

function placeProblem({ text, scope, place }: PronunciationEntry): EntryProblem | null {
  return scope === 'here' && !place ? { code: 'no-place', values: { text } } : null
}
