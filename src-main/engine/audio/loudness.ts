/**
 * Integrated loudness of mono speech in LUFS: two filters for how the head hears, mean square in blocks of 400 ms that
 * overlap by three quarters, and two gates that leave the pauses out. Method and figures: ITU-R BS.1770-4, annex 1. Its
 * filter coefficients are for 48 kHz; for other rates the same analogue filters are transformed anew (their parameters:
 * Brecht De Man, "Evaluation of implementations of the EBU R128 loudness measurement", 2018).
 * @returns -Infinity for silence, and for less than a block of sound
 */
export function integratedLoudnessLufs(samples: Float32Array, sampleRateHz: number): number {
  const powers = blockPowers(weigh(samples, sampleRateHz), sampleRateHz)
  const audible = powers.filter((power) => toLufs(power) > absoluteGateLufs)
  const relativeGate = toLufs(mean(audible)) + relativeGateDecibels
  return toLufs(mean(audible.filter((power) => toLufs(power) > relativeGate)))
}

const blockSeconds = 0.4
const stepSeconds = 0.1
const absoluteGateLufs = -70
const relativeGateDecibels = -10

function toLufs(power: number): number {
  // The constant cancels what the filters add to a tone of 997 Hz.
  return -0.691 + 10 * Math.log10(power)
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length
}

function blockPowers(samples: Float64Array, sampleRateHz: number): number[] {
  const blockSamples = Math.round(blockSeconds * sampleRateHz)
  const powers: number[] = []
  for (let block = 0; ; block++) {
    const start = Math.round(block * stepSeconds * sampleRateHz)
    if (start + blockSamples > samples.length) return powers
    let sum = 0
    for (let i = start; i < start + blockSamples; i++) sum += samples[i] ** 2
    powers.push(sum / blockSamples)
  }
}

/** Two zeros over two poles, all divided by the denominator's first coefficient. */
interface Biquad {
  readonly b: readonly [number, number, number]
  readonly a: readonly [number, number]
}

/** The head as a sphere (a shelf of 4 dB above 1.7 kHz), then the ear's deafness to the deep (38 Hz). */
function weigh(samples: Float32Array, sampleRateHz: number): Float64Array {
  return filter(filter(Float64Array.from(samples), highShelf(sampleRateHz)), highPass(sampleRateHz))
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

function filter(samples: Float64Array, { b, a }: Biquad): Float64Array {
  let [x1, x2, y1, y2] = [0, 0, 0, 0]
  return samples.map((x) => {
    const y = b[0] * x + b[1] * x1 + b[2] * x2 - a[0] * y1 - a[1] * y2
    x2 = x1
    x1 = x
    y2 = y1
    y1 = y
    return y
  })
}
