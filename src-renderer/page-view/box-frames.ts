import type { PageBox } from '@contract/page-places'

/** Lines of one block are no farther apart than this, in parts of their height. */
const maxLineGap = 1.2
/** Nor are pieces of one line, the cells of a table's row among them. */
const maxPieceGap = 4
/** A frame is no larger than what stands in it by more than this: lines along two sides of a page have two. */
const maxSpread = 3
/** So many frames are looked at for one that a line belongs to: the last columns of a page. */
const openFrames = 8

/** Puts frames around lines that stand together: one around a column's, however many they are. */
export function frameLines(boxes: readonly PageBox[]): PageBox[] {
  const frames: PageBox[] = []
  for (const box of boxes) {
    const first = Math.max(0, frames.length - openFrames)
    const at = frames.findLastIndex((frame, index) => index >= first && isBeside(frame, box))
    if (at === -1) frames.push(box)
    else frames[at] = around(frames[at], box)
  }
  return frames
}

function isBeside(frame: PageBox, box: PageBox): boolean {
  const across = gap(frame.x, frame.width, box.x, box.width)
  const down = gap(frame.y, frame.height, box.y, box.height)
  const line = Math.min(box.width, box.height)
  if (frame.page !== box.page) return false
  const isNear = (across < 0 && down < maxLineGap * line) || (down < -line / 2 && across < maxPieceGap * line)
  return isNear && areaOf(around(frame, box)) < maxSpread * (areaOf(frame) + areaOf(box))
}

function areaOf({ width, height }: PageBox): number {
  return width * height
}

/** Room between two stretches; below zero as far as they lie over each other. */
function gap(start: number, length: number, otherStart: number, otherLength: number): number {
  return Math.max(otherStart - (start + length), start - (otherStart + otherLength))
}

function around(one: PageBox, other: PageBox): PageBox {
  const [x, y] = [Math.min(one.x, other.x), Math.min(one.y, other.y)]
  const width = Math.max(one.x + one.width, other.x + other.width) - x
  const height = Math.max(one.y + one.height, other.y + other.height) - y
  return { page: one.page, x, y, width, height }
}
