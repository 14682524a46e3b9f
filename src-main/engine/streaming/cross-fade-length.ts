import { pitchPeriod } from '../audio/pitch-period'

/** Limits of a cross-fade that chooses its own length. */
export const automaticCrossFadeMilliseconds = { min: 2, max: 20 } as const

/** A blend of one pitch with itself is best over whole periods; about so long, it hides the change of timbre too. */
const voicedMilliseconds = 10
/** Two noises that know nothing of each other lose 3 dB in the middle of their blend: it is kept short. */
const unvoicedMilliseconds = 4
/** Below -54 dB of full scale (rms) there is nothing to hide. */
const quietLevel = 0.002
/** Pitch is looked for from 50 to 400 Hz. */
const lowestPitchHz = 50
const highestPitchHz = 400

/**
 * How long a join's cross-fade is, from the sound around it: a whole number of pitch periods where it is voiced (about
 * 10 ms), 4 ms in noise, 2 ms in silence.
 * @param around the earlier chunk's samples on both sides of the border: two of the longest periods are enough
 * @returns samples, 2 to 20 ms
 */
export function crossFadeLength(around: Float32Array, sampleRateHz: number): number {
  const samplesIn = (milliseconds: number): number => Math.round((milliseconds / 1_000) * sampleRateHz)
  const { min, max } = automaticCrossFadeMilliseconds
  if (level(around) < quietLevel) return samplesIn(min)
  const period = pitchPeriod(around, {
    shortestSamples: Math.floor(sampleRateHz / highestPitchHz),
    longestSamples: Math.floor(sampleRateHz / lowestPitchHz),
  })
  if (period === null) return samplesIn(unvoicedMilliseconds)
  const periods = Math.max(1, Math.round(samplesIn(voicedMilliseconds) / period))
  return Math.min(samplesIn(max), Math.max(samplesIn(min), periods * period))
}

function level(samples: Float32Array): number {
  let energy = 0
  for (const sample of samples) energy += sample * sample
  return samples.length > 0 ? Math.sqrt(energy / samples.length) : 0
}
