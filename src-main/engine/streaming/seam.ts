import { assertNever } from '@contract/assert'
import type { StreamSettings } from '@contract/settings'
import { joinedSamples } from '@contract/joined-samples'
import { automaticCrossFadeMilliseconds, crossFadeLength } from './cross-fade-length'

/** Decodes frames [startFrame, endFrame) without any carried state. */
export type WindowDecoder = (startFrame: number, endFrame: number) => Promise<Float32Array<ArrayBuffer>>

export interface SeamChunk {
  readonly samples: Float32Array<ArrayBuffer>
  readonly frames: number
  /** Frames of the chunk after it, as far as can be said; 0 after the last. */
  readonly nextFrames: number
}

/**
 * The seam modes that carry nothing across: every chunk is decoded afresh and joined to the one before it.
 * @param nextChunkFrames asked before every chunk, at least 1
 * @returns chunks that add up to frames * hopSamples samples
 */
export async function* joinWindows(options: {
  frames: number
  hopSamples: number
  sampleRateHz: number
  stream: StreamSettings
  nextChunkFrames: () => number
  decode: WindowDecoder
}): AsyncGenerator<SeamChunk, void, void> {
  const { frames, hopSamples, decode } = options
  const overlap = overlapOf(options.stream, options.sampleRateHz, hopSamples)
  // Samples of the chunk before at the instants that the next chunk begins with, and those sent just before them.
  let previous: Float32Array = new Float32Array(0)
  let sent: Float32Array = new Float32Array(0)
  for (let start = 0; start < frames;) {
    const end = Math.min(frames, start + Math.max(1, Math.round(options.nextChunkFrames())))
    const windowStart = Math.max(0, start - overlap.framesEarly)
    const windowEnd = Math.min(frames, end + overlap.framesLate)
    const decoded = await decode(windowStart, windowEnd)
    // With an early start the chunk is held back by the overlap, so the blend falls on samples not yet sent.
    const sentFrom = start === 0 ? 0 : windowStart
    const sentUntil = end === frames ? frames : end - overlap.framesEarly
    blendInto(decoded, previous.subarray(0, overlap.length(sent, previous)), overlap.curve)
    const length = Math.max(0, sentUntil - sentFrom) * hopSamples
    const samples = decoded.slice(0, length)
    sent = decoded.slice(Math.max(0, length - overlap.samples), length)
    previous = decoded.slice(length, length + overlap.samples)
    if (samples.length > 0)
      yield { samples, frames: end - start, nextFrames: Math.min(end - start, frames - end) }
    start = end
  }
}

interface Overlap {
  framesEarly: number
  framesLate: number
  /** The most that two chunks share. */
  samples: number
  curve: (position: number) => number
  /** How much of it is blended at a join, from the earlier chunk's samples before and after the border. */
  length: (before: Float32Array, after: Float32Array) => number
}

const linear = (position: number): number => position
/** Weights of both sides add up to 1 at every instant. */
const raisedCosine = (position: number): number => 0.5 - 0.5 * Math.cos(Math.PI * position)

function overlapOf(stream: StreamSettings, sampleRateHz: number, hopSamples: number): Overlap {
  switch (stream.seam) {
    case 'overlap-add': {
      const samples = stream.overlapFrames * hopSamples
      const curve = stream.overlapCurve === 'linear' ? linear : raisedCosine
      return { framesEarly: stream.overlapFrames, framesLate: 0, samples, curve, length: () => samples }
    }
    case 'cross-fade': {
      const wanted = stream.crossFadeMilliseconds
      const milliseconds = wanted === 'auto' ? automaticCrossFadeMilliseconds.max : wanted
      const samples = Math.round((milliseconds / 1_000) * sampleRateHz)
      const framesLate = Math.ceil(samples / hopSamples)
      const length = (before: Float32Array, after: Float32Array): number =>
        wanted === 'auto' ? crossFadeLength(joinedSamples(before, after), sampleRateHz) : samples
      return { framesEarly: 0, framesLate, samples, curve: linear, length }
    }
    case 'none':
    case 'cached':
      return { framesEarly: 0, framesLate: 0, samples: 0, curve: linear, length: () => 0 }
    default:
      return assertNever(stream.seam)
  }
}

/** Fades `later` in over `earlier` at the start of `later`, in place. */
function blendInto(later: Float32Array, earlier: Float32Array, curve: (position: number) => number): void {
  const length = Math.min(later.length, earlier.length)
  for (let i = 0; i < length; i++) {
    const weight = curve((i + 0.5) / length)
    later[i] = later[i] * weight + earlier[i] * (1 - weight)
  }
}
