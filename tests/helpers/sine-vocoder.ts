import type { AcousticFeatures, Utterance, Vocoder } from '../../src-main/engine/voices/voice'

export const sineHopSamples = 30
export const sineRateHz = 24_000
const lookAheadFrames = 5

interface SineState {
  readonly fed: number
  readonly emitted: number
}

/** The sample a sine vocoder gives at an instant: a function of the features and the place alone. */
export function sineSample(features: AcousticFeatures, index: number): number {
  return features.arrays.amplitude[Math.floor(index / sineHopSamples)] * Math.sin(index * 0.05)
}

/** A vocoder without a network: exact for every push by construction, with a look-ahead like a real one. */
export function createSineVocoder(): Vocoder<SineState> {
  const samplesBetween = (features: AcousticFeatures, from: number, until: number) =>
    Float32Array.from({ length: (until - from) * sineHopSamples }, (_, i) =>
      sineSample(features, from * sineHopSamples + i),
    )
  return {
    hopSamples: sineHopSamples,
    pushGrid: { frames: [4, 8, 16], minimumTailFrames: 6 },
    lookAheadFrames,
    init: () => ({ fed: 0, emitted: 0 }),
    step(features, state, untilFrame) {
      const emitted = untilFrame === features.frames ? untilFrame : untilFrame - lookAheadFrames
      return Promise.resolve({
        samples: samplesBetween(features, state.emitted, emitted),
        state: { fed: untilFrame, emitted },
      })
    },
    decodeWindow: (features, startFrame, endFrame) =>
      Promise.resolve(samplesBetween(features, startFrame, endFrame)),
    dispose: () => Promise.resolve(),
  }
}

/** An utterance of `frames` frames whose words are cut evenly out of `text`. */
export function sineUtterance(frames: number, text = 'one two three'): Utterance {
  const samples = frames * sineHopSamples
  const words = [...text.matchAll(/\S+/g)]
  return {
    startChar: 0,
    endChar: text.length,
    features: {
      frames,
      arrays: { amplitude: Float32Array.from({ length: frames }, (_, i) => 0.5 + 0.4 * Math.sin(i)) },
    },
    samples,
    quietSample: samples,
    words: words.map((match, index) => ({
      startChar: match.index,
      endChar: match.index + match[0].length,
      startSample: Math.round((samples * index) / words.length),
      endSample: Math.round((samples * (index + 1)) / words.length),
    })),
    skipped: [],
    startedAtMilliseconds: 0,
    frontEndMilliseconds: 1,
    acousticMilliseconds: 2,
  }
}
