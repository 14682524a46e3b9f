import { hopsBeforeCentre, hopSamples } from './geometry'
import type { Kernel } from './kernel'
import type { SynthesisState } from './state'

/** Pitch values up to here, interpolated and rounded, stay at or below the 40 Hz where voicing begins. */
const surelyUnvoicedHz = 39.999
const hopBytes = hopSamples * Float32Array.BYTES_PER_ELEMENT

/**
 * Makes the pulses that frames up to `endFrame` (not included) read; a step before this one made them up to its own
 * `endFrame` (included).
 * @param pulses begins two hops before the centre of the state's next frame
 * @returns the new phase
 */
export function makePulses(
  kernel: Kernel,
  state: SynthesisState,
  endFrame: number,
  pulses: Float32Array,
): number {
  const { f0, nextFrame } = state
  let phaseTurns = state.phaseTurns
  const lastFrame = f0.length - 1
  for (let frame = nextFrame === 0 ? 0 : nextFrame + 1; frame <= Math.min(endFrame, lastFrame); frame++) {
    const to = pulses.byteOffset + (frame - nextFrame + hopsBeforeCentre) * hopBytes
    const previousHz = pitchAt(f0, Math.max(0, frame - 1))
    const nextHz = pitchAt(f0, Math.min(lastFrame, frame + 1))
    phaseTurns = hasPulses(f0, frame)
      ? kernel.pulses(to, previousHz, pitchAt(f0, frame), nextHz, phaseTurns)
      : kernel.silence(to, phaseTurns)
  }
  return phaseTurns
}

/** At or below this a sample is unvoiced; its phase runs on at this rate. */
const leastPitchHz = 40
/** More than one turn a sample cannot be told from less. */
const mostPitchHz = 24_000
const sampleRateHz = 24_000

/**
 * The phase to begin a window of a sentence with, so that its pulses fall where the sentence's do: within 1e-3 turns,
 * because `makePulses` rounds every sample as the voice does.
 * @param firstFrame of the window, which is not seen before its first frame: pitch is constant there
 * @returns turns, in [0, 1)
 */
export function phaseOfWindow(f0: Float32Array, firstFrame: number): number {
  const turns = phaseAtFrame(f0, firstFrame + 1) - phaseAtFrame(f0.subarray(firstFrame), 1)
  return turns - Math.floor(turns)
}

/** Phase before a frame, in [0, 1), by summing up the pitch. */
function phaseAtFrame(f0: Float32Array, frame: number): number {
  let turns = 0
  for (let i = 0; i < frame; i++) {
    const currentHz = pitchAt(f0, i)
    const aroundHz = [pitchAt(f0, Math.max(0, i - 1)), pitchAt(f0, Math.min(f0.length - 1, i + 1))]
    for (const [side, otherHz] of aroundHz.entries()) {
      // From half-way to the neighbour's centre up to the frame's own: weights of the other run from 1/2 to 0.
      if (isPlain(otherHz) && isPlain(currentHz))
        turns += ((otherHz * 0.25 + currentHz * 0.75) * hopSamples) / (2 * sampleRateHz)
      else
        for (let j = 0; j < hopSamples / 2; j++) {
          const weight = 0.5 - (j + 0.5) / hopSamples
          const position = side === 0 ? weight : 0.5 - weight
          const hz = otherHz * position + currentHz * (1 - position)
          turns += (hz > leastPitchHz ? Math.min(hz, mostPitchHz) : leastPitchHz) / sampleRateHz
        }
    }
    turns -= Math.floor(turns)
  }
  return turns
}

/** Voiced, and no number that needs care. */
function isPlain(hz: number): boolean {
  return hz > leastPitchHz && hz < mostPitchHz
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
export function frameVoicing(f0: Float32Array, firstFrame: number, count: number): boolean[] {
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
export function reflectStart(pulses: Float32Array, frameCount: number): void {
  const centre = hopsBeforeCentre * hopSamples
  pulses[0] = 0
  for (let t = 1; t < centre; t++) {
    pulses[centre - t] = pulses[centre + reflected(-t, frameCount * hopSamples)] ?? 0
  }
}

/** Mirrors the last pulses behind the end, one hop of them. */
export function reflectEnd(pulses: Float32Array, nextFrame: number, frameCount: number): void {
  const length = frameCount * hopSamples
  const origin = (hopsBeforeCentre - nextFrame) * hopSamples
  for (let t = length; t < length + hopSamples; t++) {
    pulses[origin + t] = pulses[origin + reflected(t, length)] ?? 0
  }
}
