// True peaks of a signal, block by block. Two bounds tell, before anything is interpolated, what no interpolation can be
// above: the highest magnitude in reach, and the higher neighbour plus the sharpest bend in reach. The first rejects what is
// soft, the second what is loud and slow: nearly all of speech that is not within a decibel of the floor.

import {
  ALTERNATION, ALTERNATION_REACH, BLOCK_BYTES, BLOCK_SAMPLES, BOUNDS, DOUBLE_BYTES, FLOAT_BYTES, INTERPOLATION, LANES,
  PEAK_REACH, PEAKS, POINTS, TAPS, VECTOR_BYTES,
} from './layout.as'
import { greatestLane, highestMagnitude, magnitudes } from './magnitude.as'

/** How far from a place it is looked for what lies near half the rate: a sample there has no part in it. */
const NEARER_BESIDE: i32 = 9
const FARTHER_BESIDE: i32 = 11
/** Samples before and behind a block that have a part in what is told of it. */
const BEND_REACH: i32 = FARTHER_BESIDE + ALTERNATION_REACH + 1

/** Nobody reads more of a peak than this on top of it, of white noise that is limited. */
const MOST_DOUBT: f64 = 0.42

/** Bends are reckoned in single precision: off by less than this part of the highest sample. */
const BEND_ROUNDING: f32 = 1e-6

/**
 * The highest magnitude of a second difference of samples that have a part in what lies in the block at `judged`; no number
 * where samples are too high for one.
 */
@inline
function sharpestBend(judged: usize): f32 {
  let sharpest = i32x4.splat(0)
  let at = judged - (BEND_REACH - 1) * FLOAT_BYTES
  const end = judged + (BLOCK_SAMPLES + BEND_REACH - 2) * FLOAT_BYTES
  // The last vector looks at up to three samples more: the bound holds all the same.
  for (; at < end; at += VECTOR_BYTES) {
    const middle = v128.load(at, FLOAT_BYTES)
    const bend = f32x4.add(f32x4.sub(v128.load(at), f32x4.add(middle, middle)), v128.load(at, 2 * FLOAT_BYTES))
    sharpest = i32x4.max_s(sharpest, magnitudes(bend))
  }
  return greatestLane(sharpest)
}

/** The highest magnitude of the points between the sample at `place` and the next one. */
@inline
function peakBetween(place: usize): f64 {
  let a = f64x2.splat(0), b = f64x2.splat(0), c = f64x2.splat(0), d = f64x2.splat(0)
  let sample = place - (PEAK_REACH - 1) * FLOAT_BYTES
  // Two points in each vector; every point's own sum runs from the first tap to the last.
  for (let weights = INTERPOLATION; weights < INTERPOLATION + TAPS * POINTS * DOUBLE_BYTES; weights += POINTS * DOUBLE_BYTES) {
    const value = f64x2.splat(<f64>f32.load(sample))
    a = f64x2.add(a, f64x2.mul(v128.load(weights), value))
    b = f64x2.add(b, f64x2.mul(v128.load(weights, VECTOR_BYTES), value))
    c = f64x2.add(c, f64x2.mul(v128.load(weights, 2 * VECTOR_BYTES), value))
    d = f64x2.add(d, f64x2.mul(v128.load(weights, 3 * VECTOR_BYTES), value))
    sample += FLOAT_BYTES
  }
  const highest = f64x2.pmax(f64x2.pmax(f64x2.abs(a), f64x2.abs(b)), f64x2.pmax(f64x2.abs(c), f64x2.abs(d)))
  return max(f64x2.extract_lane(highest, 0), f64x2.extract_lane(highest, 1))
}

/** The level, around the sample at `place`, of what lies near half the rate. */
@inline
function alternationAt(place: usize): f64 {
  let sum = f64.load(ALTERNATION) * <f64>f32.load(place)
  for (let tap = 1; tap <= ALTERNATION_REACH; tap++) {
    const pair = <f64>f32.load(place - tap * FLOAT_BYTES) + <f64>f32.load(place + tap * FLOAT_BYTES)
    sum += f64.load(ALTERNATION + tap * DOUBLE_BYTES) * pair
  }
  return abs(sum)
}

/**
 * The highest level near half the rate on both sides of what lies between a sample and the next one: a peak that stands alone
 * reads the same everywhere, one among others hangs on filters' tails.
 */
function alternationBeside(place: usize): f64 {
  return max(
    max(alternationAt(place - NEARER_BESIDE * FLOAT_BYTES), alternationAt(place + (1 + NEARER_BESIDE) * FLOAT_BYTES)),
    max(alternationAt(place - FARTHER_BESIDE * FLOAT_BYTES), alternationAt(place + (1 + FARTHER_BESIDE) * FLOAT_BYTES)),
  )
}

/** What is told of the sample at `place`; at or below `floor` it may be too low. */
function peakAt(place: usize, floor: f64, caution: f64): f64 {
  const peak = max(<f64>abs(f32.load(place)), peakBetween(place))
  if (caution == 0 || peak * (1 + MOST_DOUBT) <= floor) return peak
  return peak + min(caution * alternationBeside(place), peak * MOST_DOUBT)
}

/**
 * Takes the next block and judges the one before it, into PEAKS.
 * @param held    the last three blocks, of which the middle one was judged last; 16-byte aligned
 * @param next    the block that follows
 * @param floor   what is below it may be told too low
 * @param caution how many times the level of what lies near half the rate beside a peak is added to it
 * @returns the highest of PEAKS; -1 when nothing of the block can be above `floor`: PEAKS is then as it was
 */
export function scanPeaks(held: usize, next: usize, floor: f64, caution: f64): f64 {
  memory.copy(held, held + BLOCK_BYTES, 2 * BLOCK_BYTES)
  memory.copy(held + 2 * BLOCK_BYTES, next, BLOCK_BYTES)
  const judged = held + BLOCK_BYTES
  const highest = highestMagnitude(held, 3 * BLOCK_SAMPLES)
  if (<f64>highest * (f64.load(BOUNDS) + caution) <= floor) return -1
  const bends = f64.load(BOUNDS, DOUBLE_BYTES) + caution * f64.load(BOUNDS, 2 * DOUBLE_BYTES)
  const beyond = <f64>(sharpestBend(judged) + highest * BEND_ROUNDING) * bends
  const own = max(highestMagnitude(judged, BLOCK_SAMPLES), abs(f32.load(judged, BLOCK_BYTES)))
  if (<f64>own + beyond <= floor) return -1
  let found: f64 = 0
  for (let i = 0; i < BLOCK_SAMPLES; i += LANES) {
    const at = judged + i * FLOAT_BYTES, to = PEAKS + i * DOUBLE_BYTES
    const here = magnitudes(v128.load(at))
    if (<f64>greatestLane(i32x4.max_s(here, magnitudes(v128.load(at, FLOAT_BYTES)))) + beyond <= floor) {
      v128.store(to, f64x2.promote_low_f32x4(here))
      v128.store(to, f64x2.promote_low_f32x4(v128.shuffle<i32>(here, here, 2, 3, 2, 3)), VECTOR_BYTES)
      found = max(found, <f64>greatestLane(here))
    } else for (let lane = 0; lane < LANES; lane++) {
      const peak = peakAt(at + lane * FLOAT_BYTES, floor, caution)
      f64.store(to + lane * DOUBLE_BYTES, peak)
      found = max(found, peak)
    }
  }
  return found
}
