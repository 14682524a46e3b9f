import { assert } from '@contract/assert'
import { frameSamples, hopSamples, spectrumRowFloats } from './geometry'
import { createKernel, type Kernel } from './kernel'
import { fullWindowEnergy, hannWindow } from './tables'

/**
 * Where a sentence stands between two steps: plain data, to be kept, cloned, compared or taken to another synthesizer.
 * Every array is owned by the state and never written again.
 */
export interface SynthesisState {
  /** Hz, one value per frame of the whole sentence; the caller's own array, by reference. */
  readonly f0: Float32Array
  /** Noise is a function of this (32 bits), the frame and the bin. */
  readonly seed: number
  /** The next spectral frame; frames 0 to `nextFrame` - 1 are in. */
  readonly nextFrame: number
  /** Phase of the pulse train after the last pulse sample made, float64, in turns, in [0, 1). */
  readonly phaseTurns: number
  /** The last 900 pulse samples, from two hops before the next frame's centre to one hop after it. */
  readonly pulses: Float32Array
  /** The 900 samples that frames so far have reached and frames to come will add to. */
  readonly overlap: Float32Array
}

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
   */
  init(f0: Float32Array, seed: number): SynthesisState
  /**
   * Takes the first `frames` rows in. Two blocks of 300 samples are held back until the last frame of the sentence,
   * so a first step of n frames gives n - 2 blocks and the last one n + 2.
   * @param state  from `init` or the step before; replaced, do not reuse
   * @param frames 1 ≤ frames ≤ maxFrames, not beyond the end of the sentence
   * @returns samples owned by the caller, at 24 kHz
   */
  step(state: SynthesisState, frames: number): { samples: Float32Array; state: SynthesisState }
}

/** Frames transformed at once, one in each lane of a vector. */
const laneCount = 4
/** Window hops that a frame reaches back from its centre. */
const hopsBeforeCentre = 2
const carriedHops = frameSamples / hopSamples - 1
const carriedSamples = carriedHops * hopSamples
/** The kernel's vectors read up to three floats beyond a row. */
const rowPaddingFloats = 4
/** Pitch values up to here, interpolated and rounded, stay at or below the 40 Hz where voicing begins. */
const surelyUnvoicedHz = 39.999
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
  const view = (byteOffset: number, floats: number) => new Float32Array(kernel.memory, byteOffset, floats)
  const rows = view(kernel.base, rowsFloats)
  const pulses = view(rows.byteOffset + rows.byteLength, pulseFloats)
  const overlap = view(pulses.byteOffset + pulses.byteLength, overlapFloats)

  return {
    spectrumRows(frames) {
      assertFrames(frames, maxFrames)
      return rows.subarray(0, frames * spectrumRowFloats)
    },

    init(f0, seed) {
      assert(f0.length >= 1, 'a sentence has at least one frame')
      assert(Number.isInteger(seed), 'the seed is an integer')
      return {
        f0,
        seed,
        nextFrame: 0,
        phaseTurns: 0,
        pulses: new Float32Array(carriedSamples),
        overlap: new Float32Array(carriedSamples),
      }
    },

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
      overlap.fill(0, carriedSamples)
      for (let frame = nextFrame; frame < endFrame; frame += laneCount) {
        const count = Math.min(laneCount, endFrame - frame)
        const done = frame - nextFrame
        const hopOffset = done * hopSamples * bytesPerFloat
        const isVoiced = frameVoicing(f0, frame, count)
        if (isVoiced.includes(true)) kernel.analyse(pulses.byteOffset + hopOffset)
        for (let lane = 0; lane < count; lane++) {
          kernel.noise(state.seed, frame + lane)
          const row = rows.byteOffset + (done + lane) * spectrumRowFloats * bytesPerFloat
          kernel.combine(row, lane, isVoiced[lane] ? 1 : 0)
        }
        kernel.overlapAdd(overlap.byteOffset + hopOffset, count)
      }

      const keptFrom = frames * hopSamples
      return {
        samples: finishedSamples(overlap, nextFrame, endFrame, f0.length),
        state: {
          f0,
          seed: state.seed,
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

function assertState(state: SynthesisState): void {
  assert(Number.isInteger(state.nextFrame) && state.nextFrame >= 0, 'the state knows its next frame')
  assert(state.pulses.length === carriedSamples, `a state carries ${carriedSamples} pulse samples`)
  assert(state.overlap.length === carriedSamples, `a state carries ${carriedSamples} samples of overlap`)
}

/**
 * Makes the pulses that frames up to `endFrame` (not included) read; a step before this one made them up to its own
 * `endFrame` (included).
 * @param pulses begins two hops before the centre of the state's next frame
 * @returns the new phase
 */
function makePulses(kernel: Kernel, state: SynthesisState, endFrame: number, pulses: Float32Array): number {
  const { f0, nextFrame } = state
  let phaseTurns = state.phaseTurns
  const lastFrame = f0.length - 1
  for (let frame = nextFrame === 0 ? 0 : nextFrame + 1; frame <= Math.min(endFrame, lastFrame); frame++) {
    const to = pulses.byteOffset + (frame - nextFrame + hopsBeforeCentre) * hopSamples * bytesPerFloat
    const previousHz = pitchAt(f0, Math.max(0, frame - 1))
    const nextHz = pitchAt(f0, Math.min(lastFrame, frame + 1))
    phaseTurns = hasPulses(f0, frame)
      ? kernel.pulses(to, previousHz, pitchAt(f0, frame), nextHz, phaseTurns)
      : kernel.silence(to, phaseTurns)
  }
  return phaseTurns
}

function pitchAt(f0: Float32Array, frame: number): number {
  return f0[frame] ?? 0
}

/** Whether any sample of a frame can be voiced: pitch is interpolated between a frame and its neighbours. */
function hasPulses(f0: Float32Array, frame: number): boolean {
  for (let near = frame - 1; near <= frame + 1; near++) if (pitchAt(f0, near) > surelyUnvoicedHz) return true
  return false
}

/** For `count` frames from `firstFrame` on: whether the excitation that each of them sees can be other than silent. */
function frameVoicing(f0: Float32Array, firstFrame: number, count: number): boolean[] {
  const voicing: boolean[] = []
  for (let frame = firstFrame; frame < firstFrame + count; frame++) {
    let isVoiced = false
    for (let seen = frame - 2; seen <= frame + 1; seen++) isVoiced ||= hasPulses(f0, seen)
    voicing.push(isVoiced)
  }
  return voicing
}

/** Where sample `index` of the mirrored signal lies in a signal of `length` samples (both ends are not repeated). */
function reflected(index: number, length: number): number {
  const period = 2 * (length - 1)
  const inPeriod = ((index % period) + period) % period
  return inPeriod < length ? inPeriod : period - inPeriod
}

/** Mirrors the first frames' pulses before the start; the very first sample has weight 0 and may not exist yet. */
function reflectStart(pulses: Float32Array, frameCount: number): void {
  const centre = hopsBeforeCentre * hopSamples
  pulses[0] = 0
  for (let t = 1; t < centre; t++) {
    pulses[centre - t] = pulses[centre + reflected(-t, frameCount * hopSamples)] ?? 0
  }
}

/** Mirrors the last pulses behind the end, one hop of them. */
function reflectEnd(pulses: Float32Array, nextFrame: number, frameCount: number): void {
  const length = frameCount * hopSamples
  const origin = (hopsBeforeCentre - nextFrame) * hopSamples
  for (let t = length; t < length + hopSamples; t++) {
    pulses[origin + t] = pulses[origin + reflected(t, length)] ?? 0
  }
}

/**
 * Copies out the blocks that no frame to come will reach. Block b is reached by frames b - 3 to b; the first two lie
 * before the sentence. Where fewer than four frames reach, at both ends, the window's energy is less than the kernel
 * has assumed, and the block is scaled up.
 */
function finishedSamples(
  overlap: Float32Array,
  nextFrame: number,
  endFrame: number,
  frameCount: number,
): Float32Array {
  const firstBlock = Math.max(nextFrame, hopsBeforeCentre)
  const endBlock = Math.max(firstBlock, endFrame === frameCount ? frameCount + hopsBeforeCentre : endFrame)
  const samples = overlap.slice((firstBlock - nextFrame) * hopSamples, (endBlock - nextFrame) * hopSamples)
  for (let block = firstBlock; block < endBlock; block++) {
    if (block >= carriedHops && block < frameCount) continue
    const at = (block - firstBlock) * hopSamples
    scaleEdge(samples.subarray(at, at + hopSamples), block, frameCount)
  }
  return samples
}

function scaleEdge(samples: Float32Array, block: number, frameCount: number): void {
  const window = hannWindow()
  for (let t = 0; t < hopSamples; t++) {
    let energy = 0
    for (let frame = Math.max(0, block - carriedHops); frame <= Math.min(block, frameCount - 1); frame++) {
      energy += (window[(block - frame) * hopSamples + t] ?? 0) ** 2
    }
    samples[t] = ((samples[t] ?? 0) * fullWindowEnergy) / energy
  }
}

function roundUpToVectors(floats: number): number {
  return Math.ceil(floats / laneCount) * laneCount
}
