import { open, rename, rm, stat, type FileHandle } from 'node:fs/promises'
import { AppError } from '@contract/errors'
import { unfinishedSuffix } from '@contract/recording-words'
import { longestWavDataBytes, toPcm16, wavHeader, wavHeaderBytes } from '../audio/wav'
import { asWritingFailure } from './writing-failure'

/**
 * A mono 16-bit WAV file being written beside its final name. Exactly one of `finish` and `abandon` ends it:
 * the first makes the file appear whole, the second leaves nothing behind.
 */
export interface WavFile {
  /** @throws AppError 'export/disk-full', 'export/not-writable' */
  write(samples: Float32Array): Promise<void>
  /**
   * Writes the header, makes the bytes durable and renames.
   * @param beforeAppearing done when nothing but the rename can fail
   * @throws as `write`
   */
  finish(beforeAppearing?: () => Promise<void>): Promise<void>
  /** May be called after anything, also after a failure. */
  abandon(): Promise<void>
}

/** @throws AppError 'export/not-writable' when the file cannot be made */
export async function createWavFile(path: string, sampleRateHz: number): Promise<WavFile> {
  const unfinishedPath = path + unfinishedSuffix
  const file = await asWritingFailure(path, async () => {
    // Else it would show only at the rename, after all the work.
    if (await isFolder(path))
      throw new AppError('export/not-writable', `${path} is a folder`, {
        details: { path, reason: 'EISDIR' },
        retry: 'after-user-action',
      })
    const handle = await open(unfinishedPath, 'w')
    try {
      await writeWhole(handle, wavHeader(sampleRateHz, 0), 0)
    } catch (error) {
      await handle.close()
      await rm(unfinishedPath, { force: true })
      throw error
    }
    return handle
  })
  let dataBytes = 0
  let isOpen = true
  const close = async (handle: FileHandle): Promise<void> => {
    if (!isOpen) return
    isOpen = false
    await handle.close()
  }
  return {
    write(samples) {
      return asWritingFailure(path, async () => {
        const bytes = toPcm16(samples)
        if (dataBytes + bytes.length > longestWavDataBytes)
          throw new AppError('export/not-writable', `${path} would pass 4 GiB, the limit of a WAV file`, {
            details: { path, reason: 'too-long' },
          })
        await writeWhole(file, bytes, wavHeaderBytes + dataBytes)
        dataBytes += bytes.length
      })
    },
    finish(beforeAppearing) {
      return asWritingFailure(path, async () => {
        await writeWhole(file, wavHeader(sampleRateHz, dataBytes), 0)
        await file.sync()
        await close(file)
        await beforeAppearing?.()
        await rename(unfinishedPath, path)
      })
    },
    async abandon() {
      await close(file)
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

async function writeWhole(file: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done, position + done)
    done += bytesWritten
  }
}
