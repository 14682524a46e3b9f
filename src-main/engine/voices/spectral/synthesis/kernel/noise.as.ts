// Complex Gaussian noise as a pure function of seed, frame and bin: nothing is carried from frame to frame, so the
// noise depends neither on the size of a chunk nor on where synthesis began.

import { FLOAT_BYTES, HALF_NORMALS, NOISE_IM, NOISE_RE } from './layout.as'

/** Bins made: 601, rounded up to what vectors read. */
const NOISE_BINS: i32 = 604
const QUANTILE_BITS: u32 = 12
const QUANTILE_MASK: u32 = 4095
const SIGN_SHIFT: u32 = 31
const FRAME_OFFSET: u32 = 0x9e3779b9
const SCRAMBLE: u32 = 0x9e3779b1

/** Integer hash with low bias: multipliers and shifts found by C. Wellons' hash prospector. */
@inline
function hash(value: u32): u32 {
  let x = value
  x ^= x >> 16
  x *= 0x7feb352d
  x ^= x >> 15
  x *= 0x846ca68b
  x ^= x >> 16
  return x
}

/** One of the half-normal quantiles with a random sign: the low 13 bits of `random` choose. */
@inline
function storeNormal(to: usize, random: u32): void {
  const magnitude = i32.load(HALF_NORMALS + (random & QUANTILE_MASK) * FLOAT_BYTES)
  i32.store(to, magnitude ^ (((random >> QUANTILE_BITS) & 1) << SIGN_SHIFT))
}

/** Fills NOISE for one frame: real and imaginary parts of variance 1 each. */
export function noise(seed: u32, frame: u32): void {
  let state = hash(seed ^ hash(frame + FRAME_OFFSET))
  // The generator below (G. Marsaglia's xorshift32) has one bad state.
  if (state == 0) state = 1
  for (let bin = 0; bin < NOISE_BINS; bin++) {
    state ^= state << 13
    state ^= state >> 17
    state ^= state << 5
    const scrambled: u32 = state * SCRAMBLE
    storeNormal(NOISE_RE + bin * FLOAT_BYTES, scrambled >> 19)
    storeNormal(NOISE_IM + bin * FLOAT_BYTES, scrambled >> 3)
  }
}
