import { z } from 'zod'
import { createPeakScan, peakBlockSamples, type PeakScan } from './peak-scan'

export const truePeakStateSchema = z.strictObject({
  /** Of what has been judged: a factor, not decibels. */
  highest: z.number().nonnegative(),
  recent: z.array(z.number()).length(3 * peakBlockSamples),
  /** Less than a block. */
  waiting: z.array(z.number()).max(peakBlockSamples - 1),
})
export type TruePeakState = z.infer<typeof truePeakStateSchema>

export interface TruePeakMeter {
  add(samples: Float32Array): void
  /** Of what was added, as if silence followed, in dBTP; -Infinity for silence. */
  readonly decibels: number
  state(): TruePeakState
}

/** The highest level that a signal reaches, also between its samples (ITU-R BS.1770-4, annex 2). */
export function createTruePeakMeter(state?: TruePeakState): TruePeakMeter {
  const scan = createPeakScan(state?.recent)
  const peaks = new Float64Array(peakBlockSamples)
  const block = new Float32Array(peakBlockSamples)
  let waiting = 0
  let highest = state?.highest ?? 0
  const judge = (by: PeakScan, samples: Float32Array, at: number, floor: number): number => {
    if (!by.next(samples, at, floor, peaks)) return floor
    let found = floor
    for (let i = 0; i < peakBlockSamples; i++) if (peaks[i] > found) found = peaks[i]
    return found
  }
  const add = (samples: ArrayLike<number>): void => {
    for (let i = 0; i < samples.length; i++) block[waiting++] = samples[i]
  }
  add(state?.waiting ?? [])

  return {
    add(samples) {
      let at = Math.min(samples.length, waiting === 0 ? 0 : peakBlockSamples - waiting)
      add(samples.subarray(0, at))
      if (waiting === peakBlockSamples) {
        highest = judge(scan, block, 0, highest)
        waiting = 0
      }
      if (waiting > 0) return
      for (; at + peakBlockSamples <= samples.length; at += peakBlockSamples)
        highest = judge(scan, samples, at, highest)
      add(samples.subarray(at))
    },
    get decibels() {
      const ended = createPeakScan(scan.recent)
      const rest = new Float32Array(3 * peakBlockSamples)
      rest.set(block.subarray(0, waiting))
      let all = highest
      for (let at = 0; at < rest.length; at += peakBlockSamples) all = judge(ended, rest, at, all)
      return 20 * Math.log10(all)
    },
    state: () => ({ highest, recent: [...scan.recent], waiting: [...block.subarray(0, waiting)] }),
  }
}
