import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** Bytes of all files below a folder; 0 where there is none. Links count nothing. */
export async function bytesBelow(folder: string): Promise<number> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  const sizes = await Promise.all(
    entries.map(async (entry) => {
      const path = join(folder, entry.name)
      if (entry.isDirectory()) return bytesBelow(path)
      // It may go while it is looked at.
      return entry.isFile()
        ? stat(path).then(
            ({ size }) => size,
            () => 0,
          )
        : 0
    }),
  )
  return sizes.reduce((sum, bytes) => sum + bytes, 0)
}
