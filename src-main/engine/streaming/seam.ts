import { assertNever } from '@contract/assert'
import type { StreamSettings } from '@contract/settings'

/** Decodes frames [startFrame, endFrame) without any carried state. */
export type WindowDecoder = (startFrame: number, endFrame: number) => Promise<Float32Array<ArrayBuffer>>

export interface SeamChunk {
  readonly samples: Float32Array<ArrayBuffer>
  readonly frames: number
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
  // Samples of the chunk before at the instants that the next chunk begins with.
  let previous: Float32Array = new Float32Array(0)
  for (let start = 0; start < frames;) {
    const end = Math.min(frames, start + Math.max(1, Math.round(options.nextChunkFrames())))
    const windowStart = Math.max(0, start - overlap.framesEarly)
    const windowEnd = Math.min(frames, end + overlap.framesLate)
    const decoded = await decode(windowStart, windowEnd)
    // With an early start the chunk is held back by the overlap, so the blend falls on samples not yet sent.
    const sentFrom = start === 0 ? 0 : windowStart
    const sentUntil = end === frames ? frames : end - overlap.framesEarly
    blendInto(decoded, previous, overlap.curve)
    const length = Math.max(0, sentUntil - sentFrom) * hopSamples
    const samples = decoded.slice(0, length)
    previous = decoded.slice(length, length + overlap.samples)
    if (samples.length > 0) yield { samples, frames: end - start }
    start = end
  }
}

interface Overlap {
  framesEarly: number
  framesLate: number
  samples: number
  curve: (position: number) => number
}

const linear = (position: number): number => position
/** Weights of both sides add up to 1 at every instant. */
const raisedCosine = (position: number): number => 0.5 - 0.5 * Math.cos(Math.PI * position)

function overlapOf(stream: StreamSettings, sampleRateHz: number, hopSamples: number): Overlap {
  switch (stream.seam) {
    case 'overlap-add':
      return {
        framesEarly: stream.overlapFrames,
        framesLate: 0,
        samples: stream.overlapFrames * hopSamples,
        curve: raisedCosine,
      }
    case 'cross-fade': {
      const samples = Math.round((stream.crossFadeMilliseconds / 1_000) * sampleRateHz)
      return { framesEarly: 0, framesLate: Math.ceil(samples / hopSamples), samples, curve: linear }
    }
    case 'none':
    case 'cached':
      return { framesEarly: 0, framesLate: 0, samples: 0, curve: linear }
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
