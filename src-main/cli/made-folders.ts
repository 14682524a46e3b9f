import { mkdir, rmdir, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { AppError } from '@contract/errors'

/** Folders that were made for a result. */
export interface MadeFolders {
  /** Takes them back when the result did not come to be; stops at one that holds something. */
  takeBack(): Promise<void>
}

/**
 * Makes a folder and those above it that are missing. One by one, because Node's own recursive `mkdir` never returns
 * where a folder exists and refuses all new ones as absent (/proc).
 * @throws AppError 'export/not-writable'
 */
export async function makeFolders(path: string): Promise<MadeFolders> {
  const made: string[] = []
  const folders = {
    async takeBack() {
      for (const folder of made.reverse()) {
        try {
          await rmdir(folder)
        } catch {
          // Somebody else has put something there: it stays, and the failure that led here is what matters.
          return
        }
      }
    },
  }
  try {
    for (const folder of await missingFolders(path)) {
      await mkdir(folder)
      made.push(folder)
    }
  } catch (cause) {
    await folders.takeBack()
    const reason = (cause as NodeJS.ErrnoException).code ?? 'unknown'
    throw new AppError('export/not-writable', `The folder ${path} cannot be made: ${reason}`, {
      details: { path, reason },
      cause,
    })
  }
  return folders
}

/** @returns outermost first */
async function missingFolders(path: string): Promise<string[]> {
  const entry = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  if (entry === null) return [...(await missingFolders(dirname(path))), path]
  // A file: making it anyway says so in the system's own code.
  return entry.isDirectory() ? [] : [path]
}
