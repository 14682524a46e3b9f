import fc from 'fast-check'
import type { AudioStage } from '../../src-main/engine/audio/post/audio-stage'
import { createRandom } from './random'

/** Lengths that samples are cut into, hostile ones among them: nothing, single samples, more than there is. */
export const cuts = fc.array(fc.oneof(fc.nat(3), fc.nat(700), fc.nat(9_000)), { maxLength: 12 })

/** Puts samples through a stage in pieces of the given lengths, and the rest in one. The stage is disposed. */
export function through(
  stage: AudioStage,
  samples: Float32Array,
  totalSamples: number,
  lengths: readonly number[] = [],
): Float32Array {
  const parts: Float32Array[] = []
  let at = 0
  for (const length of lengths) {
    parts.push(stage.write(samples.subarray(at, at + length)))
    at = Math.min(samples.length, at + length)
  }
  parts.push(stage.finish(samples.subarray(at), totalSamples))
  stage.dispose()
  const result = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0))
  let filled = 0
  for (const part of parts) {
    result.set(part, filled)
    filled += part.length
  }
  return result
}

/** The most samples that a stage held back while it was fed, in samples written. */
export function heldBack(stage: AudioStage, samples: Float32Array, ratio: number, block: number): number {
  let most = 0
  let out = 0
  for (let at = 0; at < samples.length; at += block) {
    out += stage.write(samples.subarray(at, at + block)).length
    most = Math.max(most, Math.min(samples.length, at + block) - out / ratio)
  }
  stage.dispose()
  return most
}

/** Noise without a library, the same for a seed, in -peak..peak. */
export function noise(length: number, seed: number, peak = 0.5): Float32Array<ArrayBuffer> {
  const random = createRandom(seed)
  return Float32Array.from({ length }, () => (2 * random() - 1) * peak)
}
