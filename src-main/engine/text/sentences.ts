import { maxSentenceChars } from '@contract/limits'
import { matchesOf } from './matches'
import { continuesAfter } from './sentence-joins'

/** A range of a text in UTF-16 units; `endChar` is exclusive. */
export interface TextRange {
  startChar: number
  endChar: number
}

/** The segmenter's objects each hold their whole input, and its time is not linear in it: it sees this much at once. */
const windowChars = 2_000
/** Line ends and separators the segmenter would take for paragraph ends; one unit each, so offsets stay. */
const softBreak = /[\t\n\v\f\r\u001c-\u001f\u0085\u2028\u2029]/g
const paragraphBreak = /\n[ \t\r]*\n\s*/g
const hasLetterOrDigit = /[\p{L}\p{N}]/u
const clauseEnd = /[,;:—–)\]”"](?=\s)/g

/**
 * Sentences of one block of text, trimmed of outer white space, in order; closing quotes and brackets stay with
 * their sentence. Boundaries are those of Unicode (UAX 29, by Intl.Segmenter), less the ones that abbreviations,
 * initials, enumerators, and quotes before lower case do not deserve. A single line end is white space, an empty
 * line ends a sentence. Sentences longer than `maxSentenceChars` are cut at clause punctuation, else at white space,
 * else anywhere. Every character that is not white space is inside exactly one range. Takes linear time.
 */
export function splitSentences(text: string): TextRange[] {
  const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' })
  const ranges: TextRange[] = []
  let startChar = 0
  for (const paragraph of matchesOf(paragraphBreak, text)) {
    splitParagraph(text, startChar, paragraph.index, segmenter, ranges)
    startChar = paragraph.index + paragraph[0].length
  }
  splitParagraph(text, startChar, text.length, segmenter, ranges)
  return ranges
}

function splitParagraph(
  text: string,
  startChar: number,
  endChar: number,
  segmenter: Intl.Segmenter,
  ranges: TextRange[],
): void {
  let position = skipWhiteSpace(text, startChar, endChar)
  while (position < endChar) {
    const windowEnd = Math.min(endChar, position + windowChars)
    const window = text.slice(position, windowEnd).replace(softBreak, ' ')
    const ends = sentenceEnds(window, segmenter)
    // The last sentence of a window is complete only where the paragraph ends; it opens the next window otherwise.
    if (windowEnd < endChar) ends.pop()
    if (ends.length === 0) ends.push(cutPoint(window))
    let start = 0
    for (const end of ends) {
      pushTrimmed(text, position + start, position + end, ranges)
      start = end
    }
    position = skipWhiteSpace(text, position + start, endChar)
  }
}

/** Ends of the sentences of a window, in order; the last one is the window's end. */
function sentenceEnds(window: string, segmenter: Intl.Segmenter): number[] {
  const ends: number[] = []
  let start = 0
  for (const { index, segment } of segmenter.segment(window)) {
    const end = index + segment.length
    const isNothingToSay = !hasLetterOrDigit.test(segment)
    const previous = ends.at(-1)
    if (isNothingToSay && previous !== undefined) {
      ends[ends.length - 1] = end
    } else if (previous !== undefined && continuesAfter(window, start, previous)) {
      ends[ends.length - 1] = end
    } else {
      start = previous ?? 0
      ends.push(end)
    }
  }
  return ends
}

/** Where to cut a window without a sentence end: never past `maxSentenceChars`, never inside a surrogate pair. */
function cutPoint(window: string): number {
  if (window.length <= maxSentenceChars && window.length < windowChars) return window.length
  const limit = Math.min(window.length, maxSentenceChars)
  const head = window.slice(0, limit)
  let cut = 0
  for (const clause of matchesOf(clauseEnd, head)) cut = clause.index + 1
  if (cut > limit / 4) return cut
  const space = head.lastIndexOf(' ')
  if (space > limit / 4) return space
  const lastUnit = head.charCodeAt(limit - 1)
  return lastUnit >= 0xd800 && lastUnit < 0xdc00 ? limit - 1 : limit
}

function pushTrimmed(text: string, startChar: number, endChar: number, ranges: TextRange[]): void {
  const start = skipWhiteSpace(text, startChar, endChar)
  let end = endChar
  while (end > start && isWhiteSpace(text, end - 1)) end--
  if (end > start) ranges.push({ startChar: start, endChar: end })
}

function skipWhiteSpace(text: string, startChar: number, endChar: number): number {
  let position = startChar
  while (position < endChar && isWhiteSpace(text, position)) position++
  return position
}

const whiteSpace = /\s/
function isWhiteSpace(text: string, index: number): boolean {
  const unit = text.charCodeAt(index)
  return unit === 32 || (unit < 128 ? unit >= 9 && unit <= 13 : whiteSpace.test(text.charAt(index)))
}
