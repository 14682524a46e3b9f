/**
 * The synthesis in float64 throughout, written for reading: whole sentence at once, every formula as published.
 * Only two things are in single precision, because they are in the voice's own method: the interpolated pitch and the
 * number of harmonics counted from it.
 */

const sampleRateHz = 24_000
const hop = 300
const frame = 1_200
const bins = 601
const row = 5 * bins

/** Real and imaginary parts of standard normals of one bin of one frame. */
export type Noise = (frame: number, bin: number) => readonly [number, number]

/** Samples of a sentence from its rows [F, 3005] and its pitch curve [F]. */
export function referenceSynthesis(rows: Float32Array, f0: Float32Array, noise: Noise): Float64Array {
  const window = Float64Array.from(
    { length: frame },
    (_, n) => 0.5 - 0.5 * Math.cos((2 * Math.PI * n) / frame),
  )
  const source = referencePulses(f0)
  const padded = new Float64Array((f0.length + 3) * hop)
  const energy = new Float64Array(padded.length)
  for (let k = 0; k < f0.length; k++) {
    const excitation = fourier(
      window.map((w, n) => (w / hop) * (source[mirrored(k * hop - frame / 2 + n, source.length)] ?? 0)),
      new Float64Array(frame),
    )
    const spectrum = speechSpectrum(rows.subarray(k * row, (k + 1) * row), excitation, (bin) => noise(k, bin))
    const samples = inverseReal(spectrum)
    for (let n = 0; n < frame; n++) {
      padded[k * hop + n]! += window[n]! * samples[n]!
      energy[k * hop + n]! += window[n]! ** 2
    }
  }
  return padded.map((value, n) => value / energy[n]!).slice(frame / 2, frame / 2 + f0.length * hop)
}

/** Every harmonic up to 11 kHz at unit amplitude; 0 where the pitch is at most 40 Hz. */
export function referencePulses(f0: Float32Array): Float64Array {
  const pulses = new Float64Array(f0.length * hop)
  let phase = 0
  for (let t = 0; t < pulses.length; t++) {
    const pitch = pitchAt(f0, t)
    const isVoiced = pitch > 40
    const rate = isVoiced ? pitch : 40
    phase = (phase + rate / sampleRateHz) % 1
    if (!isVoiced) continue
    const harmonics = Math.floor(Math.fround(11_000 / rate))
    const below = 2 * Math.sin(Math.PI * phase)
    const height = harmonics + 0.5
    pulses[t] = (Math.abs(below) <= 2e-3 ? height : Math.sin(height * 2 * Math.PI * phase) / below) - 0.5
  }
  return pulses
}

function pitchAt(f0: Float32Array, t: number): number {
  const position = (t + 0.5) / hop - 0.5
  const before = Math.floor(position)
  const later = Math.fround(position - before)
  const value = (k: number) => f0[Math.min(Math.max(k, 0), f0.length - 1)]!
  const product = Math.fround(value(before) * Math.fround(1 - later))
  return Math.fround(product + Math.fround(value(before + 1) * later))
}

/** Index into a signal mirrored at both ends, as often as need be. */
function mirrored(index: number, length: number): number {
  let t = index
  while (t < 0 || t >= length) t = t < 0 ? -t : 2 * (length - 1) - t
  return t
}

interface Complex {
  re: Float64Array
  im: Float64Array
}

function speechSpectrum(
  row: Float32Array,
  excitation: Complex,
  noise: (bin: number) => readonly [number, number],
): Complex {
  const spectrum = { re: new Float64Array(bins), im: new Float64Array(bins) }
  const magnitude = (log: number) => Math.exp(Math.min(log, 7))
  for (let k = 0; k < bins; k++) {
    const [lh, theta, ln, lr, phi] = [0, 1, 2, 3, 4].map((part) => row[part * bins + k]!) as [
      number,
      number,
      number,
      number,
      number,
    ]
    const turn = Math.PI * Math.tanh(theta)
    const [noiseRe, noiseIm] = noise(k)
    const [filterRe, filterIm] = [magnitude(lh) * Math.cos(turn), magnitude(lh) * Math.sin(turn)]
    const [sourceRe, sourceIm] = [excitation.re[k]!, excitation.im[k]!]
    spectrum.re[k] =
      filterRe * sourceRe - filterIm * sourceIm + magnitude(ln) * noiseRe + magnitude(lr) * Math.cos(phi)
    spectrum.im[k] =
      filterRe * sourceIm + filterIm * sourceRe + magnitude(ln) * noiseIm + magnitude(lr) * Math.sin(phi)
  }
  return spectrum
}

/** The real signal of 1200 samples with this half spectrum. */
function inverseReal({ re, im }: Complex): Float64Array {
  const whole = { re: new Float64Array(frame), im: new Float64Array(frame) }
  for (let k = 0; k < frame; k++) {
    const bin = k < bins ? k : frame - k
    // The imaginary parts of the first and last bin belong to no real signal. Conjugated, for the inverse.
    const imaginary = bin === 0 || bin === bins - 1 ? 0 : im[bin]!
    whole.re[k] = re[bin]!
    whole.im[k] = k < bins ? -imaginary : imaginary
  }
  return fourier(whole.re, whole.im).re.map((value) => value / frame)
}

/** Discrete Fourier transform of any length: halves while it can, then the definition. */
function fourier(re: Float64Array, im: Float64Array): Complex {
  const n = re.length
  if (n % 2 === 1) return fourierByDefinition(re, im)
  const even = fourier(
    re.filter((_, k) => k % 2 === 0),
    im.filter((_, k) => k % 2 === 0),
  )
  const odd = fourier(
    re.filter((_, k) => k % 2 === 1),
    im.filter((_, k) => k % 2 === 1),
  )
  const result = { re: new Float64Array(n), im: new Float64Array(n) }
  for (let k = 0; k < n; k++) {
    const [c, s] = [Math.cos((2 * Math.PI * k) / n), Math.sin((2 * Math.PI * k) / n)]
    const at = k % (n / 2)
    result.re[k] = even.re[at]! + c * odd.re[at]! + s * odd.im[at]!
    result.im[k] = even.im[at]! + c * odd.im[at]! - s * odd.re[at]!
  }
  return result
}

function fourierByDefinition(re: Float64Array, im: Float64Array): Complex {
  const n = re.length
  const cosines = re.map((_, k) => Math.cos((2 * Math.PI * k) / n))
  const sines = re.map((_, k) => Math.sin((2 * Math.PI * k) / n))
  const result = { re: new Float64Array(n), im: new Float64Array(n) }
  for (let k = 0; k < n; k++) {
    for (let t = 0; t < n; t++) {
      const [c, s] = [cosines[(k * t) % n]!, sines[(k * t) % n]!]
      result.re[k]! += re[t]! * c + im[t]! * s
      result.im[k]! += im[t]! * c - re[t]! * s
    }
  }
  return result
}

/** The kernel's noise, rebuilt from its description over a table of half-normal quantiles. */
export function referenceNoise(seed: number, quantiles: ArrayLike<number>): Noise {
  const rows = new Map<number, (readonly [number, number])[]>()
  return (frame, bin) => {
    const known = rows.get(frame) ?? noiseOfFrame(seed, frame, quantiles)
    rows.set(frame, known)
    return known[bin]!
  }
}

function noiseOfFrame(
  seed: number,
  frame: number,
  quantiles: ArrayLike<number>,
): (readonly [number, number])[] {
  const normal = (bits: number) => (bits & 4096 ? -1 : 1) * quantiles[bits & 4095]!
  let state = hash(seed ^ hash(frame + 0x9e3779b9)) || 1
  return Array.from({ length: bins }, () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    const random = Math.imul(state, 0x9e3779b1)
    return [normal(random >>> 19), normal(random >>> 3)] as const
  })
}

function hash(value: number): number {
  let x = value | 0
  x = Math.imul(x ^ (x >>> 16), 0x7feb352d)
  x = Math.imul(x ^ (x >>> 15), 0x846ca68b)
  return x ^ (x >>> 16)
}
