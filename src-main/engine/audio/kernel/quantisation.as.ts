// Samples to integers, with triangular dither that hangs on nothing but where a sample stands in its file.

import { FLOAT_BYTES, LANES, VECTOR_BYTES } from './layout.as'

const INTEGER_BYTES: i32 = 4

/** Numbers of 32 bits of which each hangs on every bit of its own. See https://github.com/skeeto/hash-prospector: the constants. */
@inline
function mixed(numbers: v128): v128 {
  let bits = v128.xor(numbers, i32x4.shr_u(numbers, 16))
  bits = i32x4.mul(bits, i32x4.splat(0x21f0_aaad))
  bits = v128.xor(bits, i32x4.shr_u(bits, 15))
  bits = i32x4.mul(bits, i32x4.splat(0x735a_2d97))
  return v128.xor(bits, i32x4.shr_u(bits, 15))
}

/**
 * Two steps, 0 for what is no number, from two samples and the differences of two even distributions, 2^16 to the step: those
 * are the triangular one.
 */
@inline
function stepsOf(samples: v128, differences: v128, scale: f64): v128 {
  const dither = f64x2.mul(f64x2.convert_low_i32x4_s(differences), f64x2.splat(1.0 / 65536))
  const exact = f64x2.add(f64x2.mul(f64x2.promote_low_f32x4(samples), f64x2.splat(scale)), dither)
  return i32x4.trunc_sat_f64x2_s_zero(f64x2.floor(f64x2.add(exact, f64x2.splat(0.5))))
}

/** Of four samples at four places: the key is of the upper half of where they stand. */
@inline
function randomAt(places: v128, key: v128): v128 {
  return mixed(v128.xor(places, key))
}

/** The same for all places with the same upper half. */
@inline
function keyOf(upper: i32): v128 {
  return mixed(i32x4.splat(upper + 0x9e37_79b9))
}

/** Exact zeros stay zeros; so does what is no number. */
@inline
function whereSound(samples: v128, steps: v128): v128 {
  return v128.and(steps, f32x4.gt(f32x4.abs(samples), f32x4.splat(0)))
}

/**
 * Puts `count` samples, rounded up to a multiple of four, at `to` as integers of 24 bits in 32; what is beyond is clipped.
 * @param lower half of where the first one stands; it may wrap
 * @param upper half of that, the same for all
 */
export function quantise24(samples: usize, count: i32, lower: i32, upper: i32, to: usize): void {
  let places = i32x4.add(i32x4.splat(lower), i32x4(0, 1, 2, 3))
  const scale = <f64>(1 << 23)
  const lowest = i32x4.splat(-(1 << 23)), highest = i32x4.splat((1 << 23) - 1)
  const key = keyOf(upper)
  const end = samples + count * FLOAT_BYTES
  for (; samples < end; samples += VECTOR_BYTES) {
    const four = v128.load(samples)
    const random = randomAt(places, key)
    const differences = i32x4.sub(i32x4.shr_u(random, 16), v128.and(random, i32x4.splat(0xffff)))
    const low = stepsOf(four, differences, scale)
    const high = stepsOf(v128.shuffle<i32>(four, four, 2, 3, 2, 3), v128.shuffle<i32>(differences, differences, 2, 3, 2, 3), scale)
    const steps = i32x4.max_s(lowest, i32x4.min_s(highest, v128.shuffle<i32>(low, high, 0, 1, 4, 5)))
    v128.store(to, whereSound(four, steps))
    places = i32x4.add(places, i32x4.splat(LANES))
    to += LANES * INTEGER_BYTES
  }
}

/** Four steps: 16 bits of one with 15 of fraction behind them, in which the dither is, have room in 32. */
@inline
function steps16(samples: v128, random: v128): v128 {
  const within = f32x4.max(f32x4.splat(-1), f32x4.min(f32x4.splat(1), samples))
  const exact = i32x4.trunc_sat_f32x4_s(f32x4.mul(within, f32x4.splat(<f32>(1 << 30))))
  const dither = i32x4.sub(i32x4.shr_u(random, 17), v128.and(random, i32x4.splat(0x7fff)))
  const rounded = i32x4.add(i32x4.add(exact, dither), i32x4.splat(1 << 14))
  return whereSound(samples, i32x4.shr_s(rounded, 15))
}

/** As `quantise24`, rounded up to a multiple of eight, as integers of 16 bits. */
export function quantise16(samples: usize, count: i32, lower: i32, upper: i32, to: usize): void {
  let places = i32x4.add(i32x4.splat(lower), i32x4(0, 1, 2, 3))
  const next = i32x4.splat(LANES)
  const key = keyOf(upper)
  const end = samples + count * FLOAT_BYTES
  for (; samples < end; samples += 2 * VECTOR_BYTES) {
    const low = steps16(v128.load(samples), randomAt(places, key))
    places = i32x4.add(places, next)
    const high = steps16(v128.load(samples, VECTOR_BYTES), randomAt(places, key))
    places = i32x4.add(places, next)
    v128.store(to, i16x8.narrow_i32x4_s(low, high))
    to += VECTOR_BYTES
  }
}
