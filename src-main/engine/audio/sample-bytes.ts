import { bytesPerSample, type SampleFormat } from '@contract/sample-formats'
import { audioKernel, pieceSamples } from './kernel'

/** Numbers of 32 bits: further samples have the same lower half of their position, and another upper half. */
const span = 2 ** 32

/**
 * Samples as little-endian bytes. Floats stay as they are. Integers get triangular dither of ±1 step, which makes the error
 * of rounding a steady hiss that knows nothing of the speech (mean 0, variance 1/4 step²), and are clipped to what they
 * hold; exact zeros stay zeros, for silence is digital. A reader that divides by 2^(bits − 1) has the samples back within
 * 1.5 steps.
 * @param runs        one behind the other
 * @param firstSample where the first one stands in its file: the dither hangs on nothing else, so that a file comes out
 *   the same however it is cut into writes
 * @param room        where the bytes go if they fit
 * @see Lipshitz, Wannamaker and Vanderkooy, "Quantization and Dither: A Theoretical Survey", JAES 40 (1992)
 */
export function encodeSamples(
  runs: readonly Float32Array[],
  format: SampleFormat,
  firstSample: number,
  room?: Uint8Array<ArrayBuffer>,
): Uint8Array<ArrayBuffer> {
  const samples = runs.reduce((total, { length }) => total + length, 0)
  const byteLength = samples * bytesPerSample[format]
  const bytes = room && byteLength <= room.length ? room.subarray(0, byteLength) : new Uint8Array(byteLength)
  let at = 0
  for (const run of runs) {
    encodeRun(run, format, firstSample + at, bytes.subarray(at * bytesPerSample[format]))
    at += run.length
  }
  return bytes
}

function encodeRun(samples: Float32Array, format: SampleFormat, firstSample: number, into: Uint8Array): void {
  const view = new DataView(into.buffer, into.byteOffset)
  if (format === 'float32') {
    for (let i = 0; i < samples.length; i++) view.setFloat32(i * 4, samples[i], true)
    return
  }
  for (let from = 0; from < samples.length;) {
    const position = firstSample + from
    const until = Math.min(samples.length, from + pieceSamples, from + span - (position % span))
    const piece = samples.subarray(from, until)
    if (format === 'int16') into.set(shortsOf(piece, position), from * 2)
    else
      for (const [i, step] of steps24(piece, position).entries()) {
        const at = (from + i) * 3
        view.setInt16(at, step, true)
        view.setInt8(at + 2, step >> 16)
      }
    from = until
  }
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

/**
 * @param samples a piece at most, which stand in one `span`
 * @returns their integers of 16 bits as little-endian bytes, as a kernel's memory is everywhere; theirs until the next call
 */
function shortsOf(samples: Float32Array, position: number): Uint8Array {
  const kernel = audioKernel()
  const { bytes, samplesAt, resultsAt } = kernel
  kernel.samples.set(samples)
  kernel.quantise16(samplesAt, samples.length, position | 0, Math.floor(position / span), resultsAt)
  return bytes.subarray(resultsAt, resultsAt + samples.length * 2)
}

/** As `shortsOf`, integers of 24 bits, each in 32. */
function steps24(samples: Float32Array, position: number): Int32Array {
  const kernel = audioKernel()
  const { samplesAt, resultsAt } = kernel
  kernel.samples.set(samples)
  kernel.quantise24(samplesAt, samples.length, position | 0, Math.floor(position / span), resultsAt)
  return kernel.integers.subarray(0, samples.length)
}
