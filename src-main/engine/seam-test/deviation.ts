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
   * How far joins stick out as clicks: second differences at a join against those within 5 ms of it, in the take and
   * in the reference, the mean over all joins of how much more it is in the take. 0 where nothing clicks.
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
const clickNeighbourhoodSeconds = 0.005
/** Keeps silence from dividing by nothing: far below what a step of one 24-bit unit gives. */
const leastRoughness = 1e-16

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
  const reach = Math.round(clickNeighbourhoodSeconds * sampleRateHz)
  const prominence = (samples: Float32Array, join: number): number =>
    10 *
    Math.log10(
      (roughness(samples, join - 1, join + 1) + leastRoughness) /
        (roughness(samples, join - reach, join + reach) + leastRoughness),
    )
  const sum = joins.reduce((total, join) => total + prominence(take, join) - prominence(reference, join), 0)
  return joins.length > 0 ? sum / joins.length : 0
}

/** Mean energy of the second differences. */
function roughness(samples: Float32Array, start: number, end: number): number {
  const [first, last] = [Math.max(1, start), Math.min(end, samples.length - 1)]
  let energy = 0
  for (let i = first; i < last; i++) energy += (samples[i - 1] - 2 * samples[i] + samples[i + 1]) ** 2
  return last > first ? energy / (last - first) : 0
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

/** Of a ratio of energies; within 200 dB of 0 either way. */
function decibels(ratio: number): number {
  return ratio > 0 ? Math.min(-floorDb, Math.max(floorDb, 10 * Math.log10(ratio))) : floorDb
}
