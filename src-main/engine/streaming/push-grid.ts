import { assert } from '@contract/assert'
import type { PushGrid } from '../voices/voice'

/**
 * Where each push of a sentence ends, as frames fed so far: the same in playback, export, cache and command line,
 * so that what plays never depends on the chunk size. The look-ahead is fed with the first push.
 * @param frames length of the sentence, at least 1
 * @returns increasing, ending in `frames`
 */
export function pushBoundaries(frames: number, lookAheadFrames: number, grid: PushGrid): number[] {
  assert(frames >= 1 && grid.frames.length > 0, 'a sentence has frames and a grid has pushes')
  const boundaries: number[] = []
  let fed = lookAheadFrames
  for (let push = 0; ; push++) {
    fed += grid.frames[Math.min(push, grid.frames.length - 1)]
    if (frames - fed < grid.minimumTailFrames) break
    boundaries.push(fed)
  }
  boundaries.push(frames)
  return boundaries
}
