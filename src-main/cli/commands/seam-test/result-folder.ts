import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { unfinishedSuffix } from '@contract/recording-words'
import { writeWholeFile } from '../../../engine'
import { makeFolders } from '../../made-folders'

/** Where results are kept; every file in it is whole. */
export interface ResultFolder {
  /** @returns the file's path. @throws AppError 'export/disk-full', 'export/not-writable' */
  write(name: string, content: Uint8Array | string): Promise<string>
  /** Removes what was written, and the folders that were made: half of the results would be taken for all of them. */
  takeBack(): Promise<void>
}

/**
 * @param noteUnfinished told of every file before it is written
 * @throws AppError 'export/not-writable'
 */
export async function openResultFolder(
  path: string,
  noteUnfinished: (path: string) => void,
): Promise<ResultFolder> {
  const folders = await makeFolders(path)
  const written = new Set<string>()
  return {
    async write(name, content) {
      const file = join(path, name)
      noteUnfinished(file + unfinishedSuffix)
      await writeWholeFile(file, content)
      written.add(file)
      return file
    },
    async takeBack() {
      for (const file of written) await rm(file, { force: true })
      await folders.takeBack()
    },
  }
}
