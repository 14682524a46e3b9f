import { assert } from '@contract/assert'
import type { PushGrid } from '../voice'

/** The curves of pitch and energy have this many points a frame. */
export const curvePointsPerFrame = 2
/** Frames by which two pieces of a sentence overlap where they are joined: 75 ms. */
export const joinFrames = 3
/** How much shorter or longer than aimed at a piece may be. */
const leeway = 0.4

/**
 * Where to cut a sentence so that its joins are heard least: near each length aimed at, where the voice's own energy
 * curve is lowest, which mostly is in a pause (measured: 36 to 79 dB under the speech around it).
 * @param energy curve of the whole sentence, `curvePointsPerFrame` points a frame
 * @param aims lengths aimed at, in frames; the last repeats
 * @returns ends of the pieces in frames, increasing, the last the end of the sentence
 */
export function quietCuts(energy: Float32Array, aims: PushGrid): number[] {
  const frames = energy.length / curvePointsPerFrame
  assert(frames >= 1 && aims.frames.length > 0, 'a sentence has frames, and its pieces a length')
  const ends: number[] = []
  let start = 0
  for (let piece = 0; ; piece++) {
    const aim = aims.frames[Math.min(piece, aims.frames.length - 1)]
    const earliest = start + Math.max(joinFrames + 1, Math.round(aim * (1 - leeway)))
    const latest = Math.min(start + Math.round(aim * (1 + leeway)), frames - aims.minimumTailFrames)
    if (frames - start <= aim * (1 + leeway) || latest < earliest) break
    start = quietest(energy, earliest, latest)
    ends.push(start)
  }
  ends.push(frames)
  return ends
}

/** The frame within the range before which the energy of the frames that will be blended is lowest. */
function quietest(energy: Float32Array, earliest: number, latest: number): number {
  let best = earliest
  let lowest = Infinity
  for (let frame = earliest; frame <= latest; frame++) {
    let sum = 0
    for (let point = (frame - joinFrames) * curvePointsPerFrame; point < frame * curvePointsPerFrame; point++)
      sum += energy[point]
    if (sum < lowest) {
      lowest = sum
      best = frame
    }
  }
  return best
}
