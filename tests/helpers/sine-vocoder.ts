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

/**
 * A vocoder without a network: exact for every push by construction, with a look-ahead like a real one.
 * @param sampleAt another sound instead of a sine
 */
export function createSineVocoder(sampleAt = sineSample): Vocoder<SineState> {
  const samplesBetween = (features: AcousticFeatures, from: number, until: number) =>
    Float32Array.from({ length: (until - from) * sineHopSamples }, (_, i) =>
      sampleAt(features, from * sineHopSamples + i),
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

/**
 * An utterance whose words are cut evenly out of `text`.
 * @param spokenFrames without the pauses
 * @param pauseFrames  behind every word that ends a clause
 */
export function sineUtterance(spokenFrames: number, text = 'one two three', pauseFrames = 0): Utterance {
  const words = [...text.matchAll(/\S+/g)]
  const clauseEnds = words.slice(0, -1).map(([word]) => /[,;:]$/.test(word))
  const framesBefore = (word: number): number =>
    clauseEnds.slice(0, word).filter(Boolean).length * pauseFrames
  const spokenSamples = spokenFrames * sineHopSamples
  const frames = spokenFrames + framesBefore(words.length)
  const samples = frames * sineHopSamples
  /** Where so much of the words has been said. */
  const at = (index: number, word: number): number =>
    Math.round((spokenSamples * index) / words.length) + framesBefore(word) * sineHopSamples
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
      startSample: at(index, index),
      endSample: at(index + 1, index),
    })),
    skipped: [],
    startedAtMilliseconds: 0,
    frontEndMilliseconds: 1,
    acousticMilliseconds: 2,
  }
}
