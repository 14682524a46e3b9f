import { audioKernel, blockSamples } from './kernel'

/** Samples judged at once. */
export const peakBlockSamples = blockSamples

/** Looks for true peaks in a signal that comes block by block, with silence before it. */
export interface PeakScan {
  /**
   * Takes `peakBlockSamples` samples of `samples` from `at` on, and judges the block before them.
   * @param peaks receives for each sample of the judged block the higher of its own magnitude and of what lies between it
   *   and the next sample, as far as that is above `floor`; below it may be too low
   * @returns false when nothing of the judged block can be above `floor`; `peaks` is as it was then
   */
  next(samples: Float32Array, at: number, floor: number, peaks: Float64Array): boolean
  /** The last three blocks, of which the middle one was judged last: what `createPeakScan` goes on from. */
  readonly recent: Float32Array
}

/** @param recent of another scan; absent: silence */
export function createPeakScan(recent?: ArrayLike<number>): PeakScan {
  const kernel = audioKernel()
  const held = new Float32Array(3 * peakBlockSamples)
  if (recent) held.set(recent)
  const state = new Uint8Array(held.buffer)

  return {
    recent: held,
    next(samples, at, floor, peaks) {
      kernel.bytes.set(state, kernel.stateAt)
      kernel.samples.set(samples.subarray(at, at + peakBlockSamples))
      const highest = kernel.scanPeaks(kernel.stateAt, kernel.samplesAt, floor, 0)
      state.set(kernel.bytes.subarray(kernel.stateAt, kernel.stateAt + state.length))
      if (highest < 0) return false
      peaks.set(kernel.peaks)
      return true
    },
  }
}
