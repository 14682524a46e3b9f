/**
 * Samples as signed integers of so many bits, rounded to nearest; what lies outside -1..1 is clipped. The scale is that of
 * WAV files: what was read from one of as many bits is that again.
 */
export function toIntegers(samples: Float32Array, bits: number): Int32Array<ArrayBuffer> {
  const scale = 2 ** (bits - 1)
  const result = new Int32Array(samples.length)
  for (let i = 0; i < samples.length; i++)
    result[i] = Math.round(Math.max(-scale, Math.min(scale - 1, samples[i] * scale)))
  return result
}
