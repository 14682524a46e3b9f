import { prepareOnce } from '../../onnx/prepared-models'
import { decoderContractSchema, splitSpectralVoice, type DecoderContract } from './preparation-split'

export type { DecoderContract } from './preparation-split'

/** Paths of the model files the voice runs on, and what its vocoder must know about them. */
export interface PreparedSpectralVoice {
  /** ids int64 [1, L], speed float32 [1], added_durations float32 [L] in units → latent [1, channels, F], f0 [1, F] in hertz, durations [L] in units of two frames. */
  front: string
  /** The streamed decoder as published: int8 with dynamic ranges; fast on a processor, its bits depend on the pushes. */
  decoderInt8: string
  /** The same weights in float32: independent of the pushes. */
  decoderFloat32: string
  decoder: DecoderContract
}

/** Part of the key under which prepared files are kept: raise it whenever the same voice would give other files. */
const workshopVersion = '4'

const fileNames = ['front.onnx', 'decoder-int8.onnx', 'decoder-float32.onnx'] as const

/**
 * Splits a published spectral voice into the files Lector runs, once: later calls find them in the cache.
 * @param options.latentTensor where to cut, when the voice's manifest says so; else it is found by structure
 * @throws AppError 'voice/missing' when the model cannot be read, 'voice/incompatible' when it is not such a voice;
 *   `signal.reason` when cancelled
 */
export async function prepareSpectralVoice(options: {
  modelPath: string
  cacheDirectory: string
  carriedDirectory?: string | undefined
  latentTensor?: string | undefined
  signal?: AbortSignal | undefined
}): Promise<PreparedSpectralVoice> {
  const { paths, description } = await prepareOnce({
    sourcePath: options.modelPath,
    cacheDirectory: options.cacheDirectory,
    carriedDirectory: options.carriedDirectory,
    workshopVersion,
    fileNames,
    descriptionSchema: decoderContractSchema,
    signal: options.signal,
    make(source) {
      const { front, decoderInt8, decoderFloat32, decoder } = splitSpectralVoice(source, options.latentTensor)
      return {
        files: {
          'front.onnx': front,
          'decoder-int8.onnx': decoderInt8,
          'decoder-float32.onnx': decoderFloat32,
        },
        description: decoder,
      }
    },
  })
  return {
    front: paths['front.onnx'],
    decoderInt8: paths['decoder-int8.onnx'],
    decoderFloat32: paths['decoder-float32.onnx'],
    decoder: description,
  }
}
