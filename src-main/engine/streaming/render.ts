import type { TimeStretch } from '../audio/time-stretch'
import { fadeIn, fadeOut } from '../audio/fade'
import type { RenderPlan, RenderedPush, Utterance, Vocoder } from '../voices/voice'
import { createChunkPlanner } from './chunk-planner'
import { pushBoundaries } from './push-grid'
import { joinWindows, type SeamChunk } from './seam'

/** Length of the ramps at the cut ends of an utterance: short enough not to be heard, long enough not to click. */
const fadeInSeconds = 0.003
const fadeOutSeconds = 0.01

/** Samples that a plan makes of an utterance, before `skipSamples` are dropped. */
export function plannedSamples(plan: Pick<RenderPlan, 'keep' | 'stretch'>): number {
  return Math.round((plan.keep.endSample - plan.keep.startSample) / plan.stretch)
}

/**
 * Renders one utterance: vocoder, seam, cut to the part that is kept, stretch, fades at the real ends.
 * Yields exactly `plannedSamples(plan) - plan.skipSamples` samples. The caller checks for cancellation between pushes.
 */
export async function* renderUtterance(options: {
  vocoder: Vocoder
  utterance: Utterance
  plan: RenderPlan
  sampleRateHz: number
  createTimeStretch: (sampleRateHz: number, ratio: number) => TimeStretch
}): AsyncGenerator<RenderedPush, void, void> {
  const { vocoder, utterance, plan, sampleRateHz } = options
  const total = plannedSamples(plan)
  const stretch = plan.stretch === 1 ? null : options.createTimeStretch(sampleRateHz, plan.stretch)
  const chunks =
    plan.stream.seam === 'cached'
      ? carriedPushes(vocoder, utterance, plan.seed)
      : freshPushes(vocoder, utterance, plan, sampleRateHz)
  const { startSample, endSample } = plan.keep
  let decoded = 0
  let finished = 0
  let emitted = 0
  try {
    let startedAt = performance.now()
    for await (const chunk of chunks) {
      const kept = chunk.samples.subarray(
        Math.max(0, startSample - decoded),
        Math.max(0, endSample - decoded),
      )
      decoded += chunk.samples.length
      const isLast = decoded >= endSample
      let samples: Float32Array<ArrayBuffer> = kept.slice()
      if (stretch) {
        const ready = stretch.write(samples)
        samples = isLast ? concatenate(ready, stretch.finish(total)) : ready
      }
      fadeIn(samples, finished, fadeInSeconds * sampleRateHz)
      finished += samples.length
      fadeOut(samples, total - finished, fadeOutSeconds * sampleRateHz)
      const skip = Math.min(samples.length, Math.max(0, plan.skipSamples - (finished - samples.length)))
      samples = samples.slice(skip)
      // Reading that starts inside the utterance begins with a ramp of its own.
      if (plan.skipSamples > 0) fadeIn(samples, emitted, fadeInSeconds * sampleRateHz)
      emitted += samples.length
      if (samples.length > 0)
        yield { samples, frames: chunk.frames, milliseconds: performance.now() - startedAt }
      if (isLast) return
      startedAt = performance.now()
    }
  } finally {
    stretch?.dispose()
  }
}

/** The vocoder's state goes from push to push, on the voice's own grid: no seam at all. */
async function* carriedPushes(
  vocoder: Vocoder,
  utterance: Utterance,
  seed: number,
): AsyncGenerator<SeamChunk, void, void> {
  const { features } = utterance
  let state = vocoder.init(features, seed)
  let fed = 0
  for (const until of pushBoundaries(features.frames, vocoder.lookAheadFrames, vocoder.pushGrid)) {
    const step = await vocoder.step(features, state, until)
    state = step.state
    yield { samples: step.samples, frames: until - fed }
    fed = until
  }
}

/** Nothing is carried: chunks of the chosen length, joined by the chosen seam. */
function freshPushes(
  vocoder: Vocoder,
  utterance: Utterance,
  plan: RenderPlan,
  sampleRateHz: number,
): AsyncGenerator<SeamChunk, void, void> {
  const { features } = utterance
  const planner = createChunkPlanner()
  return joinWindows({
    frames: features.frames,
    hopSamples: vocoder.hopSamples,
    sampleRateHz,
    stream: plan.stream,
    nextChunkFrames: () =>
      (planner.nextMilliseconds(plan.stream, Infinity) / 1_000) * (sampleRateHz / vocoder.hopSamples),
    decode: (startFrame, endFrame) => vocoder.decodeWindow(features, startFrame, endFrame, plan.seed),
  })
}

function concatenate(a: Float32Array, b: Float32Array): Float32Array<ArrayBuffer> {
  const result = new Float32Array(a.length + b.length)
  result.set(a)
  result.set(b, a.length)
  return result
}
