/** Samples on either side: a window that passes all up to 0.497 of the rate. */
const reach = 256
const oversampling = 16
/** No point is more than three times as high as what is around it. */
const looked = 0.3

/** The true peak of a signal, in dBTP, by a windowed sinc (Hann) far longer than the product's. */
export function sincPeak(samples: Float32Array): number {
  const padded = new Float32Array(samples.length + 2 * reach)
  padded.set(samples, reach)
  let highest = 0
  for (const sample of samples) highest = Math.max(highest, Math.abs(sample))
  const floor = highest * looked
  for (let i = 0; i + 1 < samples.length; i++) {
    if (Math.max(Math.abs(samples[i]), Math.abs(samples[i + 1])) < floor) continue
    for (const row of rows) {
      let sum = 0
      for (let tap = 0; tap < row.length; tap++) sum += row[tap] * padded[i + 1 + tap]
      highest = Math.max(highest, Math.abs(sum))
    }
  }
  return 20 * Math.log10(highest)
}

const rows = Array.from({ length: oversampling - 1 }, (_, point) =>
  Float64Array.from({ length: 2 * reach }, (__, tap) => {
    const distance = tap - reach + 1 - (point + 1) / oversampling
    const angle = Math.PI * distance
    return (Math.sin(angle) / angle) * Math.cos(angle / (2 * reach)) ** 2
  }),
)
