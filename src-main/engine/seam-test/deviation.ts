/** How far a take is from its reference. Levels are in dB, none below `floorDb`, so that every figure is finite. */
export interface Deviation {
  /** Largest difference of two samples. */
  readonly peakDifference: number
  /** The difference's rms against full scale. */
  readonly residualDbfs: number
  /** The loudest 10 ms of the difference near a join, against the reference there; the floor where there is no join. */
  readonly worstJoinDb: number
  /** The reference's energy over the difference's. */
  readonly signalToNoiseDb: number
  /**
   * The step heard at joins: energy of the take's second differences within 0.5 ms of all joins, against the
   * reference's at the same places. About 0 where nothing clicks; 0 where there is no join.
   */
  readonly clickDb: number
}

/** What stands for no difference at all: 24-bit audio ends at -144 dB. */
export const floorDb = -200

/** A join is heard within a few hundredths of a second: blends and missing context reach no further. */
const neighbourhoodSeconds = 0.05
const windowSeconds = 0.01
const windowStepSeconds = 0.005
/** Where the reference is softer than this (rms, -60 dB of full scale), differences are measured against this. */
const softestLevel = 0.001
const clickReachSeconds = 0.0005

/**
 * Compares two sounds of the same text; where one ends before the other, it goes on as silence.
 *
 * A window counts as near a join when it lies wholly within 50 ms of it; windows begin every 5 ms.
 * @param joins samples at which one chunk ends and the next begins, in order
 */
export function deviation(
  take: Float32Array,
  reference: Float32Array,
  joins: readonly number[],
  sampleRateHz: number,
): Deviation {
  const length = Math.max(take.length, reference.length)
  const difference = new Float32Array(length)
  let peakDifference = 0
  for (let i = 0; i < length; i++) {
    difference[i] = (take[i] ?? 0) - (reference[i] ?? 0)
    peakDifference = Math.max(peakDifference, Math.abs(difference[i]))
  }
  const noise = energyOf(difference, 0, length)
  const signal = energyOf(reference, 0, reference.length)
  return {
    peakDifference,
    residualDbfs: decibels(noise / Math.max(1, length)),
    worstJoinDb: worstNearJoins(difference, reference, joins, sampleRateHz),
    signalToNoiseDb: -decibels(noise / Math.max(signal, Number.MIN_VALUE)),
    clickDb: clickAtJoins(take, reference, joins, sampleRateHz),
  }
}

function clickAtJoins(
  take: Float32Array,
  reference: Float32Array,
  joins: readonly number[],
  sampleRateHz: number,
): number {
  const reach = Math.round(clickReachSeconds * sampleRateHz)
  let heard = 0
  let expected = 0
  for (const join of joins) {
    heard += roughness(take, join - reach, join + reach)
    expected += roughness(reference, join - reach, join + reach)
  }
  return expected > 0 ? decibels(heard / expected) : 0
}

/** Energy of the second differences. */
function roughness(samples: Float32Array, start: number, end: number): number {
  let energy = 0
  for (let i = Math.max(1, start); i < Math.min(end, samples.length - 1); i++)
    energy += (samples[i - 1] - 2 * samples[i] + samples[i + 1]) ** 2
  return energy
}

function worstNearJoins(
  difference: Float32Array,
  reference: Float32Array,
  joins: readonly number[],
  sampleRateHz: number,
): number {
  const window = Math.round(windowSeconds * sampleRateHz)
  const step = Math.round(windowStepSeconds * sampleRateHz)
  const reach = Math.round(neighbourhoodSeconds * sampleRateHz)
  let worst = 0
  let nearest = 0
  for (let start = 0; start + window <= difference.length; start += step) {
    // The first join that does not lie too far before the window.
    while (nearest < joins.length && joins[nearest] + reach < start + window) nearest++
    if (nearest === joins.length) break
    if (joins[nearest] - reach > start) continue
    const signal = Math.max(energyOf(reference, start, start + window), window * softestLevel ** 2)
    worst = Math.max(worst, energyOf(difference, start, start + window) / signal)
  }
  return decibels(worst)
}

function energyOf(samples: Float32Array, start: number, end: number): number {
  let energy = 0
  for (let i = start; i < Math.min(end, samples.length); i++) energy += samples[i] * samples[i]
  return energy
}

/** Of a ratio of energies. */
function decibels(ratio: number): number {
  return ratio > 0 ? Math.max(floorDb, 10 * Math.log10(ratio)) : floorDb
}
