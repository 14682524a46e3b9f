import { matchesOf } from '../matches'
import { infixPattern, prefixPattern, suffixPattern } from './tokenizer-patterns'

/** A piece of text: [start, end) and whether white space follows it. */
export interface TextPiece {
  start: number
  end: number
  hasSpaceAfter: boolean
}

type Span = [start: number, end: number]

const spaced = /\S+/g
/** No suffix is longer; looking at the last few units only keeps peeling linear. */
const suffixWindowChars = 24

/**
 * Cuts text into the tokens the part-of-speech tagger was trained on: special cases (contractions, "Mr.") stay as the
 * table says, prefixes and suffixes are peeled off each chunk between white space, infixes split the rest, and
 * neighbours that spell a special case are joined again.
 * @see spaCy's tokenizer, MIT, as described in its documentation; tables from the voice package
 */
export class Tokenizer {
  private readonly specials: Map<string, readonly string[]>
  private readonly longestSpecialChars: number
  private readonly prefix = prefixPattern()
  private readonly suffix = suffixPattern()
  private readonly infix = infixPattern()

  /** @param specials text -> its tokens, which spell the text when joined */
  constructor(specials: Readonly<Record<string, readonly string[]>>) {
    this.specials = new Map(Object.entries(specials))
    this.longestSpecialChars = Math.max(0, ...Object.keys(specials).map((key) => key.length))
  }

  tokenize(text: string): TextPiece[] {
    const pieces: TextPiece[] = []
    for (const chunk of matchesOf(spaced, text)) {
      const end = chunk.index + chunk[0].length
      for (const [start, stop] of this.split(text, chunk.index, end))
        pieces.push({ start, end: stop, hasSpaceAfter: stop === end && end < text.length })
    }
    return pieces
  }

  private special(text: string, start: number, end: number): readonly string[] | undefined {
    if (end - start > this.longestSpecialChars || end <= start) return undefined
    return this.specials.get(text.slice(start, end))
  }

  private split(text: string, chunkStart: number, chunkEnd: number): Span[] {
    let start = chunkStart
    let end = chunkEnd
    const spans: Span[] = []
    const peeledFromEnd: Span[] = []
    while (start < end && !this.special(text, start, end)) {
      this.prefix.lastIndex = start
      const prefixEnd = this.prefix.test(text) ? Math.min(this.prefix.lastIndex, end) : start
      if (prefixEnd > start && this.special(text, prefixEnd, end)) {
        spans.push([start, prefixEnd])
        start = prefixEnd
        break
      }
      const windowStart = Math.max(prefixEnd, end - suffixWindowChars)
      const found = this.suffix.exec(text.slice(windowStart, end))
      const suffixStart = found ? windowStart + found.index : end
      if (suffixStart < end && this.special(text, start, suffixStart)) {
        peeledFromEnd.push([suffixStart, end])
        end = suffixStart
        break
      }
      if (prefixEnd === start && suffixStart === end) break
      if (prefixEnd > start) spans.push([start, prefixEnd])
      if (suffixStart < end) peeledFromEnd.push([suffixStart, end])
      start = prefixEnd
      end = suffixStart
    }
    if (start < end) this.splitMiddle(text, start, end, spans)
    spans.push(...peeledFromEnd.reverse())
    return spans.length > 1 ? this.rejoin(text, spans) : spans
  }

  private splitMiddle(text: string, start: number, end: number, spans: Span[]): void {
    const special = this.special(text, start, end)
    if (special) return pushParts(start, special, spans)
    const middle = text.slice(start, end)
    let from = 0
    for (const match of matchesOf(this.infix, middle)) {
      if (match.index === 0) continue
      if (match.index > from) spans.push([start + from, start + match.index])
      spans.push([start + match.index, start + match.index + match[0].length])
      from = match.index + match[0].length
    }
    if (from < middle.length) spans.push([start + from, end])
  }

  /** 'Sept' and '.' become 'Sept.', ')' and ':' become '):'. */
  private rejoin(text: string, spans: readonly Span[]): Span[] {
    const joined: Span[] = []
    for (let index = 0; index < spans.length;) {
      const taken = [3, 2].find(
        (count) =>
          index + count <= spans.length && this.special(text, spans[index][0], spans[index + count - 1][1]),
      )
      if (taken === undefined) {
        joined.push(spans[index++])
        continue
      }
      const special = this.special(text, spans[index][0], spans[index + taken - 1][1])
      if (special) pushParts(spans[index][0], special, joined)
      index += taken
    }
    return joined
  }
}

function pushParts(start: number, parts: readonly string[], spans: Span[]): void {
  let position = start
  for (const part of parts) {
    spans.push([position, position + part.length])
    position += part.length
  }
}
