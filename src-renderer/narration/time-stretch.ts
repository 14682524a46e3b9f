/** Two neighbouring stretches are blended over this long; the next one begins where the blend ends. */
const hopSeconds = 0.015
/** How far a stretch may lie from where the speed would have it: half the pitch period of a voice of 62 Hz. */
const searchSeconds = 0.008
/** The search looks at so many samples in a second first, and at all of them around the best it finds. */
const coarseRateHz = 11_025
/** Joints that are remembered: a minute of them, more than is ever kept ready. */
const keptJoints = 4_096

/** A place where one stretch has ended and nothing of the next is heard: sound may change over here without a seam. */
export interface Joint {
  /** Output sample. */
  readonly output: number
  /** The input sample that would be heard there next. */
  readonly input: number
}

/**
 * Plays speech faster or slower at its own pitch: stretches of the input follow each other, each taken from near the
 * place that the speed asks for, where it goes on best with the one before (WSOLA: W. Verhelst, M. Roelands, ICASSP 1993).
 * Output sample n is input sample n * speed to within `searchSeconds`, at any speed and for ever, so a word is lit by
 * plain division; a library that drops and repeats pitch periods at its own choice says only how long all of it became.
 * At speed 1 the samples are the input's own.
 */
export class TimeStretch {
  readonly #hop: number
  readonly #search: number
  readonly #coarse: number
  /** Input that is needed still, zeros behind it; `#bufferStart` is the number of its first sample. */
  #buffer: Float32Array<ArrayBuffer> = new Float32Array(0)
  #bufferStart = 0
  #inputSamples = 0
  #outputSamples = 0
  #regions = 0
  /** Where the sound of the last region would go on by itself. */
  #continuation = 0
  #joints: Joint[] = []

  /** @param speed 0.25..8 */
  constructor(
    sampleRateHz: number,
    private readonly speed: number,
  ) {
    this.#hop = Math.round(hopSeconds * sampleRateHz)
    this.#search = Math.round(searchSeconds * sampleRateHz)
    this.#coarse = Math.max(1, Math.round(sampleRateHz / coarseRateHz))
  }

  /** Takes input. @returns what output is ready for it */
  write(samples: Float32Array<ArrayBuffer>): Float32Array<ArrayBuffer> {
    this.#inputSamples += samples.length
    if (this.speed === 1) {
      this.#outputSamples += samples.length
      return samples
    }
    this.#hold(samples)
    return this.#make((needed) => needed <= this.#inputSamples)
  }

  /** The input has ended. @returns the rest: in all, as much output as the input's length over the speed, rounded */
  finish(): Float32Array<ArrayBuffer> {
    if (this.speed === 1) return new Float32Array(0)
    const total = Math.round(this.#inputSamples / this.speed)
    const before = this.#outputSamples
    const rest = this.#make(() => this.#outputSamples < total).slice(0, Math.max(0, total - before))
    this.#outputSamples = Math.max(before, total)
    return rest
  }

  /** The first joint at or after an output sample; where none is known, that which the next output begins with. */
  jointAt(output: number): Joint {
    if (this.speed === 1) {
      const within = Math.min(this.#outputSamples, Math.ceil(output))
      return { output: within, input: within }
    }
    return (
      this.#joints.find((joint) => joint.output >= output) ?? {
        output: this.#outputSamples,
        input: this.#continuation,
      }
    )
  }

  #make(mayGoOn: (neededInput: number) => boolean): Float32Array<ArrayBuffer> {
    const regions: Float32Array[] = []
    for (;;) {
      const nominal = Math.round(this.#regions * this.#hop * this.speed)
      if (!mayGoOn(Math.max(nominal + this.#search, this.#continuation) + this.#hop)) break
      const begin = this.#regions === 0 ? 0 : this.#bestNear(nominal)
      regions.push(this.#blend(begin))
      this.#joints.push({ output: this.#outputSamples, input: this.#continuation })
      if (this.#joints.length > keptJoints) this.#joints = this.#joints.slice(keptJoints / 4)
      this.#continuation = begin + this.#hop
      this.#outputSamples += this.#hop
      this.#regions++
      this.#forget()
    }
    const made = new Float32Array(regions.length * this.#hop)
    regions.forEach((region, index) => made.set(region, index * this.#hop))
    return made
  }

  /** From the end of the former stretch into the next one. */
  #blend(begin: number): Float32Array {
    const region = new Float32Array(this.#hop)
    const from = this.#continuation - this.#bufferStart
    const to = begin - this.#bufferStart
    for (let index = 0; index < this.#hop; index++) {
      const rising = 0.5 - 0.5 * Math.cos((Math.PI * index) / this.#hop)
      const former = this.#buffer[from + index] ?? 0
      region[index] = former + rising * ((this.#buffer[to + index] ?? 0) - former)
    }
    return region
  }

  #bestNear(nominal: number): number {
    const low = Math.max(this.#bufferStart, nominal - this.#search)
    const coarse = this.#bestOf(low, nominal + this.#search, this.#coarse)
    if (this.#coarse === 1) return coarse
    const around = this.#coarse - 1
    return this.#bestOf(Math.max(low, coarse - around), coarse + around, 1)
  }

  /** Which of the places sounds most like what would have gone on by itself. */
  #bestOf(from: number, to: number, step: number): number {
    const buffer = this.#buffer
    const model = this.#continuation - this.#bufferStart
    let best = from
    let bestLikeness = -Infinity
    for (let candidate = from; candidate <= to; candidate += step) {
      const at = candidate - this.#bufferStart
      let product = 0
      let energy = 1e-9
      for (let index = 0; index < this.#hop; index += step) {
        const sample = buffer[at + index] ?? 0
        product += sample * (buffer[model + index] ?? 0)
        energy += sample * sample
      }
      const likeness = product / Math.sqrt(energy)
      if (likeness > bestLikeness) {
        best = candidate
        bestLikeness = likeness
      }
    }
    return best
  }

  /** Room is made in lots, and by letting go of what was heard. */
  #hold(samples: Float32Array): void {
    const held = this.#inputSamples - samples.length - this.#bufferStart
    if (held + samples.length > this.#buffer.length) {
      const roomier = new Float32Array(2 * (held + samples.length))
      roomier.set(this.#buffer.subarray(0, held))
      this.#buffer = roomier
    }
    this.#buffer.set(samples, held)
  }

  #forget(): void {
    const next = Math.round(this.#regions * this.#hop * this.speed) - this.#search
    const keep = Math.max(this.#bufferStart, Math.min(next, this.#continuation))
    // A copy for every region would cost more than the region.
    if (keep - this.#bufferStart < 32 * this.#hop) return
    this.#buffer.copyWithin(0, keep - this.#bufferStart)
    this.#buffer.fill(0, Math.max(0, this.#inputSamples - keep))
    this.#bufferStart = keep
  }
}
