import { prepareOnce } from '../../onnx/prepared-models'
import { splitVitsVoice, vitsContractSchema, type VitsContract } from './preparation-split'

/** Paths of the model files the voice runs on, and what their users must know. */
export interface PreparedVitsVoice {
  encoder: string
  flow: string
  decoder: string
  contract: VitsContract
}

/** Part of the key under which prepared files are kept: raise it whenever the same voice would give other files. */
const workshopVersion = 'vits-2'

const fileNames = ['encoder.onnx', 'flow.onnx', 'decoder.onnx'] as const

/**
 * Splits a published VITS voice into the files Lector runs, once: later calls find them in the cache.
 * @throws AppError 'voice/missing' when the model cannot be read, 'voice/incompatible' when it is not such a voice;
 *   `signal.reason` when cancelled
 */
export async function prepareVitsVoice(options: {
  modelPath: string
  cacheDirectory: string
  signal?: AbortSignal | undefined
}): Promise<PreparedVitsVoice> {
  const { paths, description } = await prepareOnce({
    sourcePath: options.modelPath,
    cacheDirectory: options.cacheDirectory,
    workshopVersion,
    fileNames,
    descriptionSchema: vitsContractSchema,
    signal: options.signal,
    make(source) {
      const { encoder, flow, decoder, contract } = splitVitsVoice(source)
      return {
        files: { 'encoder.onnx': encoder, 'flow.onnx': flow, 'decoder.onnx': decoder },
        description: contract,
      }
    },
  })
  return {
    encoder: paths['encoder.onnx'],
    flow: paths['flow.onnx'],
    decoder: paths['decoder.onnx'],
    contract: description,
  }
}
