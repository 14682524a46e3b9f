/*
 * Where on a document's pages the characters of a block stand, as few bytes as will do: about one for a character. A
 * block is a row of stretches, each of them letters that follow each other on one line of one page; of a stretch the
 * borders between its letters are kept, in tenths of a point. Numbers are of seven bits a byte, the lowest first, and
 * those that can be negative are folded (0, -1, 1, -2 …), as in Protocol Buffers ("Base 128 varints", "ZigZag").
 */

/** Which way a line runs on the page: rightwards, downwards, leftwards, upwards. */
export type LineTurn = 0 | 1 | 2 | 3

/** Letters of a block that stand side by side. Tenths of a point from the upper left corner of the page as it is shown. */
export interface PlacedStretch {
  /** In the block's text, in UTF-16 units. */
  readonly startChar: number
  /** Of the document, from 0. */
  readonly page: number
  readonly turn: LineTurn
  /** The baseline: y of a line that runs rightwards or leftwards, else x. */
  readonly baseline: number
  /** Height of the font. */
  readonly size: number
  /** Along the line, one more than there are characters; they fall or they rise, in the order of the text. */
  readonly borders: readonly number[]
}

/** A rectangle on a page, in points from the upper left corner of the page as it is shown. */
export interface PageBox {
  readonly page: number
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Parts of the font's height above the baseline and below it: what a marker pen would cover. */
const ascentEm = 0.78
const descentEm = 0.24
const tenths = 10

/** Numbers of a stretch beside its borders. */
const headNumbers = 7
/** Of a number: none is larger than 35 bits hold. */
const maxVarintBytes = 5

/** @param stretches in the order of the text, not overlapping */
export function encodePlaces(stretches: readonly PlacedStretch[]): Uint8Array {
  let numbers = 0
  for (const { borders } of stretches) numbers += headNumbers + borders.length
  const writer = new VarintWriter(numbers * maxVarintBytes)
  let [char, page, baseline, border] = [0, 0, 0, 0]
  for (const stretch of stretches) {
    const { borders } = stretch
    const isFalling = borders.length > 1 && borders[borders.length - 1] < borders[0]
    writer.push(stretch.startChar - char)
    writer.push(borders.length - 1)
    writer.push(folded(stretch.page - page))
    writer.push(stretch.turn * 2 + (isFalling ? 1 : 0))
    writer.push(folded(stretch.baseline - baseline))
    writer.push(stretch.size)
    writer.push(folded(borders[0] - border))
    border = borders[0]
    for (let at = 1; at < borders.length; at++) {
      const step = Math.max(0, isFalling ? border - borders[at] : borders[at] - border)
      writer.push(step)
      border += isFalling ? -step : step
    }
    char = stretch.startChar + borders.length - 1
    page = stretch.page
    baseline = stretch.baseline
  }
  return writer.written()
}

/** @returns what was encoded; as much of it as there is when the bytes break off */
export function decodePlaces(bytes: Uint8Array): PlacedStretch[] {
  const stretches: PlacedStretch[] = []
  const reader = new VarintReader(bytes)
  let [char, page, baseline, border] = [0, 0, 0, 0]
  while (!reader.isAtEnd) {
    const startChar = char + reader.next()
    const units = reader.next()
    page += unfolded(reader.next())
    const form = reader.next()
    baseline += unfolded(reader.next())
    const size = reader.next()
    border += unfolded(reader.next())
    const borders = [border]
    // A letter takes a byte at least: damaged bytes make no long lists.
    for (let unit = 0; unit < units && !reader.isAtEnd; unit++) {
      border += form % 2 === 1 ? -reader.next() : reader.next()
      borders.push(border)
    }
    stretches.push({ startChar, page, turn: turnOf(form >> 1), baseline, size, borders })
    char = startChar + borders.length - 1
  }
  return stretches
}

/** The boxes of a range of a block's text, in its order; on one line those that nearly touch are one. */
export function boxesOf(
  stretches: readonly PlacedStretch[],
  { startChar, endChar }: { readonly startChar: number; readonly endChar: number },
): PageBox[] {
  const found: Extent[] = []
  for (const stretch of stretches) {
    const from = Math.max(startChar, stretch.startChar) - stretch.startChar
    const to = Math.min(endChar, stretch.startChar + stretch.borders.length - 1) - stretch.startChar
    if (from >= to) continue
    const [a, b] = [stretch.borders[from], stretch.borders[to]]
    const extent = { stretch, start: Math.min(a, b), end: Math.max(a, b) }
    const last = found.at(-1)
    if (last !== undefined && isBeside(last, extent)) {
      last.start = Math.min(last.start, extent.start)
      last.end = Math.max(last.end, extent.end)
    } else found.push(extent)
  }
  return found.map(boxOf)
}

interface Extent {
  readonly stretch: PlacedStretch
  start: number
  end: number
}

/** Room up to this, in parts of the font's height, is a space between two words. */
const spaceEm = 0.8

function isBeside({ stretch, start, end }: Extent, next: Extent): boolean {
  const room = Math.max(next.start - end, start - next.end)
  return (
    stretch.page === next.stretch.page &&
    stretch.turn === next.stretch.turn &&
    Math.abs(stretch.baseline - next.stretch.baseline) <= 1 &&
    stretch.size === next.stretch.size &&
    room < spaceEm * stretch.size
  )
}

function boxOf({ stretch: { page, turn, baseline, size }, start, end }: Extent): PageBox {
  const [above, below] = turn === 0 || turn === 3 ? [ascentEm, descentEm] : [descentEm, ascentEm]
  const across = (baseline - above * size) / tenths
  const height = ((above + below) * size) / tenths
  const along = start / tenths
  const length = (end - start) / tenths
  return turn % 2 === 0
    ? { page, x: along, y: across, width: length, height }
    : { page, x: across, y: along, width: height, height: length }
}

function turnOf(number: number): LineTurn {
  return number === 1 ? 1 : number === 2 ? 2 : number === 3 ? 3 : 0
}

function folded(value: number): number {
  return value < 0 ? -2 * value - 1 : 2 * value
}

function unfolded(value: number): number {
  return value % 2 === 1 ? -(value + 1) / 2 : value / 2
}

class VarintWriter {
  readonly #bytes: Uint8Array
  #at = 0

  /** @param most bytes that will be written */
  constructor(most: number) {
    this.#bytes = new Uint8Array(most)
  }

  push(value: number): void {
    let rest = Math.max(0, value)
    for (; rest > 0x7f; rest = Math.floor(rest / 128)) this.#bytes[this.#at++] = (rest % 128) | 0x80
    this.#bytes[this.#at++] = rest
  }

  /** A copy of its own. */
  written(): Uint8Array {
    return this.#bytes.slice(0, this.#at)
  }
}

/** Numbers are smaller than this whatever the bytes say. */
const maxVarintBits = 35

class VarintReader {
  #at = 0

  constructor(private readonly bytes: Uint8Array) {}

  get isAtEnd(): boolean {
    return this.#at >= this.bytes.length
  }

  /** Zero behind the end. */
  next(): number {
    let value = 0
    for (let bits = 0; bits < maxVarintBits && !this.isAtEnd; bits += 7) {
      const byte = this.bytes[this.#at++]
      value += (byte & 0x7f) * 2 ** bits
      if (byte < 0x80) break
    }
    return value
  }
}
