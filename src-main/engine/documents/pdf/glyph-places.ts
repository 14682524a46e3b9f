import type { Extent, Turn } from './geometry'

/** Where the letters of a text run stand on the page that shows them. Points, in the frame of the text's turn. */
export interface GlyphPlaces {
  readonly turn: Turn
  /** Of the page as it is shown, before anybody turns it. */
  readonly extent: Extent
  readonly x0: number
  readonly baseline: number
  /** Height of the font in points. */
  readonly size: number
  /** Beginning and end of every UTF-16 unit, from `x0` on. */
  readonly spans: Float32Array
}

/** A stretch of a text whose letters stand on a page. */
export interface PlacedRange {
  readonly startChar: number
  readonly endChar: number
  /** Of the document, from 0. */
  readonly page: number
  readonly glyphs: GlyphPlaces
  /** Which of the glyphs' units the first character is. */
  readonly firstUnit: number
}

/**
 * The spans of a text out of which Arabic and Hebrew letter shapes became letters: a ligature's room is shared by the
 * letters that it stands for.
 * @param shown what the page shows
 * @param text  what was made of it
 */
export function foldedSpans(shown: string, text: string, spans: Float32Array, width: number): Float32Array {
  if (spans.length === 2 * text.length && shown.length === text.length) return spans
  const lengths = Array.from(shown, (letter) => letter.normalize('NFKC').length)
  const total = lengths.reduce((sum, length) => sum + length, 0)
  if (spans.length !== 2 * shown.length || total !== text.length || lengths.length !== shown.length)
    return evenSpans(text.length, width)
  const folded = new Float32Array(2 * text.length)
  let unit = 0
  for (const [at, length] of lengths.entries()) {
    const [start, end] = [spans[2 * at], spans[2 * at + 1]]
    // From right to left, the first of them is the right one.
    for (let part = 0; part < length; part++, unit++) {
      folded[2 * unit] = end - ((end - start) * (part + 1)) / length
      folded[2 * unit + 1] = end - ((end - start) * part) / length
    }
  }
  return folded
}

/** Spans of a text that is said in place of what is shown: all its letters are as wide. */
export function evenSpans(units: number, width: number): Float32Array {
  return Float32Array.from({ length: 2 * units }, (_, at) => (width * ((at + 1) >> 1)) / Math.max(1, units))
}

/** The ranges of a stretch of a text, counted from its beginning. */
export function slicedPlaces(
  places: readonly PlacedRange[],
  startChar: number,
  endChar: number,
): PlacedRange[] {
  const sliced: PlacedRange[] = []
  for (const range of places) {
    const start = Math.max(range.startChar, startChar)
    const end = Math.min(range.endChar, endChar)
    if (start < end)
      sliced.push({
        ...range,
        startChar: start - startChar,
        endChar: end - startChar,
        firstUnit: range.firstUnit + start - range.startChar,
      })
  }
  return sliced
}
