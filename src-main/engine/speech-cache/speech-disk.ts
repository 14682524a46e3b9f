import { closeSync, fstatSync, mkdirSync, openSync, readSync, renameSync, writeFileSync } from 'node:fs'
import { mkdir, open, rename, rm, utimes } from 'node:fs/promises'
import { dirname, join } from 'node:path'

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

/** The disk of this machine. */
export const speechDisk: SpeechDisk = {
  async read(directory, name, roomFor) {
    const file = await open(pathOf(directory, name)).catch(ifGone(null))
    if (!file) return null
    try {
      const { size, mtimeMs } = await file.stat()
      const bytes = Buffer.from(roomFor(size), 0, size)
      let done = 0
      for (let read = -1; read !== 0 && done < size; done += read)
        read = (await file.read(bytes, done, size - done, done)).bytesRead
      return { bytes: bytes.subarray(0, done), usedAt: mtimeMs }
    } finally {
      await file.close()
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
      // Whoever hears it knows the text: it is nobody else's on this computer.
      await mkdir(dirname(path), { recursive: true, mode: 0o700 })
      const file = await open(beside, 'wx')
      try {
        for (const part of parts) await file.writeFile(part)
      } finally {
        await file.close()
      }
      await rename(beside, path)
      return true
    } catch (error) {
      // Where nothing can be written there is nothing to remove.
      await rm(beside, { force: true }).catch(() => undefined)
      return ifGone(false)(error)
    }
  },
}

/**
 * The same for a thread that nobody hears: it stands still while it reads and writes. The calls themselves are short, but
 * each that another thread makes would be gone on with only between two runs of a network: what is to be kept would wait
 * until there is too much of it.
 */
export const blockingSpeechDisk: SpeechDisk = {
  ...speechDisk,
  async read(directory, name, roomFor) {
    const file = await now(() => openSync(pathOf(directory, name), 'r')).catch(ifGone(null))
    if (file === null) return null
    try {
      const { size, mtimeMs } = fstatSync(file)
      const bytes = Buffer.from(roomFor(size), 0, size)
      let done = 0
      for (let read = -1; read !== 0 && done < size; done += read)
        read = readSync(file, bytes, done, size - done, done)
      return { bytes: bytes.subarray(0, done), usedAt: mtimeMs }
    } finally {
      closeSync(file)
    }
  },
  async write(directory, name, suffix, parts) {
    const path = pathOf(directory, name)
    const beside = `${path}.${suffix}`
    return now(() => {
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
      const file = openSync(beside, 'wx')
      try {
        for (const part of parts) writeFileSync(file, part)
      } finally {
        closeSync(file)
      }
      renameSync(beside, path)
      return true
    }).catch(async (error: unknown) => {
      await rm(beside, { force: true }).catch(() => undefined)
      return ifGone(false)(error)
    })
  },
}

/** At once; what it throws is a rejection. */
async function now<Result>(work: () => Result): Promise<Result> {
  return work()
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
