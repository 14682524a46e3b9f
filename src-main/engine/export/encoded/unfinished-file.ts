import { open, rename, rm, stat } from 'node:fs/promises'
import { setImmediate } from 'node:timers/promises'
import { AppError } from '@contract/errors'
import { unfinishedSuffix } from '@contract/recording-words'
import { asWritingFailure } from '../writing-failure'

/** A file being written beside its final name, mostly at its end. Exactly one of `finish` and `abandon` ends it. */
export interface UnfinishedFile {
  /** Its length. */
  readonly bytes: number
  /** @throws AppError 'export/disk-full', 'export/not-writable', as everything here but `abandon` */
  append(bytes: Uint8Array): Promise<void>
  /** Puts bytes in the place of as many. */
  replace(at: number, bytes: Uint8Array): Promise<void>
  /** @returns a run of what has been written, shorter only where it ends */
  read(at: number, bytes: number): Promise<Buffer>
  /** Moves what stands at a place and behind it towards the end. What is left there is to be replaced. */
  makeRoom(at: number, bytes: number): Promise<void>
  /**
   * Makes the bytes durable and renames.
   * @param beforeAppearing done when nothing but the rename can fail
   */
  finish(beforeAppearing?: () => Promise<void>): Promise<void>
  /** May be called after anything, also after a failure. */
  abandon(): Promise<void>
}

/** How much is moved at once. */
const movedBytes = 1 << 20

/** @throws AppError 'export/not-writable' when the file cannot be made */
export async function createUnfinishedFile(path: string): Promise<UnfinishedFile> {
  const unfinishedPath = path + unfinishedSuffix
  const file = await asWritingFailure(path, async () => {
    // Else it would show only at the rename, after all the work.
    if (await isFolder(path))
      throw new AppError('export/not-writable', `${path} is a folder`, {
        details: { path, reason: 'EISDIR' },
        retry: 'after-user-action',
      })
    return open(unfinishedPath, 'w+')
  })
  let length = 0
  let isOpen = true
  const close = async (): Promise<void> => {
    if (!isOpen) return
    isOpen = false
    await file.close()
  }
  const writeAt = async (at: number, bytes: Uint8Array): Promise<void> => {
    for (let done = 0; done < bytes.length;) {
      const { bytesWritten } = await file.write(bytes, done, bytes.length - done, at + done)
      done += bytesWritten
    }
  }
  const readAt = async (at: number, count: number): Promise<Buffer> => {
    const bytes = Buffer.alloc(count)
    let done = 0
    while (done < count) {
      const { bytesRead } = await file.read(bytes, done, count - done, at + done)
      if (bytesRead === 0) break
      done += bytesRead
    }
    return bytes.subarray(0, done)
  }
  return {
    get bytes() {
      return length
    },
    append(bytes) {
      return asWritingFailure(path, async () => {
        await writeAt(length, bytes)
        length += bytes.length
      })
    },
    replace: (at, bytes) => asWritingFailure(path, () => writeAt(at, bytes)),
    read: (at, bytes) => asWritingFailure(path, () => readAt(at, bytes)),
    makeRoom(at, bytes) {
      return asWritingFailure(path, async () => {
        for (let end = length; end > at;) {
          const start = Math.max(at, end - movedBytes)
          await writeAt(start + bytes, await readAt(start, end - start))
          end = start
          await setImmediate()
        }
        length += bytes
      })
    },
    finish(beforeAppearing) {
      return asWritingFailure(path, async () => {
        await file.sync()
        await close()
        await beforeAppearing?.()
        await rename(unfinishedPath, path)
      })
    },
    async abandon() {
      await close()
      await rm(unfinishedPath, { force: true })
    },
  }
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (stats) => stats.isDirectory(),
    () => false,
  )
}
