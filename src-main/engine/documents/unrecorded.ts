import type { Block, InlineMark, OverlayClip } from '@contract/document'
import { matchesOf } from '../text/matches'
import { splitSentences, type TextRange } from '../text/sentences'

const hasLetterOrDigit = /[\p{L}\p{N}]/u
const word = /[\p{L}\p{M}\p{N}]+/gu
/** What is missing of a sentence that is recorded counts as words of it below this many, and this many characters. */
const minClauseWords = 4
const minClauseChars = 32

/**
 * Marks in blocks what their document's recording does not say: sentences of which it has nothing, and what is missing
 * in a sentence of which it has something. Marks and signs without a letter or digit are no loss.
 * @param blocks     marked in place
 * @param clips      of these blocks, and perhaps of others
 * @param startBlock number, in the document, of the first of the blocks
 * @param language   of blocks that do not say theirs
 */
export function markUnrecorded(
  blocks: readonly Block[],
  clips: readonly OverlayClip[],
  startBlock: number,
  language: string | undefined,
): void {
  const recorded = new Map<number, TextRange[]>()
  const add = (index: number, range: TextRange): void => {
    const ranges = recorded.get(index)
    if (ranges) ranges.push(range)
    else recorded.set(index, [range])
  }
  for (const { block, startChar, endChar, until } of clips) {
    const first = block - startBlock
    add(first, { startChar, endChar })
    for (let index = first + 1; until && index <= until.block - startBlock; index++)
      add(index, {
        startChar: 0,
        endChar: index === until.block - startBlock ? until.char : blocks[index].text.length,
      })
  }
  for (const [index, block] of blocks.entries())
    if (hasLetterOrDigit.test(block.text))
      block.marks.push(
        ...unrecordedMarks(block.text, inOrder(recorded.get(index) ?? []), block.language ?? language),
      )
}

function unrecordedMarks(
  text: string,
  recorded: readonly TextRange[],
  language: string | undefined,
): InlineMark[] {
  const sentences = recorded.length === 0 ? [trimmed(text, 0, text.length)] : splitSentences(text, language)
  const marks: InlineMark[] = []
  /** Nothing that is recorded lies between the last mark and what comes. */
  let isOpen = false
  let next = 0
  for (const { startChar, endChar } of sentences) {
    while (next < recorded.length && recorded[next].endChar <= startChar) next++
    const within: TextRange[] = []
    for (let at = next; at < recorded.length && recorded[at].startChar < endChar; at++)
      within.push(recorded[at])
    if (within.length > 0) {
      isOpen = false
      marks.push(...missing(text, startChar, endChar, within))
      continue
    }
    if (!hasLetterOrDigit.test(text.slice(startChar, endChar))) continue
    const last = marks.at(-1)
    if (isOpen && last) marks[marks.length - 1] = { ...last, endChar }
    else marks.push({ kind: 'unrecorded', startChar, endChar })
    isOpen = true
  }
  return marks
}

/** What of a sentence lies in none of the ranges. */
function missing(
  text: string,
  startChar: number,
  endChar: number,
  recorded: readonly TextRange[],
): InlineMark[] {
  const marks: InlineMark[] = []
  let at = startChar
  for (const range of [...recorded, { startChar: endChar, endChar }]) {
    const gap = trimmed(text, at, Math.max(at, Math.min(endChar, range.startChar)))
    at = Math.max(at, range.endChar)
    const left = text.slice(gap.startChar, gap.endChar)
    if (!hasLetterOrDigit.test(left)) continue
    const isClause = left.length >= minClauseChars || matchesOf(word, left).length >= minClauseWords
    marks.push({ kind: isClause ? 'unrecorded' : 'unrecorded-word', ...gap })
  }
  return marks
}

function inOrder(ranges: readonly TextRange[]): TextRange[] {
  return [...ranges].sort((a, b) => a.startChar - b.startChar || a.endChar - b.endChar)
}

function trimmed(text: string, startChar: number, endChar: number): TextRange {
  const held = text.slice(startChar, endChar)
  const start = startChar + held.length - held.trimStart().length
  return { startChar: start, endChar: Math.max(start, startChar + held.trimEnd().length) }
}
