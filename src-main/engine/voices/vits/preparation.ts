import { prepareOnce } from '../../onnx/prepared-models'
import { splitVitsVoice, vitsContractSchema, type VitsContract } from './preparation-split'

/** Paths of the model files the voice runs on, and what their users must know. */
export interface PreparedVitsVoice {
  /** Its parts, which are run one after the other. */
  encoder: readonly string[]
  flow: string
  decoder: string
  contract: VitsContract
}

/** Part of the key under which prepared files are kept: raise it whenever the same voice would give other files. */
const workshopVersion = 'vits-5'

const encoderFiles = ['encoder-1.onnx', 'encoder-2.onnx', 'encoder-3.onnx', 'encoder-4.onnx'] as const
const fileNames = [...encoderFiles, 'flow.onnx', 'decoder.onnx'] as const

/**
 * Splits a published VITS voice into the files Lector runs, once: later calls find them in the cache.
 * @throws AppError 'voice/missing' when the model cannot be read, 'voice/incompatible' when it is not such a voice;
 *   `signal.reason` when cancelled
 */
export async function prepareVitsVoice(options: {
  modelPath: string
  cacheDirectory: string
  carriedDirectory?: string | undefined
  signal?: AbortSignal | undefined
}): Promise<PreparedVitsVoice> {
  const { paths, description } = await prepareOnce({
    sourcePath: options.modelPath,
    cacheDirectory: options.cacheDirectory,
    carriedDirectory: options.carriedDirectory,
    workshopVersion,
    fileNames,
    descriptionSchema: vitsContractSchema,
    signal: options.signal,
    make(source) {
      const { encoder, flow, decoder, contract } = splitVitsVoice(source)
      // Of a small encoder, which is whole in the first file, the others are empty.
      const [first, second, third, fourth] = encoderFiles.map((_, part) => encoder[part] ?? new Uint8Array(0))
      return {
        files: {
          'encoder-1.onnx': first,
          'encoder-2.onnx': second,
          'encoder-3.onnx': third,
          'encoder-4.onnx': fourth,
          'flow.onnx': flow,
          'decoder.onnx': decoder,
        },
        description: contract,
      }
    },
  })
  return {
    encoder: encoderFiles.slice(0, description.encoderParts).map((name) => paths[name]),
    flow: paths['flow.onnx'],
    decoder: paths['decoder.onnx'],
    contract: description,
  }
}
