import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { CommandRunner } from './run-command'

const pollMilliseconds = 200

/** What fetching from a source needs. */
export interface SourceContext {
  /** An empty folder, removed by the caller whatever happens. */
  readonly workshop: string
  readonly run: CommandRunner
  readonly onBytes: (bytes: number, totalBytes: number) => void
  readonly signal: AbortSignal
}

/**
 * Tells how large the files below some folders are, again and again, while a package manager fills them.
 * @returns stops it
 */
export function watchSize(folders: readonly string[], report: (bytes: number) => void): () => void {
  const timer = setInterval(() => {
    void Promise.all(folders.map(folderBytes)).then((sizes) =>
      report(sizes.reduce((sum, size) => sum + size, 0)),
    )
  }, pollMilliseconds)
  return () => clearInterval(timer)
}

/** Sum of the files below a folder that someone else is writing to: what vanishes meanwhile counts nothing. */
async function folderBytes(folder: string): Promise<number> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  let bytes = 0
  for (const entry of entries) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) bytes += await folderBytes(path)
    else
      bytes += await stat(path).then(
        (file) => file.size,
        () => 0,
      )
  }
  return bytes
}
