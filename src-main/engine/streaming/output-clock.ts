import type { RenderPlan } from '../voices/voice'

/** What the clock of an utterance's output depends on. */
export type OutputClockPlan = Pick<RenderPlan, 'keep' | 'stretch' | 'output'>

/**
 * Decoded sample -> sample of the output, before skipping: stretch and rate divide all times alike.
 * @param sampleRateHz the voice's own
 */
export function toOutput(sample: number, plan: OutputClockPlan, sampleRateHz: number): number {
  return Math.round(outputSamples(sample - plan.keep.startSample, plan, sampleRateHz))
}

/** The most samples that a plan makes of an utterance, before `skipSamples` are dropped. */
export function plannedSamples(plan: OutputClockPlan, sampleRateHz: number): number {
  return toOutput(plan.keep.endSample, plan, sampleRateHz)
}

/** What as many decoded samples come to; not rounded. */
export function outputSamples(samples: number, plan: OutputClockPlan, sampleRateHz: number): number {
  return (samples / plan.stretch) * (plan.output.sampleRateHz / sampleRateHz)
}
