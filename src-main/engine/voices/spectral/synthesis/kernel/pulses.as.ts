// The excitation: a pulse train with every harmonic up to 11 kHz at unit amplitude, in closed form,
// sum over h <= H of cos(h t) = sin((H + 1/2) t) / (2 sin(t / 2)) - 1/2, and silence where the pitch is below 40 Hz.

import { DOUBLE_BYTES, FLOAT_BYTES, HOP_SAMPLES, PHASES, PITCH_WEIGHTS, VECTOR_BYTES } from './layout.as'
import {
  cosineOfRest, HALF, ONE, quadrantOfQuarters, restOfQuarters, sineOf, sineOfRest, TWO,
} from './polynomials.as'
import { constant, zero } from './vector.as'

const SAMPLE_RATE_HZ: f64 = 24000
/** At or below this pitch a sample is unvoiced; its phase runs on at this rate. */
const LEAST_PITCH_HZ: f32 = 40
/** More than one turn a sample cannot be told from less; also what becomes of an infinite pitch. */
const MOST_PITCH_HZ: f32 = 24000
const HIGHEST_HARMONIC_HZ: usize = memory.data<f32>([11000], 4)
/** Where |2 sin(t / 2)| is less, the quotient is taken as its limit H + 1/2. */
const NEAR_PULSE: usize = memory.data<f32>([2e-3], 4)

/** Two doubles and two doubles to four floats. */
@inline
function narrow(low: v128, high: v128): v128 {
  return v128.shuffle<i32>(f32x4.demote_f64x2_zero(low), f32x4.demote_f64x2_zero(high), 0, 1, 4, 5)
}

/** Turns, any number of them, to quarter turns in [-2, 2]. Reduced in double precision: single loses the pulses. */
@inline
function quartersOf(turns: v128): v128 {
  return f64x2.mul(f64x2.splat(4), f64x2.sub(turns, f64x2.nearest(turns)))
}

@inline
function sineOfQuarters(quarters: v128): v128 {
  const quadrant = quadrantOfQuarters(quarters), rest = restOfQuarters(quarters, quadrant)
  return sineOf(quadrant, sineOfRest(rest), cosineOfRest(rest))
}

/**
 * Pitch and phase of each sample: the pitch into `to`, negative where unvoiced, the phase into PHASES, in [-0.5, 0.5]
 * turns (near a pulse it is then a small number, which single precision holds well).
 * @returns the phase after the last sample, in [0, 1)
 */
function runPhase(to: usize, previousHz: f32, currentHz: f32, nextHz: f32, startPhase: f64): f64 {
  let phase = startPhase
  for (let j = 0; j < HOP_SAMPLES; j++) {
    const later = f32.load(PITCH_WEIGHTS + j * FLOAT_BYTES)
    const earlier: f32 = 1 - later
    // Single precision on purpose: the number of harmonics and the phase follow the voice's own rounding.
    const pitch: f32 = j < HOP_SAMPLES / 2 ? previousHz * earlier + currentHz * later : currentHz * earlier + nextHz * later
    const isVoiced = pitch > LEAST_PITCH_HZ
    // Written so that NaN is unvoiced.
    const rate: f32 = isVoiced ? (pitch < MOST_PITCH_HZ ? pitch : MOST_PITCH_HZ) : LEAST_PITCH_HZ
    phase += <f64>rate * (1 / SAMPLE_RATE_HZ)
    if (phase >= 1) phase -= 1
    f32.store(to + j * FLOAT_BYTES, isVoiced ? rate : -rate)
    f64.store(PHASES + j * DOUBLE_BYTES, phase > 0.5 ? phase - 1 : phase)
  }
  return phase
}

/**
 * Makes the 300 pulse samples of one frame.
 * @param to          where they go; 16-byte aligned
 * @param previousHz  pitch of the frame before, of this one and of the one after (the same at the ends of the sentence)
 * @param startPhase  turns, in [0, 1)
 * @returns the phase after the last sample
 */
export function pulses(to: usize, previousHz: f32, currentHz: f32, nextHz: f32, startPhase: f64): f64 {
  const endPhase = runPhase(to, previousHz, currentHz, nextHz, startPhase)
  for (let j = 0; j < HOP_SAMPLES; j += 4) {
    const at = to + j * FLOAT_BYTES
    const signedPitch = v128.load(at)
    const isVoiced = f32x4.gt(signedPitch, zero())
    const harmonics = f32x4.floor(f32x4.div(constant(HIGHEST_HARMONIC_HZ), f32x4.abs(signedPitch)))
    const height = f32x4.add(harmonics, constant(HALF))
    const phaseLow = v128.load(PHASES + j * DOUBLE_BYTES), phaseHigh = v128.load(PHASES + j * DOUBLE_BYTES, VECTOR_BYTES)
    const heightLow = f64x2.promote_low_f32x4(height)
    const heightHigh = f64x2.promote_low_f32x4(v128.shuffle<i32>(height, height, 2, 3, 2, 3))
    const above = sineOfQuarters(
      narrow(quartersOf(f64x2.mul(phaseLow, heightLow)), quartersOf(f64x2.mul(phaseHigh, heightHigh))),
    )
    const halfAngle = narrow(f64x2.add(phaseLow, phaseLow), f64x2.add(phaseHigh, phaseHigh))
    const below = f32x4.mul(constant(TWO), sineOfQuarters(halfAngle))
    const isNear = f32x4.le(f32x4.abs(below), constant(NEAR_PULSE))
    const quotient = f32x4.div(above, v128.bitselect(constant(ONE), below, isNear))
    const pulse = f32x4.sub(v128.bitselect(height, quotient, isNear), constant(HALF))
    v128.store(at, v128.and(pulse, isVoiced))
  }
  return endPhase
}

/** What `pulses` does for a frame in which no sample is voiced: silence, and the phase runs on. */
export function silence(to: usize, startPhase: f64): f64 {
  memory.fill(to, 0, HOP_SAMPLES * FLOAT_BYTES)
  const phase = startPhase + <f64>HOP_SAMPLES * (<f64>LEAST_PITCH_HZ / SAMPLE_RATE_HZ)
  return phase - Math.floor(phase)
}
