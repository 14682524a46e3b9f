import { open, rename, rm, stat } from 'node:fs/promises'

/** A file of a recording while it is written. */
export interface RecordingFile {
  /** @returns how many bytes were read: fewer than asked for at the end */
  read(bytes: Uint8Array, position: number): Promise<number>
  /** @returns how many bytes were written, which may be fewer */
  write(bytes: Uint8Array, position: number): Promise<number>
  byteLength(): Promise<number>
  truncate(byteLength: number): Promise<void>
  /** Resolves when what is written outlives the machine. */
  datasync(): Promise<void>
  close(): Promise<void>
}

/** What writing a recording needs of a file system; tests break it in every way. */
export interface RecordingDisk {
  /** @param isNew as an empty file, whatever was there; else it must be there */
  open(path: string, isNew: boolean): Promise<RecordingFile>
  /** False too where there is nothing. */
  isFolder(path: string): Promise<boolean>
  rename(from: string, to: string): Promise<void>
  /** Does nothing where there is nothing. */
  remove(path: string): Promise<void>
}

/** The machine's own. */
export const recordingDisk: RecordingDisk = {
  async open(path, isNew) {
    const file = await open(path, isNew ? 'w+' : 'r+')
    return {
      read: async (bytes, position) => (await file.read(bytes, 0, bytes.length, position)).bytesRead,
      write: async (bytes, position) => (await file.write(bytes, 0, bytes.length, position)).bytesWritten,
      byteLength: async () => (await file.stat()).size,
      truncate: (byteLength) => file.truncate(byteLength),
      datasync: () => file.datasync(),
      close: () => file.close(),
    }
  },
  isFolder: (path) =>
    stat(path).then(
      (stats) => stats.isDirectory(),
      () => false,
    ),
  rename,
  remove: (path) => rm(path, { force: true }),
}
