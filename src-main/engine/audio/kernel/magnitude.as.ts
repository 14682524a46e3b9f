// How high samples are: by their bits, in which a higher magnitude is a greater number, and what is no number the greatest.

import { LANES, VECTOR_BYTES } from './layout.as'

/** Bits of four samples without their signs. */
@inline
export function magnitudes(samples: v128): v128 {
  return v128.and(samples, i32x4.splat(0x7fff_ffff))
}

@inline
export function greatestLane(magnitudes: v128): f32 {
  const pairs = i32x4.max_s(magnitudes, v128.shuffle<i32>(magnitudes, magnitudes, 2, 3, 0, 1))
  return f32x4.extract_lane(i32x4.max_s(pairs, v128.shuffle<i32>(pairs, pairs, 1, 0, 3, 2)), 0)
}

/** The highest magnitude of `count` samples, a multiple of 8; NaN where one is NaN. */
export function highestMagnitude(samples: usize, count: i32): f32 {
  // Two at a time: one waits for the last comparison.
  let even = i32x4.splat(0), odd = i32x4.splat(0)
  for (let i = 0; i < count; i += 2 * LANES) {
    even = i32x4.max_s(even, magnitudes(v128.load(samples)))
    odd = i32x4.max_s(odd, magnitudes(v128.load(samples, VECTOR_BYTES)))
    samples += 2 * VECTOR_BYTES
  }
  return greatestLane(i32x4.max_s(even, odd))
}
