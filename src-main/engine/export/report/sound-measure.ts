import { createLoudnessMeter, type LoudnessMeter } from '../../audio/loudness'

/** Above what rounding and its dither come to in 16 bits, far below what anybody hears. */
const silentPeak = 2 ** -13

/** How loud a recording is; null for silence, and for what is no sound. */
export interface SoundLevels {
  readonly integratedLufs: number | null
  readonly truePeakDbtp: number | null
}

/** Measures the sound of a recording, and whether its stretches are heard at all. */
export class SoundMeasure {
  readonly #meter: LoudnessMeter
  #isSound = true
  /** Infinity: there is something in it that is no number. */
  #stretchPeak = 0

  constructor(sampleRateHz: number) {
    this.#meter = createLoudnessMeter(sampleRateHz)
  }

  /** @param samples whatever a file has in the place of some */
  add(samples: Float32Array): void {
    let peak = this.#stretchPeak
    for (let i = 0; i < samples.length; i++) {
      const height = Math.abs(samples[i])
      if (height > peak) peak = height
      else if (Number.isNaN(height)) peak = Infinity
    }
    this.#stretchPeak = peak
    if (peak === Infinity) this.#isSound = false
    if (this.#isSound) this.#meter.add(samples)
  }

  /** Begins a stretch. */
  beginStretch(): void {
    this.#stretchPeak = 0
  }

  /** Whether anything of the stretch is heard. */
  get isHeard(): boolean {
    return this.#stretchPeak > silentPeak && this.#stretchPeak < Infinity
  }

  levels(): SoundLevels {
    const { integratedLufs, truePeakDbtp } = this.#meter
    const level = (value: number): number | null =>
      this.#isSound && Number.isFinite(value) ? Number(value.toFixed(2)) : null
    return { integratedLufs: level(integratedLufs), truePeakDbtp: level(truePeakDbtp) }
  }
}
