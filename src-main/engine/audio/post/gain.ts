import { joinedSamples } from '@contract/joined-samples'
import type { AudioStage } from './audio-stage'

/** The factor that a change of level in decibels multiplies samples by. */
export function decibelsToFactor(decibels: number): number {
  return 10 ** (decibels / 20)
}

/** One factor for all samples: loudness never moves inside an utterance, nor from one to the next. */
export function createGain(decibels: number): AudioStage {
  const factor = decibelsToFactor(decibels)
  let writtenSamples = 0
  return {
    latencySamples: 0,
    write(samples) {
      writtenSamples += samples.length
      const result = new Float32Array(samples.length)
      for (let i = 0; i < samples.length; i++) result[i] = samples[i] * factor
      return result
    },
    finish: (totalSamples) => joinedSamples(new Float32Array(Math.max(0, totalSamples - writtenSamples))),
    dispose: () => undefined,
  }
}
