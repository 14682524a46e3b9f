import { assert } from '@contract/assert'
import type { TracedFile, TracedText } from '../../documents/epub/traced-file'
import type { TextOrigin } from '../../documents/markup/text-origins'
import { maskControls } from '../../documents/mask-controls'
import type { MarkupText } from '../../documents/markup/tree'
import { writtenChars, type WrittenChars } from './written-chars'

/** A range of a file. */
export interface FileRange {
  readonly startChar: number
  readonly endChar: number
}

/** Where a stretch of a block's text stands in its file. */
export interface TextPlace {
  /** Runs of text without markup inside, in order; what is between them is markup. Empty: it stands for an element. */
  readonly runs: readonly FileRange[]
  /** The element that it stands for, or all of the block: what is named where there is no run. */
  readonly whole: FileRange
}

/** A text as its block has it: by the character of the block, the character of the text; −1 for white space. */
interface AlignedText {
  readonly origin: TextOrigin
  readonly chars: WrittenChars | null
  readonly indices: Int32Array
}

const isSpace = (code: number): boolean =>
  code === 32 || code === 9 || code === 10 || code === 12 || code === 13

/** Finds where the text of a file's blocks was written. */
export class TextPlaces {
  readonly #source: string
  readonly #texts: ReadonlyMap<number, TracedText>
  readonly #blockText: (block: number) => string
  /** Words come one behind the other: the text that one stands in is mostly that of the next. */
  #aligned: AlignedText | null = null

  /** @param blockText of a block of the book, as it was when it was opened */
  constructor({ source, texts }: TracedFile, blockText: (block: number) => string) {
    this.#source = source
    this.#texts = new Map(texts.map((text) => [text.block, text]))
    this.#blockText = blockText
  }

  /** What the file holds of a block; undefined: nothing. */
  textOf(block: number): TracedText | undefined {
    return this.#texts.get(block)
  }

  /** @returns null for what is not in the file, or is white space only */
  find(block: number, startChar: number, endChar: number): TextPlace | null {
    const text = this.#texts.get(block)
    if (text === undefined || startChar >= text.endChar || endChar <= text.startChar) return null
    const runs: FileRange[] = []
    let whole: FileRange = text.source
    const { origins } = text
    for (let index = firstEndingAfter(origins, startChar); index < origins.length; index += 1) {
      const origin = origins[index]
      if (origin.startChar >= endChar) break
      if ('text' in origin.written)
        runs.push(...this.#runsIn(block, origin, origin.written, startChar, endChar))
      else if (origin.written.endChar > origin.written.startChar) whole = origin.written
    }
    return { runs, whole }
  }

  #runsIn(
    block: number,
    origin: TextOrigin,
    written: MarkupText,
    startChar: number,
    endChar: number,
  ): FileRange[] {
    const { chars, indices } = this.#align(block, origin, written)
    const runs: { startChar: number; endChar: number }[] = []
    if (chars === null) return runs
    const until = Math.min(endChar, origin.endChar)
    let isParted = true
    let before = -1
    for (let char = Math.max(startChar, origin.startChar); char < until; char += 1) {
      const index = indices[char - origin.startChar]
      if (index === -1) continue
      // White space that was left out may have held the markup.
      for (let left = before + 1; before !== -1 && left <= index; left += 1)
        if (chars.isParted(left)) isParted = true
      const [start, end] = [chars.startOf(index), chars.endOf(index)]
      const last = runs.at(-1)
      if (isParted || last === undefined) runs.push({ startChar: start, endChar: end })
      else last.endChar = end
      isParted = false
      before = index
    }
    return runs
  }

  #align(block: number, origin: TextOrigin, written: MarkupText): AlignedText {
    if (this.#aligned?.origin === origin) return this.#aligned
    const text = this.#blockText(block)
    const masked = maskControls(written.text)
    const indices = new Int32Array(origin.endChar - origin.startChar).fill(-1)
    let index = 0
    for (let left = origin.skippedChars ?? 0; left > 0; index += 1)
      if (!isSpace(masked.charCodeAt(index))) left -= 1
    for (let char = origin.startChar; char < origin.endChar; char += 1) {
      const code = text.charCodeAt(char)
      if (isSpace(code)) continue
      while (index < masked.length && isSpace(masked.charCodeAt(index))) index += 1
      assert(masked.charCodeAt(index) === code, `block ${block} is what its file says, at ${char}`)
      indices[char - origin.startChar] = index
      index += 1
    }
    this.#aligned = { origin, chars: writtenChars(this.#source, written), indices }
    return this.#aligned
  }
}

/** A chapter may be one block of thousands of texts. */
function firstEndingAfter(origins: readonly TextOrigin[], char: number): number {
  let low = 0
  let high = origins.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (origins[middle].endChar > char) high = middle
    else low = middle + 1
  }
  return low
}
