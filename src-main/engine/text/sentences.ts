import { sentenceHabits, type OwnAbbreviations, type SentenceHabits } from './abbreviations'
import { cutPoint } from './long-sentence'
import { matchesOf } from './matches'
import { movedBoundary, unseenBreaks } from './sentence-breaks'
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
/** The start of a line that is an item of a list. */
const listItem = /\n[ \t]*(?=(?:[•‣◦▪●○]|[-*+–—]|\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,5})[.)])[ \t])/g
const beginsAsItem = /^[ \t]*(?:[•‣◦▪●○]|[-*+–—]|\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,5})[.)])[ \t]/
const endsInMark = /[.:;!?…][)\]"'”’»]*[ \t\r]*$/
/** Lines are looked at this far. */
const lineChars = 400

/** What a language needs to have its sentences found. */
interface Splitter {
  sentences: Intl.Segmenter
  words: () => Intl.Segmenter
  habits: SentenceHabits
}

/**
 * Sentences of one block of text, trimmed of outer white space, in order; closing quotes and brackets stay with
 * their sentence. Boundaries are those of Unicode (UAX 29, by Intl.Segmenter), less the ones that the language's
 * abbreviations and ordinals, initials, enumerators, addresses, and quotes before lower case do not deserve. A single
 * line end is white space, an empty line ends a sentence, and so does the line before an item of a list. Sentences
 * longer than `maxSentenceChars` are cut at clause punctuation, else at white space, else anywhere but inside a
 * character. Every character that is not white space is inside exactly one range. Takes linear time.
 * @param language      BCP 47; of one that is not known only the rules of all languages hold
 * @param abbreviations no sentence ends with one of these either
 */
export function splitSentences(text: string, language = 'en', abbreviations?: OwnAbbreviations): TextRange[] {
  const splitter = splitterOf(language, abbreviations)
  const ranges: TextRange[] = []
  let startChar = 0
  for (const { index, 0: gap } of paragraphBreaks(text)) {
    splitParagraph(text, startChar, index, splitter, ranges)
    startChar = index + gap.length
  }
  splitParagraph(text, startChar, text.length, splitter, ranges)
  return ranges
}

function splitterOf(tag: string, own: OwnAbbreviations | undefined): Splitter {
  const primary = /^[a-z]{2,3}(?![a-z0-9])/.exec(tag.toLowerCase())?.[0] ?? 'und'
  let words: Intl.Segmenter | undefined
  return {
    sentences: new Intl.Segmenter(primary, { granularity: 'sentence' }),
    words: () => (words ??= new Intl.Segmenter(primary, { granularity: 'word' })),
    habits: own === undefined ? sentenceHabits(primary) : { ...sentenceHabits(primary), own },
  }
}

/** Empty lines, and the line ends before items of lists; in order. */
function paragraphBreaks(text: string): RegExpExecArray[] {
  const items = matchesOf(listItem, text).filter(({ index }) => {
    const start = Math.max(text.lastIndexOf('\n', index - 1) + 1, index - lineChars, 0)
    const line = text.slice(start, index)
    return beginsAsItem.test(line) || endsInMark.test(line)
  })
  const empty = matchesOf(paragraphBreak, text)
  if (items.length === 0) return empty
  const all = [...empty, ...items].sort((a, b) => a.index - b.index)
  let end = 0
  return all.filter(({ index, 0: gap }) => {
    if (index < end) return false
    end = index + gap.length
    return true
  })
}

function splitParagraph(
  text: string,
  startChar: number,
  endChar: number,
  splitter: Splitter,
  ranges: TextRange[],
): void {
  let position = skipWhiteSpace(text, startChar, endChar)
  while (position < endChar) {
    const windowEnd = Math.min(endChar, position + windowChars)
    const window = text.slice(position, windowEnd).replace(softBreak, ' ')
    const ends = sentenceEnds(window, splitter)
    // The last sentence of a window is complete only where the paragraph ends; it opens the next window otherwise.
    if (windowEnd < endChar) ends.pop()
    if (ends.length === 0) ends.push(windowEnd < endChar ? cutPoint(window, splitter.words) : window.length)
    let start = 0
    for (const end of ends) {
      pushTrimmed(text, position + start, position + end, ranges)
      start = end
    }
    position = skipWhiteSpace(text, position + start, endChar)
  }
}

/** Ends of the sentences of a window, in order; the last one is the window's end. */
function sentenceEnds(window: string, { sentences, habits }: Splitter): number[] {
  const ends: number[] = []
  let start = 0
  let checked = 0
  let isSpeakable = false
  for (const boundary of [...boundaries(window, sentences), window.length]) {
    const end = boundary === window.length ? boundary : movedBoundary(window, boundary)
    if (end <= checked) continue
    isSpeakable ||= hasLetterOrDigit.test(window.slice(checked, end))
    checked = end
    if (!isSpeakable && ends.length > 0) {
      // What has nothing to say belongs to the sentence before.
      ends[ends.length - 1] = start = end
    } else if (end === window.length || (isSpeakable && !continuesAfter(window, start, end, habits))) {
      ends.push(end)
      start = end
      isSpeakable = false
    }
  }
  return ends
}

function boundaries(window: string, sentences: Intl.Segmenter): number[] {
  const found: number[] = []
  for (const { index } of sentences.segment(window)) if (index > 0) found.push(index)
  const unseen = unseenBreaks(window)
  return unseen.length === 0 ? found : [...found, ...unseen].sort((a, b) => a - b)
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
