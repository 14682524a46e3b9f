/** A place on a page as it is shown: points from its upper left corner, y downwards. */
export interface Point {
  readonly x: number
  readonly y: number
}

/** Extent of a page in points. */
export interface Extent {
  readonly width: number
  readonly height: number
}

/** Where a text's lines run, in degrees clockwise from rightwards. */
export type Turn = 0 | 90 | 180 | 270

/** Text whose direction is farther than this from the page's sides is laid across it: a watermark. */
const maxAskewDegrees = 12

/** The product of two PDF matrices: `inner` is applied first (ISO 32000, 8.3.4). */
export function multiply(outer: readonly number[], inner: readonly number[]): readonly number[] {
  const [a, b, c, d, e, f] = outer
  return [
    a * inner[0] + c * inner[1],
    b * inner[0] + d * inner[1],
    a * inner[2] + c * inner[3],
    b * inner[2] + d * inner[3],
    a * inner[4] + c * inner[5] + e,
    b * inner[4] + d * inner[5] + f,
  ]
}

/** The side of the page a direction runs along; null when it runs along none. */
export function turnOf(dx: number, dy: number): Turn | null {
  const degrees = ((Math.atan2(dy, dx) * 180) / Math.PI + 360) % 360
  const nearest = Math.round(degrees / 90) * 90
  if (Math.abs(degrees - nearest) > maxAskewDegrees) return null
  return nearest === 90 ? 90 : nearest === 180 ? 180 : nearest === 270 ? 270 : 0
}

/** A place as seen by someone who has turned the page so that text of that turn runs rightwards. */
export function turned({ x, y }: Point, turn: Turn, page: Extent): Point {
  if (turn === 90) return { x: y, y: page.width - x }
  if (turn === 180) return { x: page.width - x, y: page.height - y }
  if (turn === 270) return { x: page.height - y, y: x }
  return { x, y }
}

/** The page's extent as that person sees it. */
export function turnedExtent(page: Extent, turn: Turn): Extent {
  return turn % 180 === 0 ? page : { width: page.height, height: page.width }
}

/** How much of the lower of two vertical extents lies within the other, 0 to 1. */
export function sharedHeight(
  a: { readonly top: number; readonly bottom: number },
  b: { readonly top: number; readonly bottom: number },
): number {
  const shared = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)
  const least = Math.min(a.bottom - a.top, b.bottom - b.top)
  return shared <= 0 ? 0 : shared / Math.max(least, 1e-6)
}

/** The middle of some numbers; 0 of none. */
export function median(values: readonly number[]): number {
  if (values.length === 0) return 0
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[sorted.length >> 1]
}
