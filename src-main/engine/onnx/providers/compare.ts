import type { Reason } from '@contract/reasons'
import type { Placement } from '../placement'

/** How far a sound is from the one it should equal. */
export interface SoundDifference {
  /** Greatest difference of two samples, of full scale 1; Infinity when the lengths differ or a sample is no number. */
  readonly peak: number
  /** The sound's energy over the difference's, in decibels; Infinity when they are equal. */
  readonly signalToNoiseDb: number
}

/** @param reference what the CPU makes */
export function compareSounds(reference: Float32Array, other: Float32Array): SoundDifference {
  if (reference.length !== other.length || !other.every(Number.isFinite))
    return { peak: Infinity, signalToNoiseDb: -Infinity }
  let peak = 0
  let signal = 0
  let noise = 0
  for (let i = 0; i < reference.length; i++) {
    const difference = Math.abs(reference[i] - other[i])
    peak = Math.max(peak, difference)
    signal += reference[i] ** 2
    noise += difference ** 2
  }
  return { peak, signalToNoiseDb: noise === 0 ? Infinity : 10 * Math.log10(signal / noise) }
}

/**
 * What still counts as the same sound. float32: another order of summation, far below 16 bits of a WAV file (measured:
 * 2e-7 peak, 103 dB). float16: eleven bits in every layer; its noise must stay under that of the int8 weights that the
 * voice is published in, which reach 25 to 35 dB against float32.
 */
const tolerances = {
  float32: { peak: 1e-3, signalToNoiseDb: 60 },
  float16: { peak: Infinity, signalToNoiseDb: 35 },
} as const

/** @returns undefined when the sounds agree, else what differs, for people */
export function disagreement(
  { peak, signalToNoiseDb }: SoundDifference,
  precision: Placement['precision'],
): Reason | undefined {
  const limit = tolerances[precision]
  if (peak <= limit.peak && signalToNoiseDb >= limit.signalToNoiseDb) return undefined
  if (peak === Infinity) return { code: 'device-other-length' }
  return {
    code: 'device-differs',
    values: {
      peak: peak.toPrecision(2),
      decibels: Math.round(signalToNoiseDb),
      needed: limit.signalToNoiseDb,
    },
  }
}
