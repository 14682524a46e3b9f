import { assert } from '@contract/assert'
import { audioKernel, blockSamples, pieceSamples } from '../kernel'
import { gainOfMagnitudes, gainOfSlopes } from '../peak-interpolation'
import { decibelsToFactor } from './gain'
import type { AudioStage } from './audio-stage'

/** No true peak that leaves the limiter is higher, in dBTP: room for what converters and lossy codecs add. */
export const ceilingDecibels = -1
/** The gain is down before the peak is there; in speech a ramp of this length is not heard. */
const lookAheadSeconds = 0.005
/** How fast the gain comes back: slower than a pitch period, so that vowels stay as they are, faster than a syllable. */
const releaseSeconds = 0.08
/** How far below the ceiling peaks are held, for what a gain that moves does between samples. */
const marginDecibels = 0.05
/**
 * How many times what lies near half the rate counts on top of a peak. The interpolation is short, and loses what is above 0.4
 * of the rate, where at the rates of voices a part of every s lies; longer ones say more of it, each something else. Without
 * this, one of 512 taps read 1.8 dB above the ceiling of white noise and 0.1 dB of speech at -14 LUFS. Interpolating by 64 taps
 * instead took three times as long as all the limiter, and left 0.8 dB of the noise's.
 */
const caution = 1.3
/**
 * Samples of the second ride's window. What lies between samples is at most `gainOfMagnitudes` times as loud as they are, so
 * that it never turns down by more; over this window its gain then moves so slowly that what that does between samples is
 * within the margin.
 */
const trueWindow = Math.ceil(
  ((1 - 1 / gainOfMagnitudes) * gainOfSlopes) / (decibelsToFactor(marginDecibels) - 1),
)

/**
 * A look-ahead limiter of true peaks, in two rides: the first brings samples under the ceiling, the second what lies between
 * them. Behind the first no sample is above `ceiling`, and a peak between two of them has both turned down until it is not;
 * the gains of the others that have a part in it differ from theirs by so little that the margin takes it up. A single ride
 * would not do: a sample may need any gain, so that gain may move at any rate, and what it does between samples would have
 * no bound. Samples away from peaks pass unchanged. What is said of peaks holds for whoever reads them, by whatever filter.
 *
 * Holds back 5 ms for the first ride, 252 samples for the second and up to two blocks of the peak scan: 20.8 ms at 24 kHz.
 * @param gainDecibels by which samples are made louder first
 */
export function createLimiter(sampleRateHz: number, gainDecibels = 0): AudioStage {
  // 32-bit samples: rounded towards silence, so that none is above the ceiling.
  const ceiling = Math.fround(decibelsToFactor(ceilingDecibels - marginDecibels) - 2 ** -24)
  const lookAhead = Math.max(1, Math.round(lookAheadSeconds * sampleRateHz))
  const recovery = 1 - Math.exp(-1 / (releaseSeconds * sampleRateHz))
  const windows = [lookAhead + 1, trueWindow] as const
  const kernel = audioKernel()
  const { stateAt } = kernel
  const stateBytes = kernel.limiterBytes(...windows)
  assert(stateBytes <= kernel.samplesAt - stateAt, 'the kernel has room for a limiter of this rate')
  kernel.beginLimiter(stateAt, ...windows, decibelsToFactor(gainDecibels), ceiling, recovery, caution)
  const state = kernel.bytes.slice(stateAt, stateAt + stateBytes)
  const delay = blockSamples + lookAhead + trueWindow - 1
  /** Silence that the delay begins with, still to be left out. */
  let leading = delay
  let written = 0
  let left = 0

  /** Takes samples and so many zeros. */
  const take = (samples: Float32Array, zeros: number): Float32Array<ArrayBuffer> => {
    const count = samples.length + zeros
    const result = new Float32Array(Math.floor((written + count) / blockSamples) * blockSamples - left)
    kernel.bytes.set(state, stateAt)
    for (let at = 0, ready = 0; at < count; at += pieceSamples) {
      const piece = samples.subarray(at, at + pieceSamples)
      kernel.samples.set(piece)
      const until = Math.min(pieceSamples, count - at)
      kernel.samples.fill(0, piece.length, until)
      const leaving = kernel.limit(stateAt, kernel.samplesAt, until, kernel.resultsAt)
      result.set(kernel.results.subarray(0, leaving), ready)
      ready += leaving
    }
    state.set(kernel.bytes.subarray(stateAt, stateAt + stateBytes))
    written += count
    left += result.length
    const skipped = Math.min(leading, result.length)
    leading -= skipped
    return result.subarray(skipped)
  }

  return {
    latencySamples: delay + blockSamples - 1,
    write: (samples) => take(samples, 0),
    finish(samples, totalSamples) {
      const missing = Math.max(0, totalSamples - Math.max(0, left - delay))
      // As many as push out what is held back, and what is missing though it was never written.
      return take(samples, Math.max(0, missing - samples.length) + delay + blockSamples).subarray(0, missing)
    },
    dispose: () => undefined,
  }
}
