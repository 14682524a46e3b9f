import { statfs } from 'node:fs/promises'

/** Bytes that can still be written in a folder; null where the system does not say. */
export async function freeBytes(folder: string): Promise<number | null> {
  return statfs(folder).then(
    // Some that lie behind a network say that they have no room at all, nor ever had.
    ({ bavail, blocks, bsize }) => (blocks > 0 ? bavail * bsize : null),
    () => null,
  )
}
