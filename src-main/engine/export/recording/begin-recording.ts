import { access, rename, rm } from 'node:fs/promises'
import { asideSuffix, unfinishedSuffix, wordsFileOf } from '@contract/recording-words'
import type { WavForm } from '../../audio/wav'
import { createWavFile, type WavFile } from './wav-file'
import { asWritingFailure } from './writing-failure'

/**
 * A recording being written beside its final name, where an earlier one may have ended with the process: words of the
 * recording in its place that were set aside are put back first.
 * @throws AppError 'export/disk-full', 'export/not-writable'
 */
export async function beginRecording(path: string, form: WavForm): Promise<WavFile> {
  await asWritingFailure(path, () => putWordsBack(path))
  return createWavFile(path, form)
}

/**
 * Words that were set aside belong to what is under the final name for as long as what was to take its place has not
 * appeared there.
 * @throws the file system's error
 */
export async function putWordsBack(path: string): Promise<void> {
  const wordsPath = wordsFileOf(path)
  const asidePath = wordsPath + asideSuffix
  if (!(await exists(asidePath))) return
  if (await exists(path + unfinishedSuffix)) await rename(asidePath, wordsPath)
  else await rm(asidePath)
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    (error: unknown) => {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
      return false
    },
  )
}
