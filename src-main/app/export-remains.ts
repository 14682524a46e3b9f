import { access } from 'node:fs/promises'
import { jobFolderOf } from '@contract/export-order'
import { asideSuffix, unfinishedSuffix, wordsFileOf } from '@contract/recording-words'
import { codeOf, type FileSystem } from './atomic-file'

/**
 * Removes what there is of an export that is not done. What Lector's end left between an older recording and its words is
 * put in order.
 * @param path of its recording
 * @throws the file system's error
 */
export async function removeExport(files: FileSystem, path: string): Promise<void> {
  await putWordsBack(files, path)
  for (const of of [path, wordsFileOf(path)]) await files.remove(of + unfinishedSuffix)
  await files.removeFolder(jobFolderOf(path))
}

/**
 * An export that Lector's end overtook as it finished may have set the words of an older recording aside: they belong to
 * what is under the final name for as long as the new one has not appeared there.
 */
async function putWordsBack(files: FileSystem, path: string): Promise<void> {
  const wordsPath = wordsFileOf(path)
  const hasAppeared = await access(path + unfinishedSuffix).then(
    () => false,
    (error: unknown) => {
      if (codeOf(error) !== 'ENOENT') throw error
      return true
    },
  )
  if (hasAppeared) return files.remove(wordsPath + asideSuffix)
  await files.rename(wordsPath + asideSuffix, wordsPath).catch((error: unknown) => {
    if (codeOf(error) !== 'ENOENT') throw error
  })
}
