/** Samples as signed integers of so many bits, rounded to nearest; what lies outside -1..1 is clipped. */
export function toIntegers(samples: Float32Array, bits: number): Int32Array<ArrayBuffer> {
  const most = 2 ** (bits - 1) - 1
  const result = new Int32Array(samples.length)
  for (let i = 0; i < samples.length; i++)
    result[i] = Math.round(Math.max(-1, Math.min(1, samples[i])) * most)
  return result
}
