import type { Recording } from './recording'

/** Zero crossings of the filter on each side of a sample. */
const crossings = 16
/** Steps of the filter's table between two crossings. */
const tableSteps = 512

/**
 * The same recording at another rate, by a windowed sinc (Hann) whose every output sample depends on its own place alone,
 * so that it is the same however it is read.
 * @see https://ccrma.stanford.edu/~jos/resample/
 */
export function resampled(recording: Recording, sampleRateHz: number): Recording {
  if (recording.sampleRateHz === sampleRateHz) return recording
  const step = recording.sampleRateHz / sampleRateHz
  /** Below the lower of the two rates' limits nothing folds back. */
  const cutoff = Math.min(1, 1 / step)
  const reach = Math.ceil(crossings / cutoff)
  const table = filterTable()
  const weightAt = (distance: number): number => {
    const at = Math.abs(distance) * cutoff * tableSteps
    const index = Math.floor(at)
    if (index >= table.length - 1) return 0
    return (table[index] + (table[index + 1] - table[index]) * (at - index)) * cutoff
  }
  return {
    sampleRateHz,
    totalSamples: async () => Math.floor((await recording.totalSamples()) / step),
    async read(startSample, samples) {
      const first = Math.max(0, Math.floor(startSample * step) - reach)
      const last = Math.ceil((startSample + samples) * step) + reach
      const source = await recording.read(first, last - first)
      const available = Math.floor((first + source.length) / step) - startSample
      const isEnd = source.length < last - first
      const made = new Float32Array(Math.max(0, isEnd ? Math.min(samples, available) : samples))
      for (let index = 0; index < made.length; index++) {
        const center = (startSample + index) * step
        const from = Math.max(first, Math.ceil(center - reach))
        const to = Math.min(first + source.length - 1, Math.floor(center + reach))
        let sum = 0
        for (let at = from; at <= to; at++) sum += source[at - first] * weightAt(at - center)
        made[index] = sum
      }
      return made
    },
    dispose: () => recording.dispose(),
  }
}

function filterTable(): Float64Array {
  const table = new Float64Array(crossings * tableSteps + 1)
  for (let index = 0; index < table.length; index++) {
    const x = index / tableSteps
    const sinc = x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x)
    table[index] = sinc * (0.5 + 0.5 * Math.cos((Math.PI * x) / crossings))
  }
  return table
}
