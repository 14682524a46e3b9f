import { gainOfBends, gainOfMagnitudes, peakBetween, peakReach } from './peak-interpolation'
import { alternationAt, alternationReach, bendsOfAlternation } from './sample-alternation'

/** Samples judged at once: enough that those far from any peak cost next to nothing, and no fewer than `peakReach`. */
export const peakBlockSamples = 64

/** How far from a place it is looked for what lies near half the rate: a sample there has no part in it. */
const besides = [9, 11]
/** Samples before and behind a block that have a part in what is told of it. */
const bendReach = Math.max(peakReach, ...besides) + alternationReach + 1

/** Nobody reads more of a peak than this on top of it, of white noise that is limited. */
const mostDoubt = 0.42

/** Looks for true peaks in a signal that comes block by block, with silence before it. */
export interface PeakScan {
  /**
   * Takes `peakBlockSamples` samples of `samples` from `at` on, and judges the block before them.
   * @param peaks receives for each sample of the judged block the higher of its own magnitude and of what lies between it
   *   and the next sample, with what caution adds, as far as that is above `floor`; below it may be too low
   * @returns false when nothing of the judged block can be above `floor`; `peaks` is as it was then
   */
  next(samples: Float32Array, at: number, floor: number, peaks: Float64Array): boolean
  /** The last three blocks, of which the middle one was judged last: what `createPeakScan` goes on from. */
  readonly recent: Float32Array
}

/**
 * Two bounds tell, before anything is interpolated, what no interpolation can be above: the highest magnitude in reach times
 * `gainOfMagnitudes`, and the higher neighbour plus the sharpest bend in reach (a second difference) times `gainOfBends`. The
 * first rejects what is soft, the second what is loud and slow: nearly all of speech that is not within a decibel of `floor`.
 * @param recent  of another scan; absent: silence
 * @param caution how many times the level of what lies near half the rate beside a peak is added to it: what interpolations
 *   may read there that are longer than this one
 */
export function createPeakScan(recent?: ArrayLike<number>, caution = 0): PeakScan {
  const magnitudes = gainOfMagnitudes + caution
  const bends = gainOfBends + caution * bendsOfAlternation
  const held = new Float32Array(3 * peakBlockSamples)
  if (recent) held.set(recent)
  let before = 0
  let judged = highestMagnitude(held, peakBlockSamples)
  let after = highestMagnitude(held, 2 * peakBlockSamples)

  return {
    recent: held,
    next(samples, at, floor, peaks) {
      held.copyWithin(0, peakBlockSamples)
      for (let i = 0; i < peakBlockSamples; i++) held[2 * peakBlockSamples + i] = samples[at + i]
      before = judged
      judged = after
      after = highestMagnitude(held, 2 * peakBlockSamples)
      if (Math.max(before, judged, after) * magnitudes <= floor) return false
      const beyond = sharpestBend(held) * bends
      if (Math.max(judged, Math.abs(held[2 * peakBlockSamples])) + beyond <= floor) return false
      for (let i = 0; i < peakBlockSamples; i++) {
        const place = peakBlockSamples + i
        const own = Math.abs(held[place])
        const higher = Math.max(own, Math.abs(held[place + 1]))
        if (higher + beyond <= floor) peaks[i] = own
        else {
          const peak = Math.max(own, peakBetween(held, place))
          const doubt = caution === 0 ? 0 : caution * alternationBeside(held, place)
          peaks[i] = peak + Math.min(doubt, peak * mostDoubt)
        }
      }
      return true
    },
  }
}

/**
 * The highest level near half the rate on both sides of what lies between a sample and the next one: a peak that stands alone
 * reads the same everywhere, one among others hangs on filters' tails.
 */
function alternationBeside(samples: Float32Array, place: number): number {
  let highest = 0
  for (const aside of besides)
    highest = Math.max(
      highest,
      alternationAt(samples, place - aside),
      alternationAt(samples, place + 1 + aside),
    )
  return highest
}

/** Of the block that begins at `from`. */
function highestMagnitude(samples: Float32Array, from: number): number {
  let highest = 0
  for (let i = from; i < from + peakBlockSamples; i++) highest = Math.max(highest, Math.abs(samples[i]))
  return highest
}

/** The highest magnitude of a second difference of samples that have a part in what lies in the middle one of three blocks. */
function sharpestBend(samples: Float32Array): number {
  const from = peakBlockSamples - bendReach + 1
  let sharpest = 0
  let last = samples[from + 1]
  let rise = last - samples[from]
  for (let i = from + 2; i < 2 * peakBlockSamples + bendReach; i++) {
    const nextRise = samples[i] - last
    sharpest = Math.max(sharpest, Math.abs(nextRise - rise))
    rise = nextRise
    last = samples[i]
  }
  return sharpest
}
