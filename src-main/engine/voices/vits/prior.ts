import { assert } from '@contract/assert'
import type { AcousticFeatures } from '../voice'
import { fillNormal } from './normal-noise'

/**
 * Names of the features handed to the vocoder, a column a symbol: means and deviations float32 [channels, symbols],
 * durations float32 [symbols] in whole frames, whose sum is the features' frames.
 */
export const priorFeatures = { means: 'means', deviations: 'deviations', durations: 'durations' } as const

/** Which symbol sounds in each frame. */
export function symbolsOfFrames({ frames, arrays }: AcousticFeatures): Int32Array {
  const symbols = new Int32Array(frames)
  let end = 0
  arrays[priorFeatures.durations].forEach((duration, symbol) => {
    symbols.fill(symbol, end, end + duration)
    end += duration
  })
  assert(end === frames, 'the durations of the symbols add up to the frames')
  return symbols
}

/**
 * Frames [from, until) of the prior, channel-major: every symbol's mean as long as it lasts, plus noise of its
 * deviation. A frame's values do not depend on which others are asked for with it.
 */
export function priorFrames(
  { arrays }: AcousticFeatures,
  symbols: Int32Array,
  from: number,
  until: number,
  seed: number,
): Float32Array<ArrayBuffer> {
  const { means, deviations, durations } = priorFeatures
  const count = arrays[durations].length
  const channels = arrays[means].length / count
  const width = until - from
  const prior = new Float32Array(channels * width)
  fillNormal(prior, channels, from, seed)
  for (let channel = 0; channel < channels; channel++) {
    const mean = arrays[means].subarray(channel * count, (channel + 1) * count)
    const deviation = arrays[deviations].subarray(channel * count, (channel + 1) * count)
    for (let column = 0; column < width; column++) {
      const symbol = symbols[from + column]
      const at = channel * width + column
      prior[at] = mean[symbol] + prior[at] * deviation[symbol]
    }
  }
  return prior
}
