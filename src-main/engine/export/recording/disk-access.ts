import { AppError } from '@contract/errors'
import type { RecordingDisk, RecordingFile } from './recording-disk'

/**
 * Refuses a folder under a name that a file is to have: it would show only at the rename, after all the work.
 * @throws AppError 'export/not-writable'
 */
export async function refuseFolder(disk: RecordingDisk, path: string): Promise<void> {
  if (!(await disk.isFolder(path))) return
  throw new AppError('export/not-writable', `${path} is a folder`, {
    details: { path, reason: 'EISDIR' },
    retry: 'after-user-action',
  })
}

/** @returns null where there is no such file @throws the file system's error */
export function openIfThere(disk: RecordingDisk, path: string): Promise<RecordingFile | null> {
  return disk.open(path, false).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  })
}

/** @returns a run of what stands in a file, shorter only where that ends @throws the file system's error */
export async function readRun(file: RecordingFile, position: number, byteLength: number): Promise<Buffer> {
  const bytes = Buffer.alloc(byteLength)
  let done = 0
  for (let read = -1; read !== 0 && done < byteLength; done += read)
    read = await file.read(bytes.subarray(done), position + done)
  return bytes.subarray(0, done)
}

/** Writes all of it, in however many goes. @throws the file system's error */
export async function writeRun(file: RecordingFile, position: number, bytes: Uint8Array): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    const written = await file.write(bytes.subarray(done), position + done)
    // Else this would never end.
    if (written === 0) throw Object.assign(new Error('Nothing was written'), { code: 'EIO' })
    done += written
  }
}
