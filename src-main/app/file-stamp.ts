import { realpath, stat } from 'node:fs/promises'

/** What of a file changes whenever somebody writes it, or puts another in its place. */
export interface FileStamp {
  readonly byteLength: number
  readonly modifiedMilliseconds: number
  /** Where its path leads, links followed. No numbers of the file system: on a network's disks they change by themselves. */
  readonly leadsTo: string
}

/** @returns null for what is no file, or is gone */
export function stampOf(path: string): Promise<FileStamp | null> {
  return stampOfOpen(path, { stat: () => stat(path) })
}

/** Of what is open: by its name another could be found by now. @returns null where the name leads nowhere any more */
export async function stampOfOpen(
  path: string,
  file: { stat(): Promise<{ size: number; mtimeMs: number }> },
): Promise<FileStamp | null> {
  const [found, end] = await Promise.all([file.stat().catch(() => null), leadsTo(path)])
  if (found === null || end === null) return null
  return { byteLength: found.size, modifiedMilliseconds: found.mtimeMs, leadsTo: end }
}

/** Whether a file is as it was. */
export function isSameStamp(a: FileStamp | null, b: FileStamp | null): boolean {
  return (
    a?.byteLength === b?.byteLength &&
    a?.modifiedMilliseconds === b?.modifiedMilliseconds &&
    a?.leadsTo === b?.leadsTo
  )
}

/** The file that a path means, links followed; null: none. */
export function leadsTo(path: string): Promise<string | null> {
  return realpath(path).catch(() => null)
}
