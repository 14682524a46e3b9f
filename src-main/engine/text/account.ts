import { assert } from '@contract/assert'
import { matchesOf } from './matches'
import type { TextRange } from './sentences'
import type { SpokenText, SpokenWord } from './spoken-text'

/** What becomes of a range of a text: it is part of a word, silent by a rule, or nobody knows. */
export type Account = TextRange &
  (
    | { readonly kind: 'spoken'; readonly word: SpokenWord; readonly phonemes: string }
    | { readonly kind: 'silent'; readonly rule: string }
    | { readonly kind: 'unaccounted' }
  )

/**
 * What no front end needs to give a reason for: white space, the marks that are heard as pauses or not at all, and
 * what has no shape of its own. Marks with a name that people expect to hear (& % @ # § / …) are not among them.
 */
const quiet =
  /(?<space>\s+)|(?<punctuation>(?:(?![%‰&@#§¶†‡*/\\_•])\p{P})+)|(?<invisible>(?:[\p{C}\u{fe00}-\u{fe0f}\u{e0100}-\u{e01ef}]|\p{M})+)/gu
const ruleOfGroup = {
  space: 'white space',
  punctuation: 'punctuation',
  invisible: 'invisible character',
} as const

/** Accounts for every character of a text, in order and without gaps, from what a front end made of it. */
export function accountFor(text: string, { sentences, silences }: SpokenText): Account[] {
  const known: Account[] = []
  for (const sentence of sentences)
    for (const word of sentence.words) {
      const { startChar, endChar } = word
      const phonemes = sentence.phonemes.slice(word.phonemeStart, word.phonemeEnd)
      const last = known.at(-1)
      // A word that was cut in two for the model is in both parts.
      if (last?.kind === 'spoken' && last.startChar === startChar)
        known[known.length - 1] = { ...last, phonemes: last.phonemes + phonemes }
      else known.push({ kind: 'spoken', startChar, endChar, word, phonemes })
    }
  for (const silence of silences) known.push({ kind: 'silent', ...silence })
  known.sort((a, b) => a.startChar - b.startChar)

  const accounts: Account[] = []
  let from = 0
  for (const account of known) {
    accountForRest(text, from, account.startChar, accounts)
    assert(account.startChar >= from, 'words and silences do not overlap')
    accounts.push(account)
    from = account.endChar
  }
  accountForRest(text, from, text.length, accounts)
  return accounts
}

function accountForRest(text: string, startChar: number, endChar: number, accounts: Account[]): void {
  if (startChar >= endChar) return
  let from = startChar
  const unaccountedUntil = (to: number): void => {
    if (to > from) accounts.push({ kind: 'unaccounted', startChar: from, endChar: to })
  }
  for (const { 0: match, index, groups = {} } of matchesOf(quiet, text.slice(startChar, endChar))) {
    const start = startChar + index
    unaccountedUntil(start)
    from = start + match.length
    const group = groups.space ? 'space' : groups.punctuation ? 'punctuation' : 'invisible'
    accounts.push({ kind: 'silent', startChar: start, endChar: from, rule: ruleOfGroup[group] })
  }
  unaccountedUntil(endChar)
}
