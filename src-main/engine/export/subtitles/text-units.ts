/** How good a place is to part a text before a unit: the higher the better. */
export const breaks = { character: 0, word: 1, space: 2, clause: 3 } as const
export type Break = (typeof breaks)[keyof typeof breaks]

/** What is seen as one character, or a run of white space. */
export interface TextUnit {
  /** One space for any white space: line ends inside of it would end a cue. */
  readonly text: string
  readonly isSpace: boolean
  /** In tenths of a character of an alphabet. */
  readonly width: number
  /** Of all units before it. */
  readonly widthBefore: number
  /** Range of the text. */
  readonly startChar: number
  readonly endChar: number
  /** Of the place before it. */
  readonly breakBefore: Break
}

const narrowWidth = 10
/** Twenty wide characters are as much to read as 42 of an alphabet. */
const wideWidth = 21
const wide =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3001-\u303f\uff01-\uff60]/u

/** White space that a line may end at, which a no-break space is not, and control characters, which cannot be shown. */
const spaces = /^(?:\p{Cc}|[ \u1680\u2000-\u2006\u2008-\u200a\u2028\u2029\u205f\u3000])+$/u
/** Ends a clause where white space follows. */
const clauseEnd = /[,;:—–…)\]”»،؛।]$/u
/** Ends one where nothing follows. */
const wideClauseEnd = /^[，、；：。！？）」』】》]/u
/** Belongs to what follows it. */
const opening = /[（「『【《([{“‘„«‹¿¡]$/u

const characters = new Intl.Segmenter('en', { granularity: 'grapheme' })
const words = new Intl.Segmenter('en', { granularity: 'word' })

/** A text from `startChar` on as what a line can be made of; nothing of it but white space is lost. */
export function textUnits(text: string, startChar: number, endChar: number): TextUnit[] {
  const range = text.slice(startChar, endChar)
  const wordStarts = new Set<number>()
  for (const { index, isWordLike } of words.segment(range)) if (isWordLike) wordStarts.add(index)
  const units: TextUnit[] = []
  for (const { segment, index } of characters.segment(range)) {
    const isSpace = spaces.test(segment)
    const last = units.at(-1)
    const end = startChar + index + segment.length
    if (isSpace && last?.isSpace) {
      units[units.length - 1] = { ...last, endChar: end }
      continue
    }
    units.push({
      text: isSpace ? ' ' : segment,
      isSpace,
      width: wide.test(segment) ? wideWidth : narrowWidth,
      widthBefore: last ? last.widthBefore + last.width : 0,
      startChar: startChar + index,
      endChar: end,
      breakBefore: breakBefore(units, segment, wordStarts.has(index)),
    })
  }
  return units
}

/** @param units those before it */
function breakBefore(units: readonly TextUnit[], segment: string, isWordStart: boolean): Break {
  const last = units.at(-1)
  if (!last) return breaks.character
  if (last.isSpace) {
    const before = units.at(-2)
    return before && clauseEnd.test(before.text) ? breaks.clause : breaks.space
  }
  if (wideClauseEnd.test(last.text) && !wideClauseEnd.test(segment)) return breaks.clause
  return isWordStart && !opening.test(last.text) ? breaks.word : breaks.character
}

/** Of a run of units, as it would stand on a line: white space at its ends is not shown. */
export function widthOf(units: readonly TextUnit[], from: number, until: number): number {
  const [start, end] = trimmed(units, from, until)
  if (start === end) return 0
  const last = units[end - 1]
  return last.widthBefore + last.width - units[start].widthBefore
}

/** The run without white space at its ends. */
export function trimmed(
  units: readonly TextUnit[],
  from: number,
  until: number,
): [from: number, until: number] {
  let start = from
  let end = until
  while (start < end && units[start].isSpace) start++
  while (end > start && units[end - 1].isSpace) end--
  return [start, end]
}
