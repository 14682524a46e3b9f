import { assert } from '@contract/assert'
import type { TextRange } from '../text/sentences'

/**
 * A run of a script. `startChar`/`endChar` are its range in the script, `from` what it stands for in the block:
 *   - 'text': that very slice;
 *   - 'said': what is said for the characters, as the document itself gives it (a formula, a reading);
 *   - 'phrase': what a rule says in their place;
 *   - 'lead': what is said before them, and stands for none: `from` is empty.
 */
export interface ScriptPiece extends TextRange {
  readonly kind: 'text' | 'said' | 'phrase' | 'lead'
  readonly from: TextRange
}

/**
 * What is said of a block, or of a part of it, as one text: the block's own, without what rules leave out and with
 * what is said in place of it; and for every range of it the range of the block's text.
 */
export class Script {
  readonly text: string
  /** In order and without gaps; their ranges in the block are in order as well. */
  readonly pieces: readonly ScriptPiece[]

  constructor(text: string, pieces: readonly ScriptPiece[]) {
    this.text = text
    this.pieces = pieces
  }

  /** The range of the block that a range of the script stands for; empty when that is only said before something. */
  toBlock({ startChar, endChar }: TextRange): TextRange {
    const first = this.pieces[firstAt(this.pieces, (piece) => piece.endChar > startChar)]
    const last = this.pieces[firstAt(this.pieces, (piece) => piece.endChar >= endChar)]
    assert(first !== undefined && last !== undefined, 'a range of a script lies in it')
    return {
      startChar:
        first.from.startChar + (first.kind === 'text' ? Math.max(0, startChar - first.startChar) : 0),
      endChar: last.kind === 'text' ? last.from.startChar + endChar - last.startChar : last.from.endChar,
    }
  }

  /** The ranges of the block that stand in a range of the script just as they are. */
  verbatimIn({ startChar, endChar }: TextRange): TextRange[] {
    const ranges: TextRange[] = []
    for (let at = firstAt(this.pieces, (piece) => piece.endChar > startChar); at < this.pieces.length; at++) {
      const { kind, from, startChar: offset, endChar: end } = this.pieces[at]
      if (offset >= endChar) break
      if (kind === 'text')
        ranges.push({
          startChar: from.startChar + Math.max(0, startChar - offset),
          endChar: from.startChar + Math.min(endChar, end) - offset,
        })
    }
    return ranges
  }

  /** A range of the block as ranges of the script; what is not in it as it stands is left out. */
  fromBlock({ startChar, endChar }: TextRange): TextRange[] {
    const ranges: TextRange[] = []
    for (
      let at = firstAt(this.pieces, ({ from }) => from.endChar > startChar);
      at < this.pieces.length;
      at++
    ) {
      const { kind, from, startChar: offset } = this.pieces[at]
      if (from.startChar >= endChar) break
      if (kind === 'text')
        ranges.push({
          startChar: offset + Math.max(0, startChar - from.startChar),
          endChar: offset + Math.min(from.endChar, endChar) - from.startChar,
        })
    }
    return ranges
  }
}

/** Index of the first piece of which something holds that holds of all that follow; the length when it does of none. */
function firstAt(pieces: readonly ScriptPiece[], holds: (piece: ScriptPiece) => boolean): number {
  let low = 0
  let high = pieces.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (holds(pieces[middle])) high = middle
    else low = middle + 1
  }
  return low
}

/** Puts a script together, piece by piece. */
export class ScriptBuilder {
  readonly #pieces: ScriptPiece[] = []
  #text = ''

  /** What was put in so far. */
  get text(): string {
    return this.#text
  }

  /** @param from range of the block; nothing is added for an empty text */
  add(kind: ScriptPiece['kind'], text: string, from: TextRange): void {
    if (text === '') return
    const startChar = this.#text.length
    this.#text += text
    this.#pieces.push({ kind, startChar, endChar: this.#text.length, from })
  }

  build(): Script {
    return new Script(this.#text, this.#pieces)
  }
}
