import { gainOfMagnitudes, gainOfSlopes } from '../../src-main/engine/audio/peak-interpolation'
import { alternationAt, peakBetween } from './peaks'

const dB = (decibels: number) => 10 ** (decibels / 20)
const mostDoubt = 0.42
const caution = 1.3
/** Samples on either side that have a part in what is told of a place. */
const reach = 20
/** Silence put on either side: what rings there counts too. */
const around = 2 * reach

/** The limiter written down as it is described, with no thought of speed: everything is looked at, for every sample anew. */
export function plainlyLimited(
  samples: Float32Array,
  sampleRateHz: number,
  gainDecibels: number,
): Float32Array {
  const factor = dB(gainDecibels)
  const ceiling = Math.fround(dB(-1.05) - 2 ** -24)
  const recovery = 1 - Math.exp(-1 / (0.08 * sampleRateHz))
  const first = Math.max(1, Math.round(0.005 * sampleRateHz)) + 1
  const second = Math.ceil(((1 - 1 / gainOfMagnitudes) * gainOfSlopes) / (dB(0.05) - 1))
  const gainFor = (peak: number) => (peak > ceiling ? ceiling / peak : 1)

  const padded = new Float32Array(samples.length + 2 * around + first + second)
  padded.set(
    samples.map((sample) => sample * factor),
    around,
  )
  const softer = ridden(
    padded,
    Array.from(padded, (sample) => gainFor(Math.abs(sample))),
    { window: first, recovery, ceiling },
  )
  const peaks = Array.from(softer, (sample, i) => {
    if (i < reach || i >= softer.length - reach) return Math.abs(sample)
    const peak = Math.max(Math.abs(sample), peakBetween(softer, i))
    const doubt = Math.max(...[i - 9, i + 10, i - 11, i + 12].map((place) => alternationAt(softer, place)))
    return peak + Math.min(caution * doubt, peak * mostDoubt)
  })
  const gains = peaks.map((peak, i) => gainFor(Math.max(peak, i === 0 ? 0 : peaks[i - 1])))
  const result = ridden(softer, gains, { window: second, recovery, ceiling })
  return result.slice(around, around + samples.length)
}

/** The least gain of the window ahead, recovering, averaged over as long a window. */
function ridden(
  samples: Float32Array,
  gains: readonly number[],
  { window, recovery, ceiling }: { window: number; recovery: number; ceiling: number },
): Float32Array {
  const least = (i: number) => Math.min(1, ...gains.slice(Math.max(0, i), i + window))
  /** From `window` samples before the first one on. */
  const recovered: number[] = []
  for (let i = -window + 1, gain = 1; i < samples.length; i++) {
    gain = Math.min(least(i), gain + (1 - gain) * recovery)
    if (gain > 1 - 1e-5) gain = 1
    recovered.push(gain)
  }
  return samples.map((sample, i) => {
    const average = recovered.slice(i, i + window).reduce((sum, gain) => sum + gain, 0) / window
    return Math.max(-ceiling, Math.min(ceiling, sample * average))
  })
}
