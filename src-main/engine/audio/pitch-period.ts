/** Where a voice's pitch is looked for. */
export interface PitchRange {
  /** Shortest period, at least 1. */
  readonly shortestSamples: number
  readonly longestSamples: number
}

/** Below this similarity of a signal with itself one period later it has no pitch: noise stays under 0.4, vowels over 0.7. */
const voicedSimilarity = 0.55
/** A shorter period that fits nearly as well as the best is the true one: multiples of a period fit too. */
const nearlyAsGood = 0.9

/**
 * The period of a voiced stretch of sound by normalised autocorrelation (the lag at which the signal is most like
 * itself, energy of both parts divided out).
 * @param samples a few periods; less than twice the shortest period is too little to tell
 * @returns samples, or null where the sound has no pitch (noise, silence) or there is too little of it
 */
export function pitchPeriod(samples: Float32Array, range: PitchRange): number | null {
  const longest = Math.min(range.longestSamples, samples.length >> 1)
  if (longest <= range.shortestSamples) return null
  const similarities: number[] = []
  for (let lag = range.shortestSamples; lag <= longest; lag++) similarities.push(similarity(samples, lag))
  const best = Math.max(...similarities)
  if (best < voicedSimilarity) return null
  const at = similarities.findIndex(
    (value, i) =>
      value >= best * nearlyAsGood &&
      value >= (similarities[i - 1] ?? -1) &&
      value >= (similarities[i + 1] ?? -1),
  )
  return range.shortestSamples + at
}

/** -1..1; 0 for silence. */
function similarity(samples: Float32Array, lag: number): number {
  let product = 0
  let earlier = 0
  let later = 0
  for (let i = lag; i < samples.length; i++) {
    product += samples[i] * samples[i - lag]
    earlier += samples[i - lag] * samples[i - lag]
    later += samples[i] * samples[i]
  }
  const energy = Math.sqrt(earlier * later)
  return energy > 0 ? product / energy : 0
}
