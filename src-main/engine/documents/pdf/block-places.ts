import { encodePlaces, type LineTurn, type PlacedStretch } from '@contract/page-places'
import type { PlacedRange } from './glyph-places'

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
function stretchesOf(range: PlacedRange): PlacedStretch[] {
  const { startChar, endChar, glyphs, firstUnit } = range
  const { spans, size } = glyphs
  const stretches: PlacedStretch[] = []
  const last = Math.min(firstUnit + endChar - startChar, spans.length / 2)
  const overlap = overlapEm * size
  for (let begin = firstUnit; begin < last;) {
    const direction = directionAt(spans, begin, last, overlap)
    let end = begin + 1
    while (end < last && goesOn(spans, end, direction, overlap)) end++
    stretches.push(placed(range, begin, end, direction))
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

/** The units of one direction, from the frame of the text's turn to the page's own. */
function placed(
  { startChar, page, glyphs, firstUnit }: PlacedRange,
  begin: number,
  end: number,
  direction: 1 | -1,
): PlacedStretch {
  const { turn, extent, baseline, size, x0, spans } = glyphs
  const isBackwards = turn === 180 || turn === 270
  const whole = turn === 180 ? extent.width : extent.height
  const [first, last] = direction === 1 ? [0, -1] : [1, -2]
  const borders: number[] = []
  for (let unit = begin; unit <= end; unit++) {
    const along = x0 + spans[unit < end ? 2 * unit + first : 2 * end + last]
    borders.push(inTenths(isBackwards ? whole - along : along))
  }
  const across = turn === 90 ? extent.width - baseline : turn === 180 ? extent.height - baseline : baseline
  return {
    startChar: startChar + begin - firstUnit,
    page,
    turn: (turn / 90) as LineTurn,
    baseline: inTenths(across),
    size: Math.abs(inTenths(size)),
    borders,
  }
}

function inTenths(points: number): number {
  const value = Math.round(points * tenths)
  return Number.isFinite(value) ? Math.max(-maxTenths, Math.min(maxTenths, value)) : 0
}
