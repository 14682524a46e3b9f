import { statfs } from 'node:fs/promises'
import { dirname } from 'node:path'

/** Bytes that can still be written where a file is; null where the system does not say. */
export async function freeBytes(path: string): Promise<number | null> {
  return statfs(dirname(path)).then(
    ({ bavail, bsize }) => bavail * bsize,
    () => null,
  )
}
