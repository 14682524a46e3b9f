import type { SeamMode, StreamSettings } from '@contract/settings'
import { joinedSamples } from '@contract/joined-samples'
import { pushBoundaries } from '../streaming/push-grid'
import { joinWindows } from '../streaming/seam'
import type { Utterance, Vocoder } from '../voices/voice'

/** Noise of every take: the same, or they would differ by that. */
const seed = 1

/** What decoding in pushes gave. */
export interface Decoding {
  readonly samples: Float32Array<ArrayBuffer>
  /** Where one chunk ends and the next begins; ends of sentences are no joins. */
  readonly joins: readonly number[]
  /** Until the first samples were there, from features. */
  readonly firstMilliseconds: number
  readonly milliseconds: number
}

/** How a text is cut and joined. `frames` of Infinity is everything at once. */
export interface DecodingPlan {
  readonly seam: SeamMode
  readonly pushFrames: number
  /** Lengths of blends; its `seam` and chunk sizes are not looked at. */
  readonly stream: StreamSettings
  readonly sampleRateHz: number
}

/** Decodes sentences one after another in pushes of one size. @throws `signal.reason` between two pushes */
export async function decodeInPushes(
  vocoder: Vocoder,
  utterances: readonly Utterance[],
  plan: DecodingPlan,
  signal: AbortSignal,
): Promise<Decoding> {
  const pieces: Float32Array[] = []
  const joins: number[] = []
  let length = 0
  let firstMilliseconds: number | null = null
  const startedAt = performance.now()
  for (const utterance of utterances) {
    let isInside = false
    for await (const samples of pushes(vocoder, utterance, plan)) {
      signal.throwIfAborted()
      if (samples.length === 0) continue
      firstMilliseconds ??= performance.now() - startedAt
      if (isInside) joins.push(length)
      isInside = true
      pieces.push(samples)
      length += samples.length
    }
  }
  const milliseconds = performance.now() - startedAt
  return {
    samples: joinedSamples(...pieces),
    joins,
    firstMilliseconds: firstMilliseconds ?? milliseconds,
    milliseconds,
  }
}

async function* pushes(
  vocoder: Vocoder,
  { features }: Utterance,
  { seam, pushFrames, stream, sampleRateHz }: DecodingPlan,
): AsyncGenerator<Float32Array, void, void> {
  const frames = Math.min(pushFrames, features.frames)
  if (seam !== 'cached') {
    const chunks = joinWindows({
      frames: features.frames,
      hopSamples: vocoder.hopSamples,
      sampleRateHz,
      stream: { ...stream, seam },
      nextChunkFrames: () => frames,
      decode: (startFrame, endFrame) => vocoder.decodeWindow(features, startFrame, endFrame, seed),
    })
    for await (const { samples } of chunks) yield samples
    return
  }
  let state = vocoder.init(features, seed)
  const grid = { frames: [frames], minimumTailFrames: 1 }
  try {
    for (const untilFrame of pushBoundaries(features.frames, vocoder.lookAheadFrames, grid)) {
      const step = await vocoder.step(features, state, untilFrame)
      state = step.state
      yield step.samples
    }
  } finally {
    vocoder.release?.(state)
  }
}
