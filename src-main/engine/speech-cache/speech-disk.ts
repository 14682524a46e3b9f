import {
  close,
  closeSync,
  fstat,
  fstatSync,
  mkdir,
  mkdirSync,
  open,
  openSync,
  read,
  readSync,
  rename,
  renameSync,
  writeFile,
  writeFileSync,
} from 'node:fs'
import { rm, utimes } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'

export interface ReadSpeech {
  /** All of the file, from the beginning of the memory it was given. */
  readonly bytes: Buffer<ArrayBuffer>
  /** Milliseconds, as `Date.now` has them. */
  readonly usedAt: number
}

/** The files that speech is kept in, by their names; tests bring a disk that is full. */
export interface SpeechDisk {
  /** @param roomFor gives memory for so many bytes or more @returns null: there is none */
  read(directory: string, name: string, roomFor: (bytes: number) => ArrayBuffer): Promise<ReadSpeech | null>
  /** Makes it count as used now. */
  touch(directory: string, name: string): Promise<void>
  remove(directory: string, name: string): Promise<void>
  /**
   * Puts a whole file in its place, or none.
   * @param suffix makes the name that it has meanwhile
   * @returns whether it lies there; false: the folder was cleared under it
   */
  write(directory: string, name: string, suffix: string, parts: readonly Uint8Array[]): Promise<boolean>
}

/** What is asked of the system; a file is told by its number. */
interface FileCalls {
  open(path: string, flags: string): Promise<number>
  stat(file: number): Promise<{ readonly size: number; readonly mtimeMs: number }>
  /** @returns bytes read */
  read(file: number, into: Buffer, from: number, position: number): Promise<number>
  write(file: number, bytes: Uint8Array): Promise<void>
  close(file: number): Promise<void>
  makeFolder(path: string): Promise<void>
  rename(from: string, to: string): Promise<void>
}

/** Whoever hears speech knows the text: it is nobody else's on this computer. */
const ownFolder = { recursive: true, mode: 0o700 } as const

const patientCalls: FileCalls = {
  open: promisify(open),
  stat: promisify(fstat),
  read: async (file, into, from, position) =>
    (await promisify(read)(file, into, from, into.length - from, position)).bytesRead,
  write: promisify(writeFile),
  close: promisify(close),
  makeFolder: async (path) => void (await promisify(mkdir)(path, ownFolder)),
  rename: promisify(rename),
}

// Each is done when it returns; what it throws is a rejection.
const blockingCalls: FileCalls = {
  open: async (path, flags) => openSync(path, flags),
  stat: async (file) => fstatSync(file),
  read: async (file, into, from, position) => readSync(file, into, from, into.length - from, position),
  write: async (file, bytes) => writeFileSync(file, bytes),
  close: async (file) => closeSync(file),
  makeFolder: async (path) => void mkdirSync(path, ownFolder),
  rename: async (from, to) => renameSync(from, to),
}

/** The disk of this machine. */
export const speechDisk = diskBy(patientCalls)

/**
 * The same for a thread that nobody hears: it stands still while it reads and writes. The calls themselves are short, but
 * each that another thread makes would be gone on with only between two runs of a network: what is to be kept would wait
 * until there is too much of it.
 */
export const blockingSpeechDisk = diskBy(blockingCalls)

function diskBy(calls: FileCalls): SpeechDisk {
  return {
    async read(directory, name, roomFor) {
      const file = await calls.open(pathOf(directory, name), 'r').catch(ifGone(null))
      if (file === null) return null
      try {
        const { size, mtimeMs } = await calls.stat(file)
        const bytes = Buffer.from(roomFor(size), 0, size)
        let done = 0
        for (let more = -1; more !== 0 && done < size; done += more)
          more = await calls.read(file, bytes, done, done)
        return { bytes: bytes.subarray(0, done), usedAt: mtimeMs }
      } finally {
        await calls.close(file)
      }
    },
    async touch(directory, name) {
      const now = new Date()
      await utimes(pathOf(directory, name), now, now)
    },
    remove: (directory, name) => rm(pathOf(directory, name), { force: true }),
    async write(directory, name, suffix, parts) {
      const path = pathOf(directory, name)
      const beside = `${path}.${suffix}`
      try {
        await calls.makeFolder(dirname(path))
        const file = await calls.open(beside, 'wx')
        try {
          for (const part of parts) await calls.write(file, part)
        } finally {
          await calls.close(file)
        }
        await calls.rename(beside, path)
        return true
      } catch (error) {
        // Where nothing can be written there is nothing to remove.
        await rm(beside, { force: true }).catch(() => undefined)
        return ifGone(false)(error)
      }
    },
  }
}

function pathOf(directory: string, name: string): string {
  return join(directory, name.slice(0, 2), name.slice(2))
}

/** What is not there, or not any more, is no failure of the disk. */
function ifGone<Instead>(instead: Instead): (error: unknown) => Instead {
  return (error) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return instead
    throw error
  }
}
