import { bytesPerSample, type SampleFormat } from '@contract/sample-formats'

/** Numbers of 32 bits: further samples have the same lower half of their position, and another upper half. */
const span = 2 ** 32

/**
 * Samples as little-endian bytes. Floats stay as they are. Integers get triangular dither of ±1 step, which makes the error
 * of rounding a steady hiss that knows nothing of the speech (mean 0, variance 1/4 step²), and are clipped to what they
 * hold; exact zeros stay zeros, for silence is digital. A reader that divides by 2^(bits − 1) has the samples back within
 * 1.5 steps.
 * @param firstSample where the first one stands in its file: the dither hangs on nothing else, so that a file comes out
 *   the same however it is cut into writes
 * @see Lipshitz, Wannamaker and Vanderkooy, "Quantization and Dither: A Theoretical Survey", JAES 40 (1992)
 */
export function encodeSamples(
  samples: Float32Array,
  format: SampleFormat,
  firstSample: number,
): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(samples.length * bytesPerSample[format])
  const view = new DataView(bytes.buffer)
  if (format === 'float32') {
    for (let i = 0; i < samples.length; i++) view.setFloat32(i * 4, samples[i], true)
    return bytes
  }
  const steps = quantised(samples, format === 'int16' ? 16 : 24, firstSample)
  if (format === 'int16') for (let i = 0; i < steps.length; i++) view.setInt16(i * 2, steps[i], true)
  else
    for (let i = 0, at = 0; i < steps.length; i++, at += 3) {
      view.setInt16(at, steps[i], true)
      view.setInt8(at + 2, steps[i] >> 16)
    }
  return bytes
}

/** The samples that bytes stand for: integers of n bits over 2^(n − 1). One that is cut off at the end is left out. */
export function decodeSamples(bytes: Uint8Array, format: SampleFormat): Float32Array<ArrayBuffer> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const samples = new Float32Array(Math.floor(bytes.length / bytesPerSample[format]))
  switch (format) {
    case 'int16':
      for (let i = 0; i < samples.length; i++) samples[i] = view.getInt16(i * 2, true) / 2 ** 15
      return samples
    case 'int24':
      for (let i = 0, at = 0; i < samples.length; i++, at += 3)
        samples[i] = (view.getUint16(at, true) | (view.getInt8(at + 2) << 16)) / 2 ** 23
      return samples
    case 'float32':
      for (let i = 0; i < samples.length; i++) samples[i] = view.getFloat32(i * 4, true)
      return samples
  }
}

function quantised(samples: Float32Array, bits: number, firstSample: number): Int32Array {
  const steps = new Int32Array(samples.length)
  const scale = 2 ** (bits - 1)
  for (let from = 0; from < samples.length;) {
    const position = firstSample + from
    const until = Math.min(samples.length, from + span - (position % span))
    const key = mixed(Math.floor(position / span) + 0x9e37_79b9)
    for (let i = from, low = position | 0; i < until; i++, low = (low + 1) | 0) {
      const sample = samples[i]
      if (sample === 0) continue
      const random = mixed(low ^ key)
      // The difference of two even distributions is the triangular one.
      const dither = ((random >>> 16) - (random & 0xffff)) / 65_536
      steps[i] = Math.floor(Math.max(-scale, Math.min(scale - 1, sample * scale + dither + 0.5)))
    }
    from = until
  }
  return steps
}

/**
 * 32 bits of which each hangs on every bit of the number.
 * @see https://github.com/skeeto/hash-prospector, public domain: the constants
 */
function mixed(number: number): number {
  let bits = number ^ (number >>> 16)
  bits = Math.imul(bits, 0x21f0_aaad)
  bits ^= bits >>> 15
  bits = Math.imul(bits, 0x735a_2d97)
  return bits ^ (bits >>> 15)
}
