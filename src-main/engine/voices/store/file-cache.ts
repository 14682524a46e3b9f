import { copyFile, mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { VoiceFile } from './manifest'
import { verifyFile } from './verify'

/** Downloaded voice files outside any checkout, each under its sha256. */
export interface FileCache {
  /** Puts a file at `target` when it is held and sound. @returns whether it did */
  take(file: VoiceFile, target: string, signal: AbortSignal): Promise<boolean>
  /** Keeps a copy of a verified file. */
  keep(file: VoiceFile, source: string): Promise<void>
}

/** A cache below `directory`, which is made when first needed. */
export function openFileCache(directory: string): FileCache {
  const folder = join(directory, 'voice-files')
  return {
    async take(file, target, signal) {
      const held = join(folder, file.sha256)
      if ((await verifyFile(held, file, signal)) !== null) return false
      await copyFile(held, target)
      return true
    },
    async keep(file, source) {
      const partial = join(folder, `${file.sha256}.${process.pid}.part`)
      try {
        await mkdir(folder, { recursive: true })
        await copyFile(source, partial)
        await rename(partial, join(folder, file.sha256))
      } catch (error) {
        await rm(partial, { force: true })
        // A cache that cannot be written to saves no time and does no harm.
        if (!isStorageFailure(error)) throw error
      }
    },
  }
}

function isStorageFailure(error: unknown): boolean {
  const codes = ['ENOSPC', 'EDQUOT', 'EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST']
  return error instanceof Error && 'code' in error && codes.includes(String(error.code))
}
