import { assert } from '@contract/assert'
import { frameVoicing, makePulses, reflectEnd, reflectStart } from './excitation'
import { finishedSamples } from './finished-samples'
import { carriedHops, hopSamples, spectrumRowFloats } from './geometry'
import { createKernel } from './kernel'
import { assertState, initialState, type SynthesisStart, type SynthesisState } from './state'
import { hannWindow } from './tables'

export type { SynthesisState } from './state'

/** Turns rows from the decoder and a pitch curve into samples, chunk by chunk; the same samples for any chunk size. */
export interface Synthesizer {
  /**
   * Where rows are to be written before `step`: [frames, 3005] float32, time-major, each row lh, theta, ln, lr, phi of
   * 601 bins. A view of the kernel's memory, valid for good, its content until the next `step`; 1 ≤ frames ≤ maxFrames.
   */
  spectrumRows(frames: number): Float32Array
  /**
   * @param f0   Hz, one per frame of the whole sentence, at least one; kept by reference: do not change it
   * @param seed an integer; sentences with the same seed have the same noise
   * @param start where `f0` begins in its sentence, if it is a window of one: it has the pulses and the noise of its place
   */
  init(f0: Float32Array, seed: number, start?: SynthesisStart): SynthesisState
  /**
   * Takes the first `frames` rows in. Two blocks of 300 samples are held back until the last frame of the sentence,
   * so a first step of n frames gives n - 2 blocks and the last one n + 2.
   * @param state  from `init` or the step before; replaced, do not reuse
   * @param frames 1 ≤ frames ≤ maxFrames, not beyond the end of the sentence
   * @returns samples owned by the caller, at 24 kHz
   */
  step(state: SynthesisState, frames: number): { samples: Float32Array<ArrayBuffer>; state: SynthesisState }
}

/** Frames transformed at once, one in each lane of a vector. */
const laneCount = 4
const carriedSamples = carriedHops * hopSamples
/** The kernel's vectors read up to three floats beyond a row. */
const rowPaddingFloats = 4
const bytesPerFloat = Float32Array.BYTES_PER_ELEMENT

/**
 * Makes a synthesizer with memory for steps of up to `maxFrames` (12 kB + 2.4 kB a frame); it holds nothing of the
 * sentences it serves, so one may serve several in turn, step by step.
 *
 * Method: the published synthesis of the hibari voices (Apache-2.0), rebuilt from its description. The excitation, a
 * band-limited pulse train, is analysed frame by frame, filtered and mixed with noise in the spectrum, and overlap-added.
 * Frame i reads the pulses of frames i - 2 to i + 1 and reaches output blocks i - 2 to i + 1.
 */
export function createSynthesizer({ maxFrames }: { maxFrames: number }): Synthesizer {
  assert(Number.isInteger(maxFrames) && maxFrames >= 1, 'maxFrames is a positive integer')
  const rowsFloats = roundUpToVectors(maxFrames * spectrumRowFloats + rowPaddingFloats)
  // A group of four frames is analysed whole even where fewer are wanted.
  const pulseFloats = (maxFrames + carriedHops + laneCount - 1) * hopSamples
  const overlapFloats = (maxFrames + carriedHops) * hopSamples
  const kernel = createKernel((rowsFloats + pulseFloats + overlapFloats) * bytesPerFloat)
  const window = hannWindow()
  const view = (byteOffset: number, floats: number) => new Float32Array(kernel.memory, byteOffset, floats)
  const rows = view(kernel.base, rowsFloats)
  const pulses = view(rows.byteOffset + rows.byteLength, pulseFloats)
  const overlap = view(pulses.byteOffset + pulses.byteLength, overlapFloats)

  return {
    spectrumRows(frames) {
      assertFrames(frames, maxFrames)
      return rows.subarray(0, frames * spectrumRowFloats)
    },

    init: initialState,

    step(state, frames) {
      assertFrames(frames, maxFrames)
      assertState(state)
      const { f0, nextFrame } = state
      const endFrame = nextFrame + frames
      assert(endFrame <= f0.length, 'a step stays within the sentence')

      pulses.set(state.pulses)
      const phaseTurns = makePulses(kernel, state, endFrame, pulses)
      if (nextFrame === 0) reflectStart(pulses, f0.length)
      if (endFrame === f0.length) reflectEnd(pulses, nextFrame, f0.length)

      overlap.set(state.overlap)
      overlap.fill(0, carriedSamples, carriedSamples + frames * hopSamples)
      for (let frame = nextFrame; frame < endFrame; frame += laneCount) {
        const count = Math.min(laneCount, endFrame - frame)
        const done = frame - nextFrame
        const hopOffset = done * hopSamples * bytesPerFloat
        const isVoiced = frameVoicing(f0, frame, count)
        if (isVoiced.includes(true)) kernel.analyse(pulses.byteOffset + hopOffset)
        for (let lane = 0; lane < count; lane++) {
          kernel.noise(state.seed, state.firstFrame + frame + lane)
          const row = rows.byteOffset + (done + lane) * spectrumRowFloats * bytesPerFloat
          kernel.combine(row, lane, isVoiced[lane] ? 1 : 0)
        }
        kernel.overlapAdd(overlap.byteOffset + hopOffset, count)
      }

      const keptFrom = frames * hopSamples
      return {
        samples: finishedSamples(overlap, nextFrame, endFrame, f0.length, window),
        state: {
          f0,
          seed: state.seed,
          firstFrame: state.firstFrame,
          nextFrame: endFrame,
          phaseTurns,
          pulses: pulses.slice(keptFrom, keptFrom + carriedSamples),
          overlap: overlap.slice(keptFrom, keptFrom + carriedSamples),
        },
      }
    },
  }
}

function assertFrames(frames: number, maxFrames: number): void {
  assert(
    Number.isInteger(frames) && frames >= 1 && frames <= maxFrames,
    `frames is an integer, 1 to ${maxFrames}`,
  )
}

function roundUpToVectors(floats: number): number {
  return Math.ceil(floats / laneCount) * laneCount
}
