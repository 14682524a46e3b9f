import type { TextPosition } from '@contract/document'
import type { NarrationStart } from '../engine'
import { createWakeUp } from './wake-up'

/** A place in a stream where another voice may take over: behind the sound of one sentence, before the pause to the next. */
export interface Boundary {
  readonly from: TextPosition
  readonly start: NarrationStart
}

/** The boundaries of a stream that were sent and are not heard yet. */
export interface Boundaries {
  note(boundary: Boundary): void
  /** Forgets the boundaries from a sample on: what was sent there will not be heard. */
  cutAt(sample: number): void
  /** The first one at or after a sample; it may still have to come. @throws `signal.reason` */
  firstFrom(sample: () => number, signal: AbortSignal): Promise<Boundary>
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
  }
}
