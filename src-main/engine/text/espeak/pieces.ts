import type { TextRange } from '../sentences'
import type { FixedWord } from '../settled'
import type { WorkingText } from '../working-text'
import { isSpaceless } from './runs'

/** A stretch of a clause that is said in one go. */
export interface Piece extends TextRange {
  /** The sounds where they are given; null where espeak is asked. */
  phonemes: string | null
  /** Whether it goes on with the word before: a part of a compound. */
  isJoined: boolean
  /** Whether it is "l’" or the like before given sounds, and has no vowel of its own. */
  isElided: boolean
}

const elision = /\p{L}+['’]$/u

/** A clause cut at the words whose sounds are given: espeak is not asked about those. */
export function piecesOf(
  working: WorkingText,
  { startChar, endChar }: TextRange,
  fixed: readonly FixedWord[],
): Piece[] {
  const { text } = working
  const pieces: Piece[] = []
  let from = startChar
  let isAfterFixed = false
  const pushUntil = (to: number, isBeforeFixed: boolean): void => {
    if (to <= from) return
    const isJoined = isAfterFixed && isInsideWord(working, from, from + 1)
    const elided = isBeforeFixed ? elision.exec(text.slice(from, to)) : null
    const cut = elided === null ? to : from + elided.index
    if (cut > from) pieces.push({ startChar: from, endChar: cut, phonemes: null, isJoined, isElided: false })
    if (to > cut)
      pieces.push({ startChar: cut, endChar: to, phonemes: null, isJoined: false, isElided: true })
  }
  for (const { start, end, phonemes, isEnding = false } of fixed) {
    if (start < startChar || end > endChar) continue
    pushUntil(start, true)
    pieces.push({
      startChar: start,
      endChar: end,
      phonemes,
      isJoined:
        isEnding ||
        (start > startChar &&
          (pieces.at(-1)?.isElided === true || isInsideWord(working, start - 1, start - 2))),
      isElided: false,
    })
    from = end
    isAfterFixed = true
  }
  pushUntil(endChar, false)
  return pieces
}

/** Whether the space at an index was put there between letters, in a script that parts its words. */
function isInsideWord({ text, starts, ends }: WorkingText, space: number, letter: number): boolean {
  return text[space] === ' ' && starts[space] === ends[space] && !isSpaceless(text.charAt(letter))
}
