/** In px, as the browser's boxes are. */
export interface Box {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}
export interface Size {
  readonly width: number
  readonly height: number
}

/** On which side of the words it lies; over the text where there is room on none. */
export type FloatSide = 'below' | 'above' | 'left' | 'right' | 'over'

/** How something lies beside words. */
export interface FloatManner {
  /** Tried in this order. */
  readonly sides: readonly FloatSide[]
  /** Between it and the words, and between it and the edges of its room, in px. */
  readonly gap: number
  readonly edge: number
  /** How far before the words it begins, along their line, in px. */
  readonly outset?: number
}

const acrossColumns = {
  'horizontal-tb': { after: ['below', 'above'], before: ['above', 'below'] },
  'vertical-rl': { after: ['left', 'right', 'below', 'above'], before: ['right', 'left', 'above', 'below'] },
  'vertical-lr': { after: ['right', 'left', 'below', 'above'], before: ['left', 'right', 'above', 'below'] },
} as const

/**
 * The sides on which something about words leaves their line free, the best first.
 * @param element whose style says how it is written
 * @param side    where it is put by preference: on what follows the line, or on what comes before it
 */
export function sidesOf(element: Element | null, side: 'after' | 'before'): readonly FloatSide[] {
  const writing = element ? getComputedStyle(element).writingMode : ''
  const known = writing === 'vertical-rl' || writing === 'vertical-lr' ? writing : 'horizontal-tb'
  return acrossColumns[known][side]
}

/**
 * Where something lies that is about words.
 * @param words in px from the room's upper left corner, as the place is
 * @returns whole px
 */
export function floatPlace(
  words: Box,
  room: Size,
  float: Size,
  { sides, gap, edge, outset = 0 }: FloatManner,
): { left: number; top: number; side: FloatSide } {
  const last = { left: room.width - float.width - edge, top: room.height - float.height - edge }
  const along = {
    left: within(words.left - outset, edge, last.left),
    top: within(words.top - outset, edge, last.top),
  }
  const places: Record<FloatSide, { left: number; top: number }> = {
    // Words that are scrolled out of the room do not take it along.
    below: { left: along.left, top: Math.max(edge, words.bottom + gap) },
    above: { left: along.left, top: Math.min(last.top, words.top - gap - float.height) },
    left: { left: Math.min(last.left, words.left - gap - float.width), top: along.top },
    right: { left: Math.max(edge, words.right + gap), top: along.top },
    over: { left: along.left, top: Math.max(edge, last.top) },
  }
  const side =
    sides.find((tried) => {
      const { left, top } = places[tried]
      return left >= edge && left <= last.left && top >= edge && top <= last.top
    }) ?? 'over'
  const { left, top } = places[side]
  return { left: Math.round(left), top: Math.round(top), side }
}

/** The nearest number of a range; its beginning where the range is none. */
export function within(pixels: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, pixels))
}
