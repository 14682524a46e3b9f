import { gainOfMagnitudes, gainOfSlopes } from '../peak-interpolation'
import { createPeakScan, peakBlockSamples } from '../peak-scan'
import { decibelsToFactor } from './gain'
import type { AudioStage } from './audio-stage'
import { createGainRide } from './gain-ride'

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
 */
export function createLimiter(sampleRateHz: number): AudioStage {
  // 32-bit samples: rounded towards silence, so that none is above the ceiling.
  const ceiling = Math.fround(decibelsToFactor(ceilingDecibels - marginDecibels) - 2 ** -24)
  const lookAhead = Math.max(1, Math.round(lookAheadSeconds * sampleRateHz))
  const recovery = 1 - Math.exp(-1 / (releaseSeconds * sampleRateHz))
  const samplesRide = createGainRide(lookAhead + 1, recovery, ceiling)
  const trueRide = createGainRide(trueWindow, recovery, ceiling)
  const scan = createPeakScan(undefined, caution)
  const peaks = new Float64Array(peakBlockSamples)
  const gains = new Float64Array(peakBlockSamples)
  /** The block being filled, and the one before, which the scan judges when it is full. */
  let filling = new Float32Array(peakBlockSamples)
  let judged = new Float32Array(peakBlockSamples)
  let filled = 0
  /** Of the last sample of the block judged before, and of what lies behind it. */
  let lastPeak = 0
  const delay = peakBlockSamples + lookAhead + trueWindow - 1
  /** Silence that the delay begins with, still to be left out. */
  let leading = delay
  let written = 0

  const gainFor = (peak: number): number => (peak > ceiling ? ceiling / peak : 1)

  /** @returns what the samples of a block may be multiplied by; null: all by 1 */
  const gainsOfSamples = (block: Float32Array): Float64Array | null => {
    let isLoud = false
    for (let i = 0; i < peakBlockSamples; i++) if (Math.abs(block[i]) > ceiling) isLoud = true
    if (!isLoud) return null
    for (let i = 0; i < peakBlockSamples; i++) gains[i] = gainFor(Math.abs(block[i]))
    return gains
  }

  /** @returns the same of the block judged: the gain of a peak between two samples is for both */
  const gainsOfPeaks = (): Float64Array | null => {
    const isLoud = scan.next(filling, 0, ceiling, peaks)
    if (!isLoud) peaks.fill(0)
    const isLoudBefore = lastPeak > ceiling
    if (isLoud || isLoudBefore)
      for (let i = 0; i < peakBlockSamples; i++)
        gains[i] = gainFor(Math.max(peaks[i], i === 0 ? lastPeak : peaks[i - 1]))
    lastPeak = peaks[peakBlockSamples - 1]
    return isLoud || isLoudBefore ? gains : null
  }

  /** Takes the block filled. @returns the one that leaves; it is filled next */
  const takeBlock = (): Float32Array => {
    samplesRide.ride(filling, gainsOfSamples(filling))
    trueRide.ride(judged, gainsOfPeaks())
    const leaving = judged
    judged = filling
    filling = leaving
    filled = 0
    return leaving
  }

  const take = (samples: Float32Array): Float32Array<ArrayBuffer> => {
    const blocks = Math.floor((filled + samples.length) / peakBlockSamples)
    const result = new Float32Array(blocks * peakBlockSamples)
    let ready = 0
    for (let at = 0; at < samples.length;) {
      const block = filling
      const from = filled
      const until = Math.min(peakBlockSamples, from + samples.length - at)
      for (let i = from; i < until; i++) block[i] = samples[at + i - from]
      at += until - from
      filled = until
      if (until < peakBlockSamples) break
      result.set(takeBlock(), ready)
      ready += peakBlockSamples
    }
    written += samples.length
    const skipped = Math.min(leading, result.length)
    leading -= skipped
    return skipped === 0 ? result : result.slice(skipped)
  }

  return {
    latencySamples: delay + peakBlockSamples - 1,
    write: take,
    finish(totalSamples) {
      // All that is ready comes of whole blocks.
      const missing = Math.max(0, totalSamples - Math.max(0, written - filled - delay))
      return take(new Float32Array(missing + delay + peakBlockSamples)).slice(0, missing)
    },
    dispose: () => undefined,
  }
}
