import { rename, rm, writeFile } from 'node:fs/promises'
import { unfinishedSuffix } from '@contract/recording-words'
import { asWritingFailure } from './writing-failure'

/**
 * Writes a file beside its final name and renames it: it is there whole, or not at all.
 * @throws AppError 'export/disk-full', 'export/not-writable'
 */
export async function writeWholeFile(path: string, content: Uint8Array | string): Promise<void> {
  const unfinishedPath = path + unfinishedSuffix
  await asWritingFailure(path, async () => {
    try {
      await writeFile(unfinishedPath, content)
      await rename(unfinishedPath, path)
    } catch (error) {
      await rm(unfinishedPath, { force: true })
      throw error
    }
  })
}
