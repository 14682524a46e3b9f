// exp, sin and cos of four floats, to about 2e-7. The polynomials and split constants are those of S. L. Moshier's
// Cephes library, single precision (expf, sinf, cosf).

import { constant } from './vector.as'

export const ONE: usize = memory.data<f32>([1], 4)
export const TWO: usize = memory.data<f32>([2], 4)
export const HALF: usize = memory.data<f32>([0.5], 4)
/** pi / 2: a quarter turn in radians. */
export const QUARTER_TURN: usize = memory.data<f32>([1.57079632679], 4)
const QUARTER_TURNS_PER_RADIAN: usize = memory.data<f32>([0.636619772], 4)

/** 1.5 x 2^23: adding it rounds to a whole number, which then stands in the low bits of the sum. */
const ROUNDER: usize = memory.data<f32>([12582912], 4)

const EXP_LOWEST: usize = memory.data<f32>([-87], 4)
const LOG2_E: usize = memory.data<f32>([1.44269504], 4)
const LN2_HIGH: usize = memory.data<f32>([0.693359375], 4)
const LN2_LOW: usize = memory.data<f32>([2.1219444e-4], 4)
const EXP_5: usize = memory.data<f32>([1.987569150e-4], 4)
const EXP_4: usize = memory.data<f32>([1.3981999507e-3], 4)
const EXP_3: usize = memory.data<f32>([8.3334519073e-3], 4)
const EXP_2: usize = memory.data<f32>([4.1665795894e-2], 4)
const EXP_1: usize = memory.data<f32>([1.6666665459e-1], 4)
const EXP_0: usize = memory.data<f32>([5.0000001201e-1], 4)
const EXPONENT_BIAS: usize = memory.data<i32>([127], 4)
const EXPONENT_SHIFT: i32 = 23

const SIN_2: usize = memory.data<f32>([-1.9515295891e-4], 4)
const SIN_1: usize = memory.data<f32>([8.3321608736e-3], 4)
const SIN_0: usize = memory.data<f32>([-1.6666654611e-1], 4)
const COS_2: usize = memory.data<f32>([2.443315711809948e-5], 4)
const COS_1: usize = memory.data<f32>([-1.388731625493765e-3], 4)
const COS_0: usize = memory.data<f32>([4.166664568298827e-2], 4)
/** pi / 2 in three parts, the first two with few bits, so that whole multiples of them are exact. */
const QUARTER_TURN_HIGH: usize = memory.data<f32>([1.5703125], 4)
const QUARTER_TURN_MIDDLE: usize = memory.data<f32>([4.837512969970703125e-4], 4)
const QUARTER_TURN_LOW: usize = memory.data<f32>([7.549789948768648e-8], 4)

const INT_ONE: usize = memory.data<i32>([1], 4)
const INT_TWO: usize = memory.data<i32>([2], 4)
const SIGN_FROM_BIT_ONE: i32 = 30

/** p x + c */
@inline
function horner(p: v128, x: v128, c: usize): v128 {
  return f32x4.add(f32x4.mul(p, x), constant(c))
}

/** e^x for x <= 88; x below -87 counts as -87. NaN stays NaN. */
@inline
export function exponential(x: v128): v128 {
  const clamped = f32x4.pmax(x, constant(EXP_LOWEST))
  const power = f32x4.add(f32x4.mul(clamped, constant(LOG2_E)), constant(ROUNDER))
  const whole = f32x4.sub(power, constant(ROUNDER))
  let rest = f32x4.sub(clamped, f32x4.mul(whole, constant(LN2_HIGH)))
  rest = f32x4.add(rest, f32x4.mul(whole, constant(LN2_LOW)))
  let p = horner(constant(EXP_5), rest, EXP_4)
  p = horner(p, rest, EXP_3)
  p = horner(p, rest, EXP_2)
  p = horner(p, rest, EXP_1)
  p = horner(p, rest, EXP_0)
  const mantissa = f32x4.add(f32x4.add(f32x4.mul(f32x4.mul(p, rest), rest), rest), constant(ONE))
  return f32x4.mul(mantissa, i32x4.shl(i32x4.add(power, constant(EXPONENT_BIAS)), EXPONENT_SHIFT))
}

// An angle is a quadrant (the low bits of `quadrantOf...`) and a rest within an eighth of a turn on either side.

/** Quadrant of an angle in quarter turns, |x| < 2^21. */
@inline
export function quadrantOfQuarters(x: v128): v128 {
  return f32x4.add(x, constant(ROUNDER))
}

/** Quadrant of an angle in radians. */
@inline
export function quadrantOfRadians(x: v128): v128 {
  return f32x4.add(f32x4.mul(x, constant(QUARTER_TURNS_PER_RADIAN)), constant(ROUNDER))
}

/** What remains of an angle in quarter turns, in radians. */
@inline
export function restOfQuarters(x: v128, quadrant: v128): v128 {
  return f32x4.mul(f32x4.sub(x, f32x4.sub(quadrant, constant(ROUNDER))), constant(QUARTER_TURN))
}

/** What remains of an angle in radians, in radians. */
@inline
export function restOfRadians(x: v128, quadrant: v128): v128 {
  const whole = f32x4.sub(quadrant, constant(ROUNDER))
  let rest = f32x4.sub(x, f32x4.mul(whole, constant(QUARTER_TURN_HIGH)))
  rest = f32x4.sub(rest, f32x4.mul(whole, constant(QUARTER_TURN_MIDDLE)))
  return f32x4.sub(rest, f32x4.mul(whole, constant(QUARTER_TURN_LOW)))
}

/** sin(rest), |rest| <= pi / 4. */
@inline
export function sineOfRest(rest: v128): v128 {
  const square = f32x4.mul(rest, rest)
  const p = horner(horner(constant(SIN_2), square, SIN_1), square, SIN_0)
  return f32x4.add(f32x4.mul(f32x4.mul(p, square), rest), rest)
}

/** cos(rest), |rest| <= pi / 4. */
@inline
export function cosineOfRest(rest: v128): v128 {
  const square = f32x4.mul(rest, rest)
  const p = horner(horner(constant(COS_2), square, COS_1), square, COS_0)
  const high = f32x4.mul(f32x4.mul(p, square), square)
  return f32x4.add(f32x4.sub(high, f32x4.mul(square, constant(HALF))), constant(ONE))
}

/** The sine of the whole angle, from its quadrant and both functions of its rest. */
@inline
export function sineOf(quadrant: v128, sine: v128, cosine: v128): v128 {
  const isOdd = i32x4.ne(v128.and(quadrant, constant(INT_ONE)), i32x4.splat(0))
  const sign = i32x4.shl(v128.and(quadrant, constant(INT_TWO)), SIGN_FROM_BIT_ONE)
  return v128.xor(v128.bitselect(cosine, sine, isOdd), sign)
}

/** The cosine of the whole angle: the sine one quadrant on. */
@inline
export function cosineOf(quadrant: v128, sine: v128, cosine: v128): v128 {
  return sineOf(i32x4.add(quadrant, constant(INT_ONE)), sine, cosine)
}
