import type { TextPosition } from '@contract/document'
import type { MovePosition } from '@contract/text-change'
import type { NarrationStart } from '../engine'
import { createWakeUp } from './wake-up'

/** A place in a stream where another voice may take over: behind the sound of one sentence, before the pause to the next. */
export interface Boundary {
  readonly from: TextPosition
  readonly start: NarrationStart
  /** The text before it is not any more what was said: it was changed since. */
  readonly isTouched?: boolean
}

/** A change of the text, as far as places in it are concerned. */
export interface TextMove {
  readonly move: MovePosition
  /** Where the first difference was, in the text before the change. */
  readonly at: TextPosition
}

/** The boundaries of a stream that were sent and are not heard yet. */
export interface Boundaries {
  note(boundary: Boundary): void
  /** Forgets the boundaries from a sample on: what was sent there will not be heard. */
  cutAt(sample: number): void
  /** The first one at or after a sample; it may still have to come. @throws `signal.reason` */
  firstFrom(sample: () => number, signal: AbortSignal): Promise<Boundary>
  /** The last one at or after a sample that is fit; null when none is, as far as is known. */
  lastFrom(sample: number, isFit: (boundary: Boundary) => boolean): Boundary | null
  /** The text has changed: they are where it is now. */
  move(move: TextMove): void
}

/** Where the text before a boundary ends: what was put in there is behind it. */
export function endBefore({ start }: Boundary): TextPosition {
  return { block: start.previous.block, char: start.previous.endChar }
}

/** Where a boundary is when the text has changed. */
export function movedBoundary(boundary: Boundary, { move, at }: TextMove): Boundary {
  const { from, start, isTouched = false } = boundary
  const { block, startChar } = start.previous
  const first = move({ block, char: startChar }, 'after')
  const last = move(endBefore(boundary))
  const isOneRange = first.block === last.block && first.char < last.char
  const previous = {
    block: last.block,
    startChar: isOneRange ? first.char : last.char,
    endChar: last.char,
  }
  return {
    from: move(from),
    start: { ...start, previous },
    isTouched: isTouched || isAfter(endBefore(boundary), at),
  }
}

/** Whether one place of a text stands behind another. */
function isAfter(a: TextPosition, b: TextPosition): boolean {
  return a.block > b.block || (a.block === b.block && a.char > b.char)
}

export function createBoundaries(heardSample: () => number): Boundaries {
  let known: Boundary[] = []
  const noted = createWakeUp()
  return {
    note(boundary) {
      const heard = heardSample()
      known = known.filter(({ start }) => start.startSample >= heard)
      known.push(boundary)
      noted.wake()
    },
    cutAt(sample) {
      known = known.filter(({ start }) => start.startSample < sample)
    },
    async firstFrom(sample, signal) {
      for (;;) {
        const found = known.find(({ start }) => start.startSample >= sample())
        if (found) return found
        await noted.wait(signal)
      }
    },
    lastFrom: (sample, isFit) =>
      known.findLast((boundary) => boundary.start.startSample >= sample && isFit(boundary)) ?? null,
    move(move) {
      known = known.map((boundary) => movedBoundary(boundary, move))
    },
  }
}
