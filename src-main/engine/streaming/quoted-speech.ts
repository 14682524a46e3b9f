import type { Block } from '@contract/document'
import { findQuotes, goesOnWith } from '../text/quotes'
import type { TextRange } from '../text/sentences'

/** A part of a sentence as it is said, as a range of its speakable text. */
export interface SpeechPart extends TextRange {
  readonly isQuoted: boolean
}

const word = /[\p{L}\p{N}]/u

/** Which stretches of a document's blocks are quoted speech; found block by block when they are asked for, and kept. */
export class QuotedSpeech {
  readonly #quotes = new Map<number, { readonly isLast: boolean; readonly ranges: readonly TextRange[] }>()

  constructor(
    private readonly blocks: readonly Block[],
    private readonly languageOf: (block: number) => string | null,
  ) {}

  /**
   * Ranges of a block's text, with their marks, in order. A quote that is not closed in its paragraph goes to the
   * paragraph's end if the next one begins with the same mark again; else it is none.
   */
  of(block: number): readonly TextRange[] {
    const known = this.#quotes.get(block)
    const isLast = block === this.blocks.length - 1
    // The next paragraph, which decides what becomes of the last quote, may have come since.
    if (known && (!known.isLast || isLast)) return known.ranges
    const { text } = this.blocks[block]
    const { quotes, open } = findQuotes(text, this.languageOf(block))
    const ranges = [...quotes]
    if (open) {
      const next = this.blocks[block + 1]?.text ?? ''
      const goesOn = goesOnWith(next, open.mark)
      ranges.push(...(goesOn ? [{ startChar: open.startChar, endChar: text.length }] : open.inside))
      ranges.sort((a, b) => a.startChar - b.startChar)
    }
    this.#quotes.set(block, { isLast, ranges })
    return ranges
  }
}

/**
 * Cuts a text at the borders of its quotes. Nothing that has no word is a part of its own: it goes with the one before,
 * or with the first.
 * @param quotes ranges of the text, in order, without overlaps
 */
export function speechParts(text: string, quotes: readonly TextRange[]): SpeechPart[] {
  const parts: SpeechPart[] = []
  const add = (startChar: number, endChar: number, isQuoted: boolean): void => {
    if (startChar >= endChar) return
    const last = parts.at(-1)
    if (last && (last.isQuoted === isQuoted || !word.test(text.slice(startChar, endChar))))
      parts[parts.length - 1] = { ...last, endChar }
    else if (last && !word.test(text.slice(last.startChar, last.endChar)))
      parts[parts.length - 1] = { startChar: last.startChar, endChar, isQuoted }
    else parts.push({ startChar, endChar, isQuoted })
  }
  let at = 0
  for (const { startChar, endChar } of quotes) {
    add(at, startChar, false)
    add(Math.max(at, startChar), endChar, true)
    at = Math.max(at, endChar)
  }
  add(at, text.length, false)
  return parts
}
