// The speech spectrum of one frame, from a row of the decoder, the excitation and the noise:
// S = e^min(lh, 7) e^(i pi tanh theta) E + e^min(ln, 7) Z + e^min(lr, 7) e^(i phi).

import {
  BINS_STRIDE, EXCITATION_IM, EXCITATION_RE, NOISE_IM, NOISE_RE, ROW_PART_BYTES, SPEECH_IM, SPEECH_RE, VECTOR_BYTES,
} from './layout.as'
import {
  cosineOf, cosineOfRest, exponential, ONE, quadrantOfQuarters, quadrantOfRadians, restOfQuarters, restOfRadians, sineOf,
  sineOfRest, TWO,
} from './polynomials.as'
import { constant, zero } from './vector.as'

const LOG_MAGNITUDE_MOST: usize = memory.data<f32>([7], 4)
/** tanh(9) is 1 in single precision. */
const TANH_MOST: usize = memory.data<f32>([9], 4)
const TANH_LEAST: usize = memory.data<f32>([-9], 4)
const FOUR: usize = memory.data<f32>([4], 4)

// The parts of a row, in bytes from its beginning.
const THETA: i32 = ROW_PART_BYTES
const LOG_NOISE: i32 = 2 * ROW_PART_BYTES
const LOG_FREE: i32 = 3 * ROW_PART_BYTES
const PHI: i32 = 4 * ROW_PART_BYTES

@inline
function magnitude(at: usize): v128 {
  return exponential(f32x4.pmin(v128.load(at), constant(LOG_MAGNITUDE_MOST)))
}

/** pi tanh(theta) in quarter turns, that is 2 tanh(theta) = 2 - 4 / (e^(2 theta) + 1). */
@inline
function turnOf(theta: v128): v128 {
  const clamped = f32x4.pmax(f32x4.pmin(theta, constant(TANH_MOST)), constant(TANH_LEAST))
  const squared = exponential(f32x4.add(clamped, clamped))
  return f32x4.sub(constant(TWO), f32x4.div(constant(FOUR), f32x4.add(squared, constant(ONE))))
}

/**
 * Writes SPEECH for the frame in `lane`. Bins 601 to 603 hold what happens to follow in memory and are never used.
 * @param row       601 lh, theta, ln, lr, phi each, one after the other; 3 more floats are read
 * @param isVoiced  0: the excitation is silent and EXCITATION need not be up to date
 */
export function combine(row: usize, lane: i32, isVoiced: i32): void {
  const excitationRe = EXCITATION_RE + lane * BINS_STRIDE, excitationIm = EXCITATION_IM + lane * BINS_STRIDE
  const speechRe = SPEECH_RE + lane * BINS_STRIDE, speechIm = SPEECH_IM + lane * BINS_STRIDE
  for (let at: i32 = 0; at < ROW_PART_BYTES; at += VECTOR_BYTES) {
    let re = zero(), im = zero()
    if (isVoiced) {
      const turn = turnOf(v128.load(row + THETA + at))
      const quadrant = quadrantOfQuarters(turn), rest = restOfQuarters(turn, quadrant)
      const sine = sineOfRest(rest), cosine = cosineOfRest(rest), gain = magnitude(row + at)
      const filterRe = f32x4.mul(gain, cosineOf(quadrant, sine, cosine))
      const filterIm = f32x4.mul(gain, sineOf(quadrant, sine, cosine))
      const er = v128.load(excitationRe + at), ei = v128.load(excitationIm + at)
      re = f32x4.sub(f32x4.mul(filterRe, er), f32x4.mul(filterIm, ei))
      im = f32x4.add(f32x4.mul(filterRe, ei), f32x4.mul(filterIm, er))
    }
    const noiseGain = magnitude(row + LOG_NOISE + at)
    re = f32x4.add(re, f32x4.mul(noiseGain, v128.load(NOISE_RE + at)))
    im = f32x4.add(im, f32x4.mul(noiseGain, v128.load(NOISE_IM + at)))
    const phi = v128.load(row + PHI + at), freeGain = magnitude(row + LOG_FREE + at)
    const quadrant = quadrantOfRadians(phi), rest = restOfRadians(phi, quadrant)
    const sine = sineOfRest(rest), cosine = cosineOfRest(rest)
    v128.store(speechRe + at, f32x4.add(re, f32x4.mul(freeGain, cosineOf(quadrant, sine, cosine))))
    v128.store(speechIm + at, f32x4.add(im, f32x4.mul(freeGain, sineOf(quadrant, sine, cosine))))
  }
}
