import { matchesOf } from '../matches'
import type { Token } from './token'

/** Runs of letters, digits, hyphens and apostrophes inside a token, parted at changes of case. */
const letter = '[\\p{L}\\p{No}\\p{Nl}]'
const subtoken = new RegExp(
  "^['‘’]+|[A-ZÀ-ÖØ-Þ](?=[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ])|(?:^-)?(?:\\d?[,.]?\\d)+|[-_]+|['‘’]{2,}" +
    `|${letter}*?(?:['‘’]${letter})*?[a-zß-öø-ÿ](?=[A-ZÀ-ÖØ-Þ])|${letter}+(?:['‘’]${letter})*` +
    "|[^\\p{L}\\p{N}_\\-'‘’]|['‘’]+$",
  'gu',
)
export const pauseMarks: ReadonlySet<string> = new Set(';:,.!?—…')
/** Double quotes are silent: the acoustic models never met them, and a word beside one is the word it is without. */
const doubleQuotes = /^[“”"«»„]+$/
const punctuationTags: ReadonlySet<string> = new Set('. , -LRB- -RRB- `` "" \'\' : $ # NFP'.split(' '))
const phonemesOfTag: Readonly<Record<string, string | undefined>> = {
  '-LRB-': '(',
  '-RRB-': ')',
  '``': '“',
  '""': '”',
  "''": '”',
}
/** Whatever the tagger takes it for, what has a letter or a digit is a word. */
const hasLetterOrDigit = /[\p{L}\p{N}]/u

/**
 * Tokens regrouped for pronunciation: punctuation gets its phonemes and stands alone, all other tokens that touch
 * form one group ("do" + "n't", "well" + "-" + "known"). A token whose sounds are known stands alone, too.
 * @see misaki 0.9.4, en.py, Apache-2.0: the pattern and the grouping
 */
export function groupTokens(tokens: readonly Token[]): Token[][] {
  const groups: Token[][] = []
  let isOpen = false
  for (const token of tokens) {
    if (token.phonemes !== null) {
      groups.push([token])
      isOpen = false
      continue
    }
    for (const part of splitToken(token)) {
      part.phonemes = punctuationPhonemes(part)
      const last = groups.at(-1)
      if (part.phonemes === null && isOpen && last !== undefined && !last[last.length - 1].hasSpaceAfter) {
        last.push(part)
        continue
      }
      groups.push([part])
      isOpen = part.phonemes === null && !part.hasSpaceAfter
    }
  }
  return groups
}

function splitToken(token: Token): Token[] {
  const parts: Token[] = matchesOf(subtoken, token.text).map((match) => ({
    ...token,
    text: match[0],
    start: token.start + match.index,
    end: token.start + match.index + match[0].length,
    hasSpaceAfter: false,
  }))
  if (parts.length === 0) return [{ ...token }]
  parts[parts.length - 1].hasSpaceAfter = token.hasSpaceAfter
  return parts
}

function punctuationPhonemes(token: Token): string | null {
  if (doubleQuotes.test(token.text)) return ''
  if (token.tag === ':' && (token.text === '-' || token.text === '–')) return '—'
  if (!punctuationTags.has(token.tag) || hasLetterOrDigit.test(token.text)) return null
  const fixed = phonemesOfTag[token.tag]
  if (fixed !== undefined) return fixed
  return [...token.text].filter((mark) => pauseMarks.has(mark)).join('')
}
