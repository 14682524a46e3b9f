/**
 * The filters of ITU-R BS.1770-4, annex 1: the head as a sphere (a shelf of 4 dB above 1.7 kHz), then the ear's deafness to
 * the deep (38 Hz). The standard's coefficients are for 48 kHz; for other rates the same analogue filters are transformed
 * anew (their parameters: Brecht De Man, "Evaluation of implementations of the EBU R128 loudness measurement", 2018).
 */
export interface KWeighting {
  /** The energy of `samples` from `from` to `until`, weighted, on top of `energy`: the same sum however they are cut. */
  add(samples: Float32Array, from: number, until: number, energy: number): number
  /** The last two samples as they came, after the first filter, and after both. */
  readonly memory: Float64Array
}

export const kWeightingMemory = 6

/** Less than this is silence; halved again and again it would become numbers that processors take a hundred times as long for. */
const nothing = 1e-30

/** @param memory of another one; absent: silence came before */
export function createKWeighting(sampleRateHz: number, memory?: ArrayLike<number>): KWeighting {
  const shelf = highShelf(sampleRateHz)
  const pass = highPass(sampleRateHz)
  const [shelfB0, shelfB1, shelfB2] = shelf.b
  const [shelfA1, shelfA2] = shelf.a
  const [passA1, passA2] = pass.a
  const held = Float64Array.from(memory ?? new Float64Array(kWeightingMemory))
  return {
    memory: held,
    add(samples, from, until, energy) {
      // In locals, which stay in registers.
      let x1 = held[0]
      let x2 = held[1]
      let y1 = held[2]
      let y2 = held[3]
      let z1 = held[4]
      let z2 = held[5]
      let sum = energy
      for (let i = from; i < until; i++) {
        const x = samples[i]
        // What came last is put in last: nothing else then waits for it, which halves the time.
        const y = shelfB0 * x + shelfB1 * x1 + shelfB2 * x2 - shelfA2 * y2 - shelfA1 * y1
        // The numerator of the second is 1, -2, 1.
        const z = y - 2 * y1 + y2 - passA2 * z2 - passA1 * z1
        sum += z * z
        x2 = x1
        x1 = x
        y2 = y1
        y1 = y
        z2 = z1
        z1 = z
      }
      held.set([x1, x2, y1, y2, z1, z2])
      return sum
    },
  }
}

/** Forgets what fades out in silence. To be done at the same samples however they are cut. */
export function forgetFaded(memory: Float64Array): void {
  for (let i = 0; i < memory.length; i++) if (Math.abs(memory[i]) < nothing) memory[i] = 0
}

/** Two zeros over two poles, all divided by the denominator's first coefficient. */
interface Biquad {
  readonly b: readonly [number, number, number]
  readonly a: readonly [number, number]
}

function highShelf(sampleRateHz: number): Biquad {
  const k = Math.tan((Math.PI * 1_681.974450955533) / sampleRateHz)
  const q = 0.7071752369554196
  const high = 10 ** (3.999843853973347 / 20)
  const band = high ** 0.4996667741545416
  const a0 = 1 + k / q + k * k
  return {
    b: [
      (high + (band * k) / q + k * k) / a0,
      (2 * (k * k - high)) / a0,
      (high - (band * k) / q + k * k) / a0,
    ],
    a: [(2 * (k * k - 1)) / a0, (1 - k / q + k * k) / a0],
  }
}

function highPass(sampleRateHz: number): Biquad {
  const k = Math.tan((Math.PI * 38.13547087602444) / sampleRateHz)
  const q = 0.5003270373238773
  const a0 = 1 + k / q + k * k
  return { b: [1, -2, 1], a: [(2 * (k * k - 1)) / a0, (1 - k / q + k * k) / a0] }
}
