import { open, rename, rm } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'

/** What writing a file safely needs of a file system; tests break it in every way. */
export interface FileSystem {
  /** Writes and syncs a whole new file. */
  writeThrough(path: string, data: string): Promise<void>
  rename(from: string, to: string): Promise<void>
  remove(path: string): Promise<void>
  sleep(milliseconds: number): Promise<void>
}

/** Codes that pass: on Windows a virus scanner or indexer holds a fresh file for a moment. */
const passingCodes = new Set(['EPERM', 'EBUSY', 'EACCES'])
const firstWaitMilliseconds = 10
const longestWaitMilliseconds = 100
/** After this much waiting the obstacle is taken for lasting; VS Code and graceful-fs wait as long. */
const patienceMilliseconds = 60_000

/** The disk. */
export const disk: FileSystem = {
  async writeThrough(path, data) {
    const file = await open(path, 'w')
    try {
      await file.writeFile(data)
      await file.sync()
    } finally {
      await file.close()
    }
  },
  rename,
  remove: (path) => rm(path, { force: true }),
  sleep: async (milliseconds) => {
    await sleep(milliseconds)
  },
}

/**
 * Replaces a file so that whoever reads it, at any moment and after any crash, finds the old or the new content whole.
 * One writer per path at a time.
 * @throws the file system's error; the old content is then untouched
 */
export async function writeFileAtomically(files: FileSystem, path: string, data: string): Promise<void> {
  const temporary = `${path}.new`
  try {
    await files.writeThrough(temporary, data)
    await renamePatiently(files, temporary, path)
  } catch (error) {
    await files.remove(temporary)
    throw error
  }
}

async function renamePatiently(files: FileSystem, from: string, to: string): Promise<void> {
  let waited = 0
  for (let wait = firstWaitMilliseconds; ; wait = Math.min(longestWaitMilliseconds, wait * 2)) {
    try {
      return await files.rename(from, to)
    } catch (error) {
      if (!passingCodes.has(codeOf(error)) || waited >= patienceMilliseconds) throw error
    }
    await files.sleep(wait)
    waited += wait
  }
}

/** The system's code of an error, for example ENOENT; empty when it has none. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}
