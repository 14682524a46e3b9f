import { z } from 'zod'
import { prepareOnce } from '../../onnx/prepared-models'
import { splitKokoroVoice } from './preparation-split'

/** Paths of the model files the voice runs on. */
export interface PreparedKokoroVoice {
  acoustic: string
  decoder: string
}

/** Part of the key under which prepared files are kept: raise it whenever the same voice would give other files. */
const workshopVersion = 'kokoro-3'

const fileNames = ['acoustic.onnx', 'decoder.onnx'] as const

/**
 * Splits a published Kokoro voice into the files Lector runs, once: later calls find them in the cache.
 * @throws AppError 'voice/missing' when the model cannot be read, 'voice/incompatible' when it is not such a voice;
 *   `signal.reason` when cancelled
 */
export async function prepareKokoroVoice(options: {
  modelPath: string
  cacheDirectory: string
  carriedDirectory?: string | undefined
  signal?: AbortSignal | undefined
}): Promise<PreparedKokoroVoice> {
  const { paths } = await prepareOnce({
    sourcePath: options.modelPath,
    cacheDirectory: options.cacheDirectory,
    carriedDirectory: options.carriedDirectory,
    workshopVersion,
    fileNames,
    descriptionSchema: z.strictObject({}),
    signal: options.signal,
    make(source) {
      const { acoustic, decoder } = splitKokoroVoice(source)
      return { files: { 'acoustic.onnx': acoustic, 'decoder.onnx': decoder }, description: {} }
    },
  })
  return { acoustic: paths['acoustic.onnx'], decoder: paths['decoder.onnx'] }
}
