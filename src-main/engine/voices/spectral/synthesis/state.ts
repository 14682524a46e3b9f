import { assert } from '@contract/assert'
import { carriedHops, hopSamples } from './geometry'

const carriedSamples = carriedHops * hopSamples

/**
 * Where a sentence stands between two steps: plain data, to be kept, cloned, compared or taken to another synthesizer.
 * Every array is owned by the state and never written again.
 */
export interface SynthesisState {
  /** Hz, one value per frame of the whole sentence; the caller's own array, by reference. */
  readonly f0: Float32Array
  /** Noise is a function of this (32 bits), the frame of the sentence and the bin. */
  readonly seed: number
  /** Frames of the sentence before the first of `f0`: 0, unless it is a window of one. */
  readonly firstFrame: number
  /** The next spectral frame; frames 0 to `nextFrame` - 1 are in. */
  readonly nextFrame: number
  /** Phase of the pulse train after the last pulse sample made, float64, in turns, in [0, 1). */
  readonly phaseTurns: number
  /** The last 900 pulse samples, from two hops before the next frame's centre to one hop after it. */
  readonly pulses: Float32Array
  /** The 900 samples that frames so far have reached and frames to come will add to. */
  readonly overlap: Float32Array
}

/** Where a window lies in its sentence. */
export interface SynthesisStart {
  readonly firstFrame: number
  /** Phase of the sentence's pulse train there, in turns, in [0, 1). @see phaseOfWindow */
  readonly phaseTurns: number
}

/** The state before the first frame of a sentence, or of a window of one. */
export function initialState(
  f0: Float32Array,
  seed: number,
  { firstFrame, phaseTurns }: SynthesisStart = { firstFrame: 0, phaseTurns: 0 },
): SynthesisState {
  assert(f0.length >= 1, 'a sentence has at least one frame')
  assert(Number.isInteger(seed), 'the seed is an integer')
  return {
    f0,
    seed,
    firstFrame,
    nextFrame: 0,
    phaseTurns,
    pulses: new Float32Array(carriedSamples),
    overlap: new Float32Array(carriedSamples),
  }
}

/** A state may have been kept or sent elsewhere: what the kernel relies on is checked. */
export function assertState(state: SynthesisState): void {
  assert(Number.isInteger(state.nextFrame) && state.nextFrame >= 0, 'the state knows its next frame')
  assert(state.pulses.length === carriedSamples, `a state carries ${carriedSamples} pulse samples`)
  assert(state.overlap.length === carriedSamples, `a state carries ${carriedSamples} samples of overlap`)
}
