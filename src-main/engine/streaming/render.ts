import { guardSamples } from '../audio/post/guard'
import type { PostProcess } from '../audio/post/post-process'
import { createTrailingSilence } from '../audio/trailing-silence'
import { fadeIn, fadeOut } from '../audio/fade'
import { freeBuffers } from '../free-buffers'
import type { AcousticFeatures, RenderPlan, RenderedPush, Utterance, Vocoder } from '../voices/voice'
import { createChunkPlanner } from './chunk-planner'
import { plannedSamples } from './output-clock'
import { pushBoundaries } from './push-grid'
import { joinWindows, type SeamChunk } from './seam'
import { wallClockMilliseconds } from './wall-clock'

/** Length of the ramps at the cut ends of an utterance: short enough not to be heard, long enough not to click. */
const fadeInSeconds = 0.003
const fadeOutSeconds = 0.01
/** Below -54 dB of full scale a voice is silent: its pauses are far under it, its faintest releases above. */
const quietMagnitude = 0.002
/** Frames of sound that is there already handed on at most at once, and first where somebody waits to hear it. */
const mostKnownFrames = 3_200
const firstKnownFrames = 100
/** Left after the last sound, so that its release is not cut. */
const releaseSeconds = 0.06

/** Where the samples of an utterance come from. */
export type SoundSource =
  | {
      readonly vocoder: Vocoder
      /** Told what it made of the part that is kept, once all of it is there; the samples are the receiver's. */
      readonly onDecoded?: ((samples: Float32Array) => void) | undefined
    }
  | {
      /** What the vocoder would make of the part that is kept, given away: it may be worked on where it is. */
      readonly decoded: Float32Array<ArrayBuffer>
      /** Of the vocoder. */
      readonly hopSamples: number
      /** Whether somebody hears it while it comes. */
      readonly isHeard: boolean
    }

/**
 * Renders one utterance: vocoder, seam, cut to the part that is kept, its own silence at the end cut, stretch, output
 * rate, gain and limiter, fades at the real ends. Yields at most `plannedSamples(plan) - plan.skipSamples` samples:
 * where the sound ends is known when it is there. The caller checks for cancellation between pushes.
 * @param options.sampleRateHz the voice's own
 * @throws AppError 'voice/not-sound'
 */
export async function* renderUtterance(
  options: {
    utterance: Utterance
    plan: RenderPlan
    sampleRateHz: number
    postProcess: PostProcess
  } & SoundSource,
): AsyncGenerator<RenderedPush, void, void> {
  const { plan, sampleRateHz } = options
  const known = 'decoded' in options ? options.decoded : null
  const onDecoded = 'decoded' in options ? undefined : options.onDecoded
  const { hopSamples } = 'decoded' in options ? options : options.vocoder
  const outputRateHz = plan.output.sampleRateHz
  const frameSamples = (hopSamples * outputRateHz) / sampleRateHz / plan.stretch
  const post = options.postProcess({ sampleRateHz, stretch: plan.stretch, output: plan.output })
  const silence = createTrailingSilence(quietMagnitude)
  const chunks = 'decoded' in options ? knownChunks(options) : madeChunks(options)
  const { startSample, endSample } = plan.keep
  const planned = plannedSamples(plan, sampleRateHz)
  const releaseSamples = Math.round(releaseSeconds * sampleRateHz)
  let decoded = known ? startSample : 0
  const made = onDecoded ? new Float32Array(endSample - startSample) : null
  let finished = 0
  let emitted = 0
  let frames = 0
  try {
    let startedAtMilliseconds = wallClockMilliseconds()
    for await (const chunk of chunks) {
      const kept = chunk.samples.subarray(
        Math.max(0, startSample - decoded),
        Math.max(0, endSample - decoded),
      )
      // Before anything else, because a filter would carry what is no number into all that follows.
      guardSamples(kept)
      made?.set(kept, Math.max(0, decoded - startSample))
      decoded += chunk.samples.length
      frames += chunk.frames
      const isLast = decoded >= endSample
      const loud = isLast ? silence.finish(kept, releaseSamples) : silence.write(kept)
      let samples = isLast ? post.finish(loud) : post.write(loud)
      // The receiver is given all of the memory, which may hold what follows.
      if (samples.buffer === kept.buffer) samples = samples.slice()
      // Of the memory that this one came by nothing is needed any more, but of sound that was there already the rest.
      const before = [kept.buffer, loud.buffer].filter((buffer) => buffer !== known?.buffer)
      freeBuffers(...before.filter((buffer) => buffer !== samples.buffer))
      // Between its samples a sound may be louder than at any: a filter can bring that out.
      guardSamples(samples)
      fadeIn(samples, finished, fadeInSeconds * outputRateHz)
      finished += samples.length
      // The ramp may begin in a push before the last. Nothing is cut behind it then: the release is longer than it.
      fadeOut(samples, isLast ? 0 : planned - finished, fadeOutSeconds * outputRateHz)
      const skip = Math.min(samples.length, Math.max(0, plan.skipSamples - (finished - samples.length)))
      if (skip > 0) samples = samples.slice(skip)
      // Reading that starts inside the utterance begins with a ramp of its own.
      if (plan.skipSamples > 0) fadeIn(samples, emitted, fadeInSeconds * outputRateHz)
      emitted += samples.length
      if (samples.length > 0) {
        const milliseconds = wallClockMilliseconds() - startedAtMilliseconds
        const nextFrames = isLast ? 0 : chunk.nextFrames
        const isKept = known !== null
        yield { samples, frames, nextFrames, frameSamples, startedAtMilliseconds, milliseconds, isKept }
        frames = 0
        startedAtMilliseconds = wallClockMilliseconds()
      }
      if (isLast) {
        if (made) onDecoded?.(made)
        return
      }
    }
  } finally {
    post.dispose()
  }
}

/** Sound that is there already, in chunks that hold nobody up. */
async function* knownChunks({
  decoded,
  hopSamples,
  isHeard,
}: Extract<SoundSource, { decoded: Float32Array }>): AsyncGenerator<SeamChunk, void, void> {
  const firstFrames = isHeard ? firstKnownFrames : mostKnownFrames
  for (let at = 0; at < decoded.length;) {
    const chunk = decoded.subarray(at, at + (at === 0 ? firstFrames : mostKnownFrames) * hopSamples)
    at += chunk.length
    const left = Math.ceil((decoded.length - at) / hopSamples)
    const frames = Math.ceil(chunk.length / hopSamples)
    yield { samples: chunk, frames, nextFrames: Math.min(left, mostKnownFrames) }
  }
}

/** As the vocoder is asked for them. */
function madeChunks(options: {
  vocoder: Vocoder
  utterance: Utterance
  plan: RenderPlan
  sampleRateHz: number
}): AsyncGenerator<SeamChunk, void, void> {
  const { vocoder, utterance, plan, sampleRateHz } = options
  return plan.stream.seam === 'cached'
    ? carriedPushes(vocoder, utterance, plan)
    : freshPushes(vocoder, utterance, plan, sampleRateHz)
}

/** The vocoder's state goes from push to push, on the voice's own grid: no seam at all. */
async function* carriedPushes(
  vocoder: Vocoder,
  utterance: Utterance,
  plan: RenderPlan,
): AsyncGenerator<SeamChunk, void, void> {
  const { features } = utterance
  let state = vocoder.init(features, plan.seed)
  let fed = 0
  try {
    const ends = pushEndsOf(vocoder, features, plan)
    for (const [push, until] of ends.entries()) {
      const step = await vocoder.step(features, state, until)
      state = step.state
      const nextFrames = (ends.at(push + 1) ?? until) - until
      yield { samples: step.samples, frames: until - fed, nextFrames }
      fed = until
    }
  } finally {
    vocoder.release?.(state)
  }
}

/**
 * Where the pushes of a sentence end: on the voice's grid, or where a voice that cannot carry its state wants them. The
 * grid begins where sound is kept: the voice's silence before it goes with the first push, instead of being a push that
 * nobody hears and the first sound waits for.
 */
function pushEndsOf(vocoder: Vocoder, features: AcousticFeatures, { keep }: RenderPlan): readonly number[] {
  const unheardFrames = Math.min(features.frames, Math.floor(keep.startSample / vocoder.hopSamples))
  return (
    vocoder.pushEnds?.(features) ??
    pushBoundaries(features.frames, vocoder.lookAheadFrames + unheardFrames, vocoder.pushGrid)
  )
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
