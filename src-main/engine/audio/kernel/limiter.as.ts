// A look-ahead limiter of true peaks, in two rides: the first brings samples under the ceiling, the second what lies between
// them. Behind the first no sample is above the ceiling, and a peak between two of them has both turned down until it is not.

import { beginRide, Ride, rideBytes, rideGains } from './gain-ride.as'
import {
  aligned, BLOCK_BYTES, BLOCK_SAMPLES, DOUBLE_BYTES, FLOAT_BYTES, GAINS, PEAKS, SCAN_BYTES,
  VECTOR_BYTES,
} from './layout.as'
import { highestMagnitude } from './magnitude.as'
import { scanPeaks } from './peak-scan.as'

/** What a limiter keeps; behind it two blocks, what its scan keeps, and its two rides. */
@unmanaged
class Limiter {
  /** What samples are multiplied by before anything else. */
  factor: f64
  ceiling: f64
  recovery: f64
  caution: f64
  /** Of the last sample of the block judged before, and of what lies behind it; 0 where it is not above the ceiling. */
  lastPeak: f64
  samplesWindow: i32
  trueWindow: i32
  /** Samples in the block being filled. */
  filled: i32
  /** Which of the two blocks that is; the scan judges the other when it is full. */
  filling: i32
}

@inline
function blocksOf(limiter: Limiter): usize {
  return aligned(changetype<usize>(limiter) + offsetof<Limiter>())
}

@inline
function scanOf(limiter: Limiter): usize {
  return blocksOf(limiter) + 2 * BLOCK_BYTES
}

@inline
function samplesRideOf(limiter: Limiter): Ride {
  return changetype<Ride>(scanOf(limiter) + SCAN_BYTES)
}

@inline
function trueRideOf(limiter: Limiter): Ride {
  return changetype<Ride>(scanOf(limiter) + SCAN_BYTES + rideBytes(limiter.samplesWindow))
}

/** @returns bytes of a limiter with all it keeps */
export function limiterBytes(samplesWindow: i32, trueWindow: i32): usize {
  return aligned(offsetof<Limiter>()) + 2 * BLOCK_BYTES + SCAN_BYTES + rideBytes(samplesWindow) + rideBytes(trueWindow)
}

/** Silence before the first sample. `at` is 16-byte aligned. */
export function beginLimiter(
  at: usize, samplesWindow: i32, trueWindow: i32, factor: f64, ceiling: f64, recovery: f64, caution: f64,
): void {
  memory.fill(at, 0, limiterBytes(samplesWindow, trueWindow))
  const limiter = changetype<Limiter>(at)
  limiter.factor = factor
  limiter.ceiling = ceiling
  limiter.recovery = recovery
  limiter.caution = caution
  limiter.samplesWindow = samplesWindow
  limiter.trueWindow = trueWindow
  beginRide(samplesRideOf(limiter), samplesWindow)
  beginRide(trueRideOf(limiter), trueWindow)
}

@inline
function gainFor(peak: f64, ceiling: f64): f64 {
  return peak > ceiling ? ceiling / peak : 1
}

/** @returns what the samples of a block may be multiplied by, float64; 0: all by 1 */
function gainsOfSamples(block: usize, ceiling: f64): usize {
  if (<f64>highestMagnitude(block, BLOCK_SAMPLES) <= ceiling) return 0
  for (let i = 0; i < BLOCK_SAMPLES; i++)
    f64.store(GAINS + i * DOUBLE_BYTES, gainFor(<f64>abs(f32.load(block + i * FLOAT_BYTES)), ceiling))
  return GAINS
}

/** @returns the same of the block judged, when `next` follows it: the gain of a peak between two samples is for both */
function gainsOfPeaks(limiter: Limiter, next: usize): usize {
  const ceiling = limiter.ceiling, before = limiter.lastPeak
  const isLoud = scanPeaks(scanOf(limiter), next, ceiling, limiter.caution) > ceiling
  if (!isLoud) {
    limiter.lastPeak = 0
    if (before <= ceiling) return 0
    f64.store(GAINS, gainFor(before, ceiling))
    for (let i = 1; i < BLOCK_SAMPLES; i++) f64.store(GAINS + i * DOUBLE_BYTES, 1)
    return GAINS
  }
  let last = before
  for (let i = 0; i < BLOCK_SAMPLES; i++) {
    const peak = f64.load(PEAKS + i * DOUBLE_BYTES)
    f64.store(GAINS + i * DOUBLE_BYTES, gainFor(max(peak, last), ceiling))
    last = peak
  }
  limiter.lastPeak = last
  return GAINS
}

/** Takes the block filled. @returns the one that leaves; it is filled next */
function takeBlock(limiter: Limiter): usize {
  const recovery = limiter.recovery, ceiling = limiter.ceiling
  const filling = blocksOf(limiter) + limiter.filling * BLOCK_BYTES
  const judged = blocksOf(limiter) + (1 - limiter.filling) * BLOCK_BYTES
  rideGains(samplesRideOf(limiter), filling, gainsOfSamples(filling, ceiling), recovery, ceiling)
  rideGains(trueRideOf(limiter), judged, gainsOfPeaks(limiter, filling), recovery, ceiling)
  limiter.filling = 1 - limiter.filling
  limiter.filled = 0
  return judged
}

/** Puts `count` samples times `factor` at `to`: multiplied in double precision, so that 1 changes none. */
function multiply(samples: usize, count: i32, factor: f64, to: usize): void {
  const end = to + count * FLOAT_BYTES, factors = f64x2.splat(factor)
  for (; to + VECTOR_BYTES <= end; to += VECTOR_BYTES) {
    const four = v128.load(samples)
    const low = f64x2.mul(f64x2.promote_low_f32x4(four), factors)
    const high = f64x2.mul(f64x2.promote_low_f32x4(v128.shuffle<i32>(four, four, 2, 3, 2, 3)), factors)
    v128.store(to, v128.shuffle<i32>(f32x4.demote_f64x2_zero(low), f32x4.demote_f64x2_zero(high), 0, 1, 4, 5))
    samples += VECTOR_BYTES
  }
  for (; to < end; to += FLOAT_BYTES) {
    f32.store(to, <f32>(<f64>f32.load(samples) * factor))
    samples += FLOAT_BYTES
  }
}

/**
 * Takes `count` samples; whole blocks leave.
 * @param to room for as many samples and a block more
 * @returns how many samples left
 */
export function limit(at: usize, samples: usize, count: i32, to: usize): i32 {
  const limiter = changetype<Limiter>(at)
  let left = 0
  while (count > 0) {
    const taken = min(BLOCK_SAMPLES - limiter.filled, count)
    const filling = blocksOf(limiter) + limiter.filling * BLOCK_BYTES
    multiply(samples, taken, limiter.factor, filling + limiter.filled * FLOAT_BYTES)
    limiter.filled += taken
    samples += taken * FLOAT_BYTES
    count -= taken
    if (limiter.filled < BLOCK_SAMPLES) break
    memory.copy(to + left * FLOAT_BYTES, takeBlock(limiter), BLOCK_BYTES)
    left += BLOCK_SAMPLES
  }
  return left
}
