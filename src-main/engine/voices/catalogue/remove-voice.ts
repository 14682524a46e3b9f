import { lstat, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '@contract/errors'
import { partEnding, partRecordEnding } from '../store'

/**
 * Removes folders with all that is in them; what a link leads to is not theirs.
 * @throws AppError 'voice/not-removable' with `reason` links or in-use
 */
export async function removeFolders(id: string, folders: readonly string[]): Promise<void> {
  for (const folder of folders) {
    const entry = await lstat(folder).catch(() => null)
    if (entry && !entry.isDirectory())
      throw notRemovable(id, 'links', `${folder} is no folder of Lector’s own`)
  }
  for (const folder of folders) {
    await rm(folder, { recursive: true, force: true }).catch((error: NodeJS.ErrnoException) => {
      throw notRemovable(id, 'in-use', `${folder} cannot be removed: ${error.message}`, error)
    })
  }
}

/** Drops beginnings of files, and nothing else. */
export async function removeParts(folder: string): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    if ([partEnding, partRecordEnding].some((ending) => name.endsWith(ending)))
      await rm(join(folder, name), { force: true })
  }
}

export function notRemovable(id: string, reason: string, message: string, cause?: unknown): AppError {
  return new AppError('voice/not-removable', message, { details: { voice: id, reason }, cause })
}
