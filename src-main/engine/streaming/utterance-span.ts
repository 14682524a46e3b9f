import type { PauseSettings } from '@contract/settings'
import type { RenderPlan, Utterance } from '../voices/voice'
import { plannedSamples, toOutput, type OutputClockPlan } from './output-clock'
import { leastPause } from './pauses'

/** Air left around a sentence when the voice's own silence is cut away: onsets reach before the word clock, releases past it. */
export const leadSeconds = 0.06
export const releaseSeconds = 0.06
/**
 * A voice's last sound ends where its front says, more or less: it may go on for this long (measured: the default voice
 * 0.06 s at the most over 71 sentences at its own pace, more when it reads slowly).
 */
const leewaySeconds = 0.15

/** What the length of an utterance follows from; all of it is known before there is a sample. On the voice's own clock. */
export interface UtteranceTimes {
  /** Of its first and its last word. */
  readonly startSample: number
  readonly endSample: number
  /** @see Utterance.quietSample */
  readonly quietSample: number
  readonly samples: number
}

export function timesOf({ words, quietSample, samples }: Utterance): UtteranceTimes {
  return {
    startSample: words[0]?.startSample ?? 0,
    endSample: words.at(-1)?.endSample ?? samples,
    quietSample,
    samples,
  }
}

/** How an utterance's times become lengths. */
export interface SpanPlan {
  /** Of the voice that says it. */
  readonly sampleRateHz: number
  readonly stretch: number
  readonly output: { readonly sampleRateHz: number }
  /** The shortest pause that may follow it, at the speed set. */
  readonly leastPauseSeconds: number
}

/** Where the pause after an utterance begins to count, and when its sound is over at the latest; in samples of the output. */
export interface UtteranceSpan {
  readonly restSamples: number
  readonly endSamples: number
}

/** @see leastPause. @returns seconds at the given speed */
export function leastPauseSeconds(pauses: PauseSettings, speed: number): number {
  return leastPause(pauses, speed) / 1_000
}

/** The part of an utterance that is kept, in decoded samples: what is said, with the air around it. */
export function keptPart(
  times: UtteranceTimes,
  { sampleRateHz, stretch, leastPauseSeconds }: Omit<SpanPlan, 'output'>,
): RenderPlan['keep'] {
  const { startSample, endSample, samples } = times
  const start = Math.max(0, Math.round(startSample - leadSeconds * sampleRateHz))
  const end = Math.min(samples, Math.round(endSample + releaseSeconds * sampleRateHz))
  // Sound is never kept that would still be there when the next sentence begins.
  const afterRest = Math.max(leewaySeconds, leastPauseSeconds * stretch) * sampleRateHz
  const latest = Math.round(restOf(times, sampleRateHz) + afterRest)
  return { startSample: start, endSample: Math.max(start + 1, Math.min(end, latest)) }
}

/**
 * What an utterance takes on the clock of the narration, known before it is rendered: its pause is counted from where its
 * sound ends as far as the front can tell, not from where it turned out to have ended, or no length would be known before
 * the vocoder had run (measured: the default voice ends within 22 ms of it, by the standard deviation).
 */
export function spanOf(times: UtteranceTimes, plan: SpanPlan): UtteranceSpan {
  const clock: OutputClockPlan = {
    keep: keptPart(times, plan),
    stretch: plan.stretch,
    output: { ...plan.output, gainDecibels: 0 },
  }
  const endSamples = plannedSamples(clock, plan.sampleRateHz)
  const restSamples = toOutput(restOf(times, plan.sampleRateHz), clock, plan.sampleRateHz)
  return { endSamples, restSamples: Math.min(endSamples, restSamples) }
}

function restOf({ startSample, quietSample }: UtteranceTimes, sampleRateHz: number): number {
  return Math.round(Math.max(startSample, quietSample) + releaseSeconds * sampleRateHz)
}

/**
 * The span of a sentence that is said in several parts.
 * @param pauseSamples added before each, of which the first has none
 */
export function joinedSpans(
  spans: readonly UtteranceSpan[],
  pauseSamples: (part: number) => number,
): UtteranceSpan {
  const before = spans
    .slice(0, -1)
    .reduce((sum, span, part) => sum + nextPartStart(span, pauseSamples(part + 1)), 0)
  const last = spans.at(-1)
  return last
    ? { restSamples: before + last.restSamples, endSamples: before + last.endSamples }
    : { restSamples: 0, endSamples: 0 }
}

/**
 * When the next part of a sentence begins after one that began at 0: where its sound is over.
 * @param pauseSamples added to that
 */
export function nextPartStart({ endSamples }: UtteranceSpan, pauseSamples: number): number {
  return endSamples + pauseSamples
}

/**
 * When the next sentence begins after one that began at 0.
 * @param pauseSamples what was chosen to lie between the two
 */
export function nextStart({ restSamples, endSamples }: UtteranceSpan, pauseSamples: number): number {
  return Math.max(endSamples, restSamples + pauseSamples)
}
