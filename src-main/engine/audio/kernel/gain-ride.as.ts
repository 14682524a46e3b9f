// Turns down what is too loud, ahead of it and smoothly, by delaying everything. The gain that a sample needs holds for the
// whole window before it (a sliding minimum), recovers exponentially behind it, and is averaged over a window of the same
// length: every value in that average is small enough for the sample it is applied to, and so is the average. It changes from
// one sample to the next by no more than a window's part of what it is below 1 at its lowest.

import { aligned, BLOCK_SAMPLES, DOUBLE_BYTES, FLOAT_BYTES } from './layout.as'

/** An exponential never arrives: from here on the gain is 1 (0.0001 dB). */
const NEARLY_ONE: f64 = 1 - 1e-5

/** What a ride keeps, with four rings behind it that have a place for each sample of the window. */
@unmanaged
export class Ride {
  /** Of the last gains. */
  sum: f64
  gain: f64
  window: i32
  /** Where the next sample and its gain go. */
  slot: i32
  /** How many of the last samples needed no gain, as far as it matters. */
  unityNeeds: i32
  /** How many of the last gains were 1, up to the window. */
  unityGains: i32
  /** Of the sliding minimum: where its lowest value lies, how many there are, and samples so far, modulo 2^32. */
  first: i32
  count: i32
  place: u32
}

/** The last gains: float64, each at its place modulo the window. */
@inline
function gainsOf(ride: Ride): usize {
  return aligned(changetype<usize>(ride) + offsetof<Ride>())
}

/** Values that can still become the least of a window, in increasing order, float64 in a ring. */
@inline
function valuesOf(ride: Ride): usize {
  return gainsOf(ride) + ride.window * DOUBLE_BYTES
}

/** The last samples: float32, each at its place modulo the window. */
@inline
function samplesOf(ride: Ride): usize {
  return valuesOf(ride) + ride.window * DOUBLE_BYTES
}

/** When each of those values came, u32. */
@inline
function placesOf(ride: Ride): usize {
  return samplesOf(ride) + ride.window * FLOAT_BYTES
}

/** @returns bytes of a ride with its rings, in whole vectors */
export function rideBytes(window: i32): usize {
  return aligned(offsetof<Ride>()) + aligned(window * (2 * DOUBLE_BYTES + 2 * FLOAT_BYTES))
}

/** Silence, at full gain. */
export function beginRide(ride: Ride, window: i32): void {
  memory.fill(changetype<usize>(ride), 0, rideBytes(window))
  ride.window = window
  ride.sum = <f64>window
  ride.gain = 1
  ride.unityNeeds = window
  ride.unityGains = window
  const gains = gainsOf(ride)
  for (let i = 0; i < window; i++) f64.store(gains + i * DOUBLE_BYTES, 1)
}

/** Takes a value. @returns the least of the last `window` ones: in constant time on average */
@inline
function slidingMinimum(ride: Ride, value: f64): f64 {
  const values = valuesOf(ride), places = placesOf(ride), window = ride.window
  let first = ride.first, count = ride.count
  if (count > 0 && ride.place - load<u32>(places + first * FLOAT_BYTES) >= <u32>window) {
    first = first + 1 == window ? 0 : first + 1
    count--
  }
  // Where the ring goes on. Wrapped by comparing: a division for every sample cost as much as all the rest.
  let end = first + count
  if (end >= window) end -= window
  while (count > 0) {
    const last = end == 0 ? window - 1 : end - 1
    if (f64.load(values + last * DOUBLE_BYTES) < value) break
    end = last
    count--
  }
  f64.store(values + end * DOUBLE_BYTES, value)
  store<u32>(places + end * FLOAT_BYTES, ride.place)
  ride.place++
  ride.first = first
  ride.count = count + 1
  return f64.load(values + first * DOUBLE_BYTES)
}

/** Where no gain was needed for two windows, samples pass unchanged. */
function pass(ride: Ride, samples: usize): void {
  const held = samplesOf(ride), window = ride.window
  let slot = ride.slot
  for (let i = 0; i < BLOCK_SAMPLES; i++) {
    const at = samples + i * FLOAT_BYTES
    f32.store(held + slot * FLOAT_BYTES, f32.load(at))
    slot = slot + 1 == window ? 0 : slot + 1
    f32.store(at, f32.load(held + slot * FLOAT_BYTES))
  }
  ride.slot = slot
}

/**
 * Takes the next block, and puts in its place the samples of `window - 1` earlier, with their gain; silence first.
 * @param gains    what each sample may be multiplied by at most, 0..1, float64; 0: all by 1
 * @param recovery share of what is missing to 1 that comes back with each sample
 * @param ceiling  nothing that is turned down leaves above it: a gain of 1e-38 is lost in the rounding of the average
 */
export function rideGains(ride: Ride, samples: usize, gains: usize, recovery: f64, ceiling: f64): void {
  const window = ride.window
  // The minimum has 1 alone in its window then, and need not see more of them.
  const settled = window + BLOCK_SAMPLES
  ride.unityNeeds = gains == 0 ? min(ride.unityNeeds + BLOCK_SAMPLES, settled) : 0
  const isOver = ride.unityNeeds == settled
  if (isOver && ride.unityGains == window) return pass(ride, samples)
  const held = samplesOf(ride), ridden = gainsOf(ride)
  let gain = ride.gain, sum = ride.sum, slot = ride.slot, unityGains = ride.unityGains
  for (let i = 0; i < BLOCK_SAMPLES; i++) {
    const lowest = isOver ? 1 : slidingMinimum(ride, gains == 0 ? 1 : f64.load(gains + i * DOUBLE_BYTES))
    gain += (1 - gain) * recovery
    if (gain > lowest) gain = lowest
    if (gain > NEARLY_ONE) gain = 1
    sum += gain - f64.load(ridden + slot * DOUBLE_BYTES)
    unityGains = gain == 1 ? unityGains + 1 : 0
    // Sums leave rounding errors behind; where there is nothing to limit there must be none.
    if (unityGains >= window) {
      sum = <f64>window
      unityGains = window
    }
    f64.store(ridden + slot * DOUBLE_BYTES, gain)
    const at = samples + i * FLOAT_BYTES
    f32.store(held + slot * FLOAT_BYTES, f32.load(at))
    // The oldest is next.
    slot = slot + 1 == window ? 0 : slot + 1
    const turned = <f64>f32.load(held + slot * FLOAT_BYTES) * (sum / <f64>window)
    f32.store(at, <f32>(turned > ceiling ? ceiling : turned < -ceiling ? -ceiling : turned))
  }
  ride.gain = gain
  ride.sum = sum
  ride.slot = slot
  ride.unityGains = unityGains
}
