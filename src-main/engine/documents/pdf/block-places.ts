import { encodePlaces, type LineTurn, type PlacedStretch } from '@contract/page-places'
import type { GlyphPlaces, PlacedRange } from './glyph-places'

const tenths = 10
/** Letters may begin a little before the one before them ends: kerning, accents. In parts of the font's height. */
const overlapEm = 0.4
/** What is farther out is no place on a page. */
const maxTenths = 2 ** 24

/** Where the letters of a block's text stand on the document's pages, encoded; nothing where no page shows them. */
export function encodeBlockPlaces(places: readonly PlacedRange[] = []): Uint8Array {
  return encodePlaces(places.flatMap(stretchesOf))
}

/** What runs on in one direction. */
function stretchesOf({ startChar, endChar, page, glyphs, firstUnit }: PlacedRange): PlacedStretch[] {
  const { spans, x0, size } = glyphs
  const stretches: PlacedStretch[] = []
  const last = Math.min(firstUnit + endChar - startChar, spans.length / 2)
  const overlap = overlapEm * size
  for (let begin = firstUnit; begin < last;) {
    const direction = directionAt(spans, begin, last, overlap)
    let end = begin + 1
    while (end < last && goesOn(spans, end, direction, overlap)) end++
    const borders: number[] = []
    for (let unit = begin; unit < end; unit++) borders.push(x0 + spans[2 * unit + (direction === 1 ? 0 : 1)])
    borders.push(x0 + spans[2 * end - (direction === 1 ? 1 : 2)])
    stretches.push(placed(glyphs, page, startChar + begin - firstUnit, borders))
    begin = end
  }
  return stretches
}

function directionAt(spans: Float32Array, begin: number, last: number, overlap: number): 1 | -1 {
  for (let unit = begin + 1; unit < last; unit++) {
    const isOn = goesOn(spans, unit, 1, overlap)
    const isBack = goesOn(spans, unit, -1, overlap)
    if (isOn !== isBack) return isBack ? -1 : 1
  }
  return 1
}

function goesOn(spans: Float32Array, unit: number, direction: 1 | -1, overlap: number): boolean {
  return direction === 1
    ? spans[2 * unit] >= spans[2 * unit - 1] - overlap && spans[2 * unit] >= spans[2 * unit - 2]
    : spans[2 * unit + 1] <= spans[2 * unit - 2] + overlap && spans[2 * unit + 1] <= spans[2 * unit - 1]
}

/** From the frame of the text's turn to the page's own. */
function placed(
  { turn, extent, baseline, size }: GlyphPlaces,
  page: number,
  startChar: number,
  borders: readonly number[],
): PlacedStretch {
  const lineTurn = (turn / 90) as LineTurn
  const along = (value: number): number =>
    turn === 180 ? extent.width - value : turn === 270 ? extent.height - value : value
  const across = turn === 90 ? extent.width - baseline : turn === 180 ? extent.height - baseline : baseline
  return {
    startChar,
    page,
    turn: lineTurn,
    baseline: inTenths(across),
    size: Math.abs(inTenths(size)),
    borders: borders.map((value) => inTenths(along(value))),
  }
}

function inTenths(points: number): number {
  const value = Math.round(points * tenths)
  return Number.isFinite(value) ? Math.max(-maxTenths, Math.min(maxTenths, value)) : 0
}
