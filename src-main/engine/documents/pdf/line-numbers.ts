import { median } from './geometry'
import type { Segment } from './segments'

/** Fewer numbers in a margin number something else. */
const minNumbers = 5
/** Lines are numbered at this even a distance: the largest distance against the middle one. */
const maxUnevenness = 1.35
/** Numbers stand at least this far from the text, in parts of their own height. */
const minDistanceEm = 0.4

/** The numbers that stand beside a page's lines, in its margin, and count them. */
export function lineNumbersAmong(segments: readonly Segment[]): ReadonlySet<Segment> {
  const numbers = segments.filter((segment) => /^\s*\d{1,3}\s*$/.test(textOf(segment)))
  if (numbers.length < minNumbers) return new Set()
  const others = segments.filter((segment) => textOf(segment).trim().length > 3)
  const left = others.reduce((least, { x0 }) => Math.min(least, x0), Infinity)
  const right = others.reduce((most, { x1 }) => Math.max(most, x1), -Infinity)
  const isLeft = (segment: Segment): boolean => segment.x1 < left - minDistanceEm * segment.size
  const isRight = (segment: Segment): boolean => segment.x0 > right + minDistanceEm * segment.size
  for (const margin of [numbers.filter(isLeft), numbers.filter(isRight)])
    if (countLines(margin)) return new Set(margin)
  return new Set()
}

function countLines(margin: readonly Segment[]): boolean {
  if (margin.length < minNumbers) return false
  const down = [...margin].sort((a, b) => a.top - b.top)
  const values = down.map((segment) => Number(textOf(segment)))
  const step = values[1] - values[0]
  const isCounting = values.every((value, at) => at === 0 || value - values[at - 1] === step)
  const distances = down.slice(1).map(({ top }, at) => top - down[at].top)
  return isCounting && step > 0 && Math.max(...distances) < maxUnevenness * median(distances)
}

function textOf({ runs }: Segment): string {
  return runs.map(({ text }) => text).join('')
}
