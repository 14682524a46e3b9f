/**
 * Ramps the start of a sound up from silence (raised cosine), in place. Only for real starts: joins are not faded.
 * @param offsetSamples how much of the sound came before these samples
 */
export function fadeIn(samples: Float32Array, offsetSamples: number, lengthSamples: number): void {
  for (let i = 0; i < samples.length && offsetSamples + i < lengthSamples; i++)
    samples[i] *= ramp((offsetSamples + i + 0.5) / lengthSamples)
}

/**
 * Ramps the end of a sound down to silence, in place.
 * @param remainingSamples how much of the sound comes after these samples
 */
export function fadeOut(samples: Float32Array, remainingSamples: number, lengthSamples: number): void {
  for (let i = samples.length - 1; i >= 0; i--) {
    const toEnd = remainingSamples + (samples.length - 1 - i)
    if (toEnd >= lengthSamples) break
    samples[i] *= ramp((toEnd + 0.5) / lengthSamples)
  }
}

function ramp(position: number): number {
  return 0.5 - 0.5 * Math.cos(Math.PI * position)
}
