import { createRandom } from './random'

/**
 * Noise with the long-term spectrum of speech (level up to 500 Hz, falling by 6 dB an octave above), in syllables of a
 * quarter of a second and phrases with pauses, as loud as speech has parts of differing loudness.
 */
export function speechLike(seconds: number, sampleRateHz: number, seed: number): Float32Array<ArrayBuffer> {
  const random = createRandom(seed)
  const samples = new Float32Array(Math.round(seconds * sampleRateHz))
  const smoothing = 1 - Math.exp((-2 * Math.PI * 500) / sampleRateHz)
  let low = 0
  let deep = 0
  let level = 0
  for (let i = 0; i < samples.length; i++) {
    const at = i / sampleRateHz
    if (i % Math.round(sampleRateHz / 4) === 0) level = at % 3 > 2.4 ? 0 : 0.05 + 0.4 * random() ** 2
    low += ((random() + random() + random() - 1.5) * 2 - low) * smoothing
    // Voices have nothing below 80 Hz.
    deep += (low - deep) * ((2 * Math.PI * 80) / sampleRateHz)
    samples[i] = (low - deep) * level * Math.sin(Math.PI * ((at * 4) % 1)) * 4
  }
  return samples
}
