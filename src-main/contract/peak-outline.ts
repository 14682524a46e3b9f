/**
 * The outline of a waveform: the largest magnitude in each window, 0..1.
 * @param windowSamples length of a window; the last may be shorter
 */
export function peakOutline(samples: Float32Array, windowSamples: number): number[] {
  const peaks: number[] = []
  for (let start = 0; start < samples.length; start += windowSamples) {
    let peak = 0
    const end = Math.min(samples.length, start + windowSamples)
    for (let i = start; i < end; i++) peak = Math.max(peak, Math.abs(samples[i]))
    peaks.push(Math.min(1, Math.round(peak * 1_000) / 1_000))
  }
  return peaks
}
