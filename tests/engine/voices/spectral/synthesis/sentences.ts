import {
  binCount,
  spectrumRowFloats,
} from '../../../../../src-main/engine/voices/spectral/synthesis/geometry'
import type {
  Synthesizer,
  SynthesisState,
} from '../../../../../src-main/engine/voices/spectral/synthesis/synthesizer'

/** A sentence as the decoder would hand it over. */
export interface Sentence {
  readonly rows: Float32Array
  readonly f0: Float32Array
  readonly seed: number
}

/** Seeded numbers in [0, 1) (a linear congruential generator with Knuth's 64-bit constants cut to 32). */
export function uniform(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

/** Random spectra with magnitudes like those of real speech: falling with frequency, peak of the audio below 1. */
export function randomSentence(
  frames: number,
  seed: number,
  f0: Float32Array = speechPitch(frames),
): Sentence {
  const random = uniform(seed)
  const between = (low: number, high: number) => low + (high - low) * random()
  const rows = new Float32Array(frames * spectrumRowFloats)
  for (let frame = 0; frame < frames; frame++) {
    for (let bin = 0; bin < binCount; bin++) {
      const at = frame * spectrumRowFloats + bin
      const slope = (-4 * bin) / binCount
      rows[at] = slope + between(-4, 2)
      rows[at + binCount] = between(-3, 3)
      rows[at + 2 * binCount] = slope + between(-4, 1)
      rows[at + 3 * binCount] = slope + between(-4, 2)
      rows[at + 4 * binCount] = between(-12, 12)
    }
  }
  return { rows, f0, seed }
}

/** 100 to 300 Hz, with unvoiced stretches. */
export function speechPitch(frames: number): Float32Array {
  return Float32Array.from({ length: frames }, (_, k) =>
    k % 23 > 17 ? 0 : 200 + 80 * Math.sin(k / 7) + 20 * Math.cos(1.3 * k),
  )
}

/** Copies rows in and steps once. */
export function feed(
  synthesizer: Synthesizer,
  sentence: Sentence,
  state: SynthesisState,
  frames: number,
): { samples: Float32Array; state: SynthesisState } {
  const from = state.nextFrame * spectrumRowFloats
  synthesizer.spectrumRows(frames).set(sentence.rows.subarray(from, from + frames * spectrumRowFloats))
  return synthesizer.step(state, frames)
}

/** A whole sentence in steps of `chunkFrames` frames, the last one shorter. */
export function synthesize(synthesizer: Synthesizer, sentence: Sentence, chunkFrames: number): Float32Array {
  let state = synthesizer.init(sentence.f0, sentence.seed)
  const parts: Float32Array[] = []
  while (state.nextFrame < sentence.f0.length) {
    const frames = Math.min(chunkFrames, sentence.f0.length - state.nextFrame)
    const result = feed(synthesizer, sentence, state, frames)
    parts.push(result.samples)
    state = result.state
  }
  return concatenate(parts)
}

/** Joins what the steps returned. */
export function concatenate(parts: readonly Float32Array[]): Float32Array {
  const whole = new Float32Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

/** The largest difference between two signals; Infinity where they differ in length or either is not a number. */
export function peakDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return Infinity
  let peak = 0
  for (let n = 0; n < a.length; n++) {
    const difference = Math.abs(a[n]! - b[n]!)
    if (!(difference <= peak)) peak = Number.isNaN(difference) ? Infinity : difference
  }
  return peak
}

/** The largest magnitude of a signal. */
export function peakOf(samples: ArrayLike<number>): number {
  return peakDifference(samples, new Float32Array(samples.length))
}
