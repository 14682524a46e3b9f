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
