import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'

/** Where the voice's folder is: LECTOR_TEST_KOKORO, else its own. */
export const kokoroDirectory = process.env['LECTOR_TEST_KOKORO'] ?? resolve('models/kokoro-heart')
export const kokoroFiles = join(kokoroDirectory, 'files')
export const kokoroModel = join(kokoroFiles, 'kokoro-v1.0.int8.onnx')

export const noKokoro = !existsSync(kokoroModel)
export const why = '(needs the voice kokoro-heart, skipped where its files are not fetched)'
