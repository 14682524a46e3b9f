import { maxSentenceChars } from '@contract/limits'
import { matchesOf } from './matches'

const clauseEnd = /[,;:—–)\]”"»،؛](?=\s)|—|[，、；：।](?!$)/gu
/** Near the limit a word of a script without spaces ends somewhere here. */
const wordSearchChars = 100
const extendsCharacter = /[\p{M}\u200c\u200d\ufe00-\ufe0f]/u

/**
 * Where to cut a text that has no sentence end: at most `maxSentenceChars` in, at clause punctuation, else at white
 * space that does not part the digits of a number, else between words as the language has them, else anywhere but
 * inside a character. All of a text that is short enough.
 */
export function cutPoint(text: string, words: () => Intl.Segmenter): number {
  if (text.length < maxSentenceChars) return text.length
  const head = text.slice(0, maxSentenceChars)
  const least = head.length / 4
  let cut = 0
  for (const clause of matchesOf(clauseEnd, head)) cut = clause.index + 1
  if (cut > least) return cut
  for (let space = head.lastIndexOf(' '); space > least; space = head.lastIndexOf(' ', space - 1))
    if (!/\d/.test(head.charAt(space - 1)) || !/\d/.test(head.charAt(space + 1))) return space
  // The last character may go on after the limit.
  return wordCut(head, words()) ?? characterCut(head, head.length - 1)
}

function wordCut(head: string, words: Intl.Segmenter): number | null {
  const from = characterCut(head, head.length - wordSearchChars)
  let last = 0
  // The last word may go on after the limit.
  for (const { index } of words.segment(head.slice(from))) last = index
  return last > 0 ? characterCut(head, from + last) : null
}

/** The last place at or before a limit where a character begins. */
function characterCut(text: string, limit: number): number {
  let cut = limit
  while (cut > limit / 2 && continuesCharacter(text, cut)) cut--
  if (cut > limit / 2) return cut
  return isInsidePair(text, limit) ? limit - 1 : limit
}

function continuesCharacter(text: string, index: number): boolean {
  return (
    isInsidePair(text, index) || extendsCharacter.test(text.charAt(index)) || text[index - 1] === '\u200d'
  )
}

function isInsidePair(text: string, index: number): boolean {
  return (text.codePointAt(index - 1) ?? 0) > 0xffff
}
