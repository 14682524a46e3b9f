import { readFile, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { AppError } from '@contract/errors'
import { fileSha256, readIfThere, replaceFile, sha256Of } from './file-hash'
import { readModel, toFloat16, writeModel } from './graph'

/** Part of the name under which the form is kept: raise it whenever the same model would give another file. */
const workshopVersion = 'half-1'

/**
 * A model's half-precision form, for graphics processors; made on first use and kept.
 * @param path a float32 model
 * @returns path of the form
 * @throws AppError 'voice/missing' when the model cannot be read, 'voice/incompatible' when it is none
 */
export async function prepareFloat16(path: string, cacheDirectory: string): Promise<string> {
  const notes = join(cacheDirectory, 'hashes')
  let source: string
  try {
    source = await fileSha256(path, notes)
  } catch (cause) {
    throw new AppError('voice/missing', `Cannot read ${path}`, { cause, retry: 'after-user-action' })
  }
  const key = sha256Of(`${workshopVersion} ${source}`).slice(0, 32)
  const form = join(cacheDirectory, 'float16', `${basename(path, '.onnx')}-${key}.onnx`)
  const expected = (await readIfThere(`${form}.sha256`))?.toString('latin1')
  if (expected !== undefined && (await isThere(form)) && (await fileSha256(form, notes)) === expected)
    return form
  const bytes = writeModel(toFloat16(readModel(await readFile(path))))
  await replaceFile(form, bytes)
  // Last, as the index of an entry is: without it the form is not used.
  await replaceFile(`${form}.sha256`, Buffer.from(sha256Of(bytes)))
  return form
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}
