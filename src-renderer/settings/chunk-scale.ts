import { chunkMillisecondsRange } from '@contract/settings'

/** Chunk sizes are felt as ratios, so the slider moves in equal ratios: from 20 ms to 2 s in these many steps. */
export const chunkScaleSteps = 40

/** The chunk length at a slider step, in ms, rounded to what one would write down. */
export function chunkMillisecondsAt(step: number): number {
  const { min, max } = chunkMillisecondsRange
  const exact = min * (max / min) ** (Math.min(chunkScaleSteps, Math.max(0, step)) / chunkScaleSteps)
  const grain = exact < 100 ? 5 : exact < 500 ? 10 : 50
  return Math.min(max, Math.max(min, Math.round(exact / grain) * grain))
}

/** The slider step nearest to a chunk length in ms. */
export function chunkStepOf(milliseconds: number): number {
  const { min, max } = chunkMillisecondsRange
  const clamped = Math.min(max, Math.max(min, milliseconds))
  return Math.round((Math.log(clamped / min) / Math.log(max / min)) * chunkScaleSteps)
}
