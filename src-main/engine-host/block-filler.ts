/** Ramp at every start and stop of sound, and when the volume goes from silent to full. */
const rampSeconds = 0.005

/** Cuts a stream of samples into the blocks that a device takes, with ramps wherever sound starts or stops. */
export interface BlockFiller {
  /** The listener expects sound and there is none. */
  readonly isStarving: boolean
  /** It stands where it was told to. */
  readonly isHalted: boolean
  /** How often that began. */
  readonly underruns: number
  /** Samples pushed and not filled into blocks yet. */
  readonly waitingSamples: number
  push(samples: Float32Array): void
  /** Forgets the last `count` of the samples that wait; more will be pushed in their place. */
  takeBack(count: number): void
  /** What is empty from now on is the end, not a gap. */
  finish(): void
  pause(): void
  resume(): void
  /** @param volume 0..1 */
  setVolume(volume: number): void
  /** Stands still before this sample, counted from the first one pushed, until it is resumed; null: nowhere. A place behind it counts for nothing. */
  setHalt(sample: number | null): void
  /** Moves samples into a silent block; what is missing stays silent. @returns samples of the stream in it */
  fill(block: Float32Array): number
}

export function createBlockFiller(sampleRateHz: number): BlockFiller {
  const step = 1 / (rampSeconds * sampleRateHz)
  const queue: Float32Array[] = []
  let gain = 0
  let volume = 1
  let isPaused = false
  let isFinished = false
  let hasBegun = false
  let isStarving = false
  let underruns = 0
  let filledSamples = 0
  let haltAt = Infinity
  let isHalted = false

  /** While fading out the stream goes on for the length of the ramp, then it stands still. */
  const isStill = (): boolean => isPaused && gain === 0

  const copy = (block: Float32Array, at: number, samples: Float32Array): number => {
    const count = Math.min(samples.length, block.length - at)
    const target = isPaused ? 0 : volume
    for (let used = 0; used < count; used++) {
      gain = gain < target ? Math.min(target, gain + step) : Math.max(target, gain - step)
      if (isStill()) return used
      block[at + used] = samples[used] * gain
    }
    return count
  }

  /** A gap has ramps too: down over the last samples before it, up after it. */
  const beginGap = (block: Float32Array, filled: number): void => {
    underruns++
    const length = Math.min(filled, Math.round(rampSeconds * sampleRateHz))
    for (let i = 0; i < length; i++) block[filled - 1 - i] *= i / length
  }

  return {
    get isStarving() {
      return isStarving
    },
    get isHalted() {
      return isHalted
    },
    get underruns() {
      return underruns
    },
    get waitingSamples() {
      return queue.reduce((sum, { length }) => sum + length, 0)
    },
    push: (samples) => void queue.push(samples),
    takeBack(count) {
      isFinished = false
      haltAt = Infinity
      for (let left = count; left > 0;) {
        const last = queue.pop()
        if (!last) return
        if (last.length > left) queue.push(last.subarray(0, last.length - left))
        left -= last.length
      }
    },
    finish: () => void (isFinished = true),
    pause: () => void (isPaused = true),
    resume() {
      isPaused = false
      isHalted = false
    },
    setVolume: (next) => void (volume = next),
    setHalt(sample) {
      haltAt = sample !== null && sample > filledSamples ? sample : Infinity
    },
    fill(block) {
      let filled = 0
      while (filled < block.length && queue.length > 0 && !isStill() && !isHalted) {
        const head = queue[0].subarray(0, haltAt - filledSamples)
        const used = copy(block, filled, head)
        filled += used
        filledSamples += used
        if (used === queue[0].length) queue.shift()
        else queue[0] = queue[0].subarray(used)
        isHalted = filledSamples >= haltAt
        if (isHalted) haltAt = Infinity
      }
      const isDry = !isHalted && filled < block.length && queue.length === 0 && !isFinished && hasBegun
      hasBegun ||= filled > 0
      if (isDry && !isStarving && !isPaused) beginGap(block, filled)
      if (isDry) gain = 0
      isStarving = isDry && (isStarving || !isPaused)
      return filled
    },
  }
}
