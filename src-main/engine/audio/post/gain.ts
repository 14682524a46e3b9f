import type { AudioStage } from './audio-stage'

/** The factor that a change of level in decibels multiplies samples by. */
export function decibelsToFactor(decibels: number): number {
  return 10 ** (decibels / 20)
}

/** One factor for all samples: loudness never moves inside an utterance, nor from one to the next. */
export function createGain(decibels: number): AudioStage {
  const factor = decibelsToFactor(decibels)
  let writtenSamples = 0
  const louder = (samples: Float32Array, length: number): Float32Array<ArrayBuffer> => {
    writtenSamples += length
    const result = new Float32Array(length)
    for (let i = 0; i < Math.min(samples.length, length); i++) result[i] = samples[i] * factor
    return result
  }
  return {
    latencySamples: 0,
    write: (samples) => louder(samples, samples.length),
    finish: (samples, totalSamples) => louder(samples, Math.max(0, totalSamples - writtenSamples)),
    dispose: () => undefined,
  }
}
