import { setImmediate } from 'node:timers/promises'
import { unfinishedSuffix } from '@contract/recording-words'
import { readRun, refuseFolder, writeRun } from './disk-access'
import { recordingDisk as disk } from './recording-disk'
import { asWritingFailure } from './writing-failure'

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
    await refuseFolder(disk, path)
    return disk.open(unfinishedPath, true)
  })
  let length = 0
  let isOpen = true
  const close = async (): Promise<void> => {
    if (!isOpen) return
    isOpen = false
    await file.close()
  }
  return {
    get bytes() {
      return length
    },
    append(bytes) {
      return asWritingFailure(path, async () => {
        await writeRun(file, length, bytes)
        length += bytes.length
      })
    },
    replace: (at, bytes) => asWritingFailure(path, () => writeRun(file, at, bytes)),
    read: (at, bytes) => asWritingFailure(path, () => readRun(file, at, bytes)),
    makeRoom(at, bytes) {
      return asWritingFailure(path, async () => {
        for (let end = length; end > at;) {
          const start = Math.max(at, end - movedBytes)
          await writeRun(file, start + bytes, await readRun(file, start, end - start))
          end = start
          await setImmediate()
        }
        length += bytes
      })
    },
    finish(beforeAppearing) {
      return asWritingFailure(path, async () => {
        await file.datasync()
        await close()
        await beforeAppearing?.()
        await disk.rename(unfinishedPath, path)
      })
    },
    async abandon() {
      await close()
      await disk.remove(unfinishedPath)
    },
  }
}
