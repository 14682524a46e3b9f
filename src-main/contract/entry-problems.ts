import { z } from 'zod'
import type { Translate } from './strings/translator'

/**
 * Why an entry of a pronunciation dictionary cannot be used. The sentence to a code stands in the catalogue under
 * `pronunciation.problem.<code>`; the part of a regular expression that is meant is its value `part`.
 */
export const entryProblemCodes = [
  'no-text',
  'no-sound',
  'nothing-said',
  'pattern-bracket',
  'pattern-parenthesis',
  'pattern-parenthesis-unopened',
  'pattern-unsupported',
  'pattern-escape',
  'pattern-repeat',
  'pattern-repeat-size',
  'pattern-range',
  'pattern-group-name',
  'pattern-broken',
  'pattern-too-large',
  'pattern-of-nothing',
  'too-many',
  'too-many-patterns',
  'other-document',
  'no-place',
  /* Of the files that dictionaries are kept in. */
  'no-entry',
  'wrong-field',
  'no-sign',
  'missing-half',
  'lexeme-without-text',
  'lexeme-without-sound',
] as const

export const entryProblemSchema = z.object({
  code: z.enum(entryProblemCodes),
  values: z.record(z.string(), z.union([z.string().max(1_000), z.number()])).optional(),
})
export type EntryProblem = z.infer<typeof entryProblemSchema>

/** What is wrong, as a sentence without its full stop, in the language of `t`. */
export function entryProblemText(t: Translate, { code, values }: EntryProblem): string {
  return t(`pronunciation.problem.${code}`, values)
}
