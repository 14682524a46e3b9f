import { z } from 'zod'
import { assert } from '@contract/assert'
import { createKWeighting, forgetFaded, kWeightingMemory } from './k-weighting'
import { createTruePeakMeter, truePeakStateSchema } from './true-peak'

/** Where a meter is, as plain JSON: about 45 KB after hours of speech, nearly all of it the histogram. */
export const loudnessStateSchema = z.strictObject({
  sampleRateHz: z.number().int().positive(),
  /** Samples taken. */
  samples: z.number().int().nonnegative(),
  filters: z.array(z.number()).length(kWeightingMemory),
  /** Energy of the last three whole steps, and of the one begun. */
  steps: z.array(z.number().nonnegative()).length(4),
  /** A block's level in hundredths of a LU, and how many blocks have it. */
  blocks: z.array(z.tuple([z.number().int(), z.number().int().positive()])),
  truePeak: truePeakStateSchema,
})
export type LoudnessState = z.infer<typeof loudnessStateSchema>

export interface LoudnessMeter {
  /** Measures what comes next; finite, and in pieces of any length. */
  add(samples: Float32Array): void
  /** -Infinity for silence, and for less than a block of sound. */
  readonly integratedLufs: number
  /** As if silence followed; -Infinity for silence. */
  readonly truePeakDbtp: number
  /** To be given to `createLoudnessMeter`, which then goes on as this meter would. */
  state(): LoudnessState
}

/** Steps of `stepSeconds` in a block: blocks overlap by three quarters. */
const stepsPerBlock = 4
const stepSeconds = 0.1
const absoluteGateLufs = -70
const relativeGateDecibels = -10
/** Per LU. */
const levels = 100

/**
 * Measures integrated loudness and true peak of mono speech while it is made, in the memory of a histogram. Two filters for
 * how the head hears, mean square in blocks of 400 ms that overlap by three quarters, and two gates that leave the pauses
 * out: ITU-R BS.1770-4, annex 1; true peak: annex 2.
 *
 * A block passes the absolute gate by its own power, exactly. The relative gate is known at the end only, so blocks are
 * counted by level, in hundredths of a LU, and each is taken to be as loud as the middle of its level: at most 0.005 LU off.
 * So is their mean, from which the relative gate is reckoned, and a block is let through or left out by a gate that is off by
 * 0.01 LU at most.
 * @param state of a meter of the same rate; absent: begins anew
 */
export function createLoudnessMeter(sampleRateHz: number, state?: LoudnessState): LoudnessMeter {
  assert(state === undefined || state.sampleRateHz === sampleRateHz, 'a meter goes on at its own rate')
  const filters = createKWeighting(sampleRateHz, state?.filters)
  const truePeak = createTruePeakMeter(state?.truePeak)
  const blocks = new Map(state?.blocks)
  const stepEnd = (step: number): number => Math.round((step + 1) * stepSeconds * sampleRateHz)
  let [oldest, older, old, energy] = state?.steps ?? [0, 0, 0, 0]
  let taken = state?.samples ?? 0
  let step = Math.floor(taken / (stepSeconds * sampleRateHz))
  while (stepEnd(step) <= taken) step++
  while (step > 0 && stepEnd(step - 1) > taken) step--

  const endStep = (): void => {
    if (step + 1 >= stepsPerBlock) {
      const samples = stepEnd(step) - stepEnd(step - stepsPerBlock)
      const level = toLufs((oldest + older + old + energy) / samples)
      if (level > absoluteGateLufs) {
        const bin = Math.floor(level * levels)
        blocks.set(bin, (blocks.get(bin) ?? 0) + 1)
      }
    }
    oldest = older
    older = old
    old = energy
    energy = 0
    step++
    forgetFaded(filters.memory)
  }

  return {
    add(samples) {
      truePeak.add(samples)
      for (let at = 0; at < samples.length;) {
        const end = Math.min(samples.length, at + stepEnd(step) - taken)
        energy = filters.add(samples, at, end, energy)
        taken += end - at
        at = end
        if (taken === stepEnd(step)) endStep()
      }
    },
    get integratedLufs() {
      return gatedLufs(blocks)
    },
    get truePeakDbtp() {
      return truePeak.decibels
    },
    state: () => ({
      sampleRateHz,
      samples: taken,
      filters: [...filters.memory],
      steps: [oldest, older, old, energy],
      blocks: [...blocks],
      truePeak: truePeak.state(),
    }),
  }
}

/** Integrated loudness of a whole recording. @returns -Infinity for silence, and for less than a block of sound */
export function integratedLoudnessLufs(samples: Float32Array, sampleRateHz: number): number {
  const meter = createLoudnessMeter(sampleRateHz)
  meter.add(samples)
  return meter.integratedLufs
}

function gatedLufs(blocks: ReadonlyMap<number, number>): number {
  const gate = meanLufs(blocks, -Infinity) + relativeGateDecibels
  return meanLufs(blocks, gate)
}

/** Of the blocks above a gate. */
function meanLufs(blocks: ReadonlyMap<number, number>, gateLufs: number): number {
  let power = 0
  let count = 0
  for (const [bin, blocksOfBin] of blocks) {
    const level = (bin + 0.5) / levels
    if (level <= gateLufs) continue
    power += blocksOfBin * 10 ** (level / 10)
    count += blocksOfBin
  }
  return count === 0 ? -Infinity : 10 * Math.log10(power / count)
}

function toLufs(power: number): number {
  // The constant cancels what the filters add to a tone of 997 Hz.
  return -0.691 + 10 * Math.log10(power)
}
