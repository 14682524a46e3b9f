import { AppError } from '@contract/errors'
import { audioKernel, pieceSamples } from '../kernel'

/** What the kernel looks at in one go is a multiple of this. */
const stride = 8

/**
 * The last word on what may be heard: samples beyond full scale are clipped, in place, and what is no number at all ends
 * the reading. Silence in its stead would hide that the voice is broken; a reader would only wonder where the words went.
 * @returns `samples`
 * @throws AppError 'voice/not-sound'
 */
export function guardSamples<T extends Float32Array>(samples: T): T {
  const kernel = audioKernel()
  for (let at = 0; at < samples.length; at += pieceSamples) {
    const piece = samples.subarray(at, at + pieceSamples)
    kernel.samples.set(piece)
    const count = Math.ceil(piece.length / stride) * stride
    kernel.samples.fill(0, piece.length, count)
    // Written so that NaN, which compares with nothing, is seen too.
    if (!(kernel.highestMagnitude(kernel.samplesAt, count) <= 1)) clip(piece)
  }
  return samples
}

function clip(samples: Float32Array): void {
  for (const [i, sample] of samples.entries()) {
    if (!Number.isFinite(sample)) throw new AppError('voice/not-sound', `A sample of the voice is ${sample}`)
    samples[i] = Math.max(-1, Math.min(1, sample))
  }
}
