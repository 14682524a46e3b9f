import type { FileHandle } from 'node:fs/promises'

type FileSystem = typeof import('node:fs/promises')
type Run = [bytes: Uint8Array, from: number, count: number, at: number]

/** How many more changes of the disk are made: then a write is half done, and nothing further. */
export const disk = { left: Infinity, done: 0, code: 'EIO' }

/** Whatever was done to it. */
export function healDisk(): void {
  Object.assign(disk, { left: Infinity, done: 0, code: 'EIO' })
}

function step(): void {
  disk.done++
  if (disk.left-- <= 0) throw Object.assign(new Error(disk.code), { code: disk.code })
}

/** The file system as it is, until `disk` has no changes left: what to mock `node:fs/promises` with. */
export function breakingDisk(real: FileSystem): FileSystem {
  const open = async (...asked: Parameters<FileSystem['open']>): Promise<FileHandle> => {
    if (String(asked[1]).startsWith('w')) step()
    const handle = await real.open(...asked)
    const write = handle.write.bind(handle) as (...run: Run) => Promise<{ bytesWritten: number }>
    const truncate = handle.truncate.bind(handle)
    return Object.assign(handle, {
      write: async (...[bytes, from, count, at]: Run) => {
        if (disk.left === 0) await write(bytes, from, count >> 1, at)
        step()
        return write(bytes, from, count, at)
      },
      truncate: async (length: number) => {
        step()
        return truncate(length)
      },
    })
  }
  const rename = async (...asked: Parameters<FileSystem['rename']>): Promise<void> => {
    step()
    return real.rename(...asked)
  }
  const rm = async (...asked: Parameters<FileSystem['rm']>): Promise<void> => {
    // A full disk takes away what it is told to.
    if (disk.code !== 'ENOSPC') step()
    return real.rm(...asked)
  }
  return { ...real, open, rename, rm }
}
