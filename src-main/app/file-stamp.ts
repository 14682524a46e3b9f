import { stat } from 'node:fs/promises'

/** What of a file changes whenever somebody writes it. */
export interface FileStamp {
  readonly byteLength: number
  readonly modifiedMilliseconds: number
}

/** @returns null for what is no file, or is gone */
export async function stampOf(path: string): Promise<FileStamp | null> {
  const found = await stat(path).catch(() => null)
  return found && { byteLength: found.size, modifiedMilliseconds: found.mtimeMs }
}

/** Whether a file is as it was. */
export function isSameStamp(a: FileStamp | null, b: FileStamp | null): boolean {
  return a?.byteLength === b?.byteLength && a?.modifiedMilliseconds === b?.modifiedMilliseconds
}
