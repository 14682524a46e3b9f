import { startProgram } from '../wasm-program'
import wasm from './kernel/index.as.ts?wasm'
import * as interpolation from './peak-interpolation'
import * as alternation from './sample-alternation'

/** Samples taken by one call at most. */
export const pieceSamples = 8_192
/** Samples the kernel judges at once: those far from any peak cost next to nothing. */
export const blockSamples = 64
/** Of one limiter, at the highest rate there is. */
const mostStateBytes = 65_536
const floatBytes = 4

/** The compiled kernel with its tables in place, and room to hand it one thing's state and one piece of samples. */
export interface AudioKernel {
  /** All memory: state is copied in before and out behind every call, so that nobody has to give it back. */
  readonly bytes: Uint8Array
  /** Room for a piece, and for what comes of it: as much and a block more. */
  readonly samples: Float32Array
  readonly results: Float32Array
  /** The same room as `results`. */
  readonly integers: Int32Array
  /** Peaks of the block judged last. */
  readonly peaks: Float64Array
  /** Where the state goes, `samples` and `results` begin. */
  readonly stateAt: number
  readonly samplesAt: number
  readonly resultsAt: number
  // What each of these does and takes is said where it stands, in kernel/*.as.ts. Addresses are bytes.
  scanPeaks(held: number, next: number, floor: number, caution: number): number
  limiterBytes(samplesWindow: number, trueWindow: number): number
  beginLimiter(
    at: number,
    samplesWindow: number,
    trueWindow: number,
    factor: number,
    ceiling: number,
    recovery: number,
    caution: number,
  ): void
  limit(at: number, samples: number, count: number, to: number): number
  highestMagnitude(samples: number, count: number): number
  quantise16(samples: number, count: number, lower: number, upper: number, to: number): void
  quantise24(samples: number, count: number, lower: number, upper: number, to: number): void
}

let kernel: AudioKernel | undefined

/** The thread's: compiled when it is first needed. */
export function audioKernel(): AudioKernel {
  kernel ??= createKernel()
  return kernel
}

function createKernel(): AudioKernel {
  const resultSamples = pieceSamples + blockSamples
  const spaceBytes = mostStateBytes + (pieceSamples + resultSamples) * floatBytes
  const { memory, base, callable, addressOf } = startProgram(wasm, spaceBytes)
  for (const [name, table] of Object.entries(kernelTables()))
    new Float64Array(memory, addressOf(name), table.length).set(table)
  const samplesAt = base + mostStateBytes
  const resultsAt = samplesAt + pieceSamples * floatBytes
  return {
    bytes: new Uint8Array(memory),
    samples: new Float32Array(memory, samplesAt, pieceSamples),
    results: new Float32Array(memory, resultsAt, resultSamples),
    integers: new Int32Array(memory, resultsAt, pieceSamples),
    peaks: new Float64Array(memory, addressOf('peaks'), blockSamples),
    stateAt: base,
    samplesAt,
    resultsAt,
    scanPeaks: callable('scanPeaks'),
    limiterBytes: callable('limiterBytes'),
    beginLimiter: callable('beginLimiter'),
    limit: callable('limit'),
    highestMagnitude: callable('highestMagnitude'),
    quantise16: callable('quantise16'),
    quantise24: callable('quantise24'),
  }
}

/** By the names under which the kernel exports their places. */
function kernelTables(): Record<string, Float64Array> {
  const { oversampling, peakReach, weights } = interpolation
  const taps = 2 * peakReach
  const byTap = new Float64Array(taps * oversampling)
  weights.forEach((weight, i) => {
    byTap[(i % taps) * oversampling + Math.floor(i / taps)] = weight
  })
  return {
    interpolation: byTap,
    alternation: alternation.weights,
    bounds: Float64Array.of(
      interpolation.gainOfMagnitudes,
      interpolation.gainOfBends,
      alternation.bendsOfAlternation,
    ),
  }
}
