import { constants } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'
import { AppError } from '@contract/errors'
import { maxDocumentChars } from '@contract/limits'

/** No encoding spends more bytes on a character than this, so a larger file cannot be within `maxDocumentChars`. */
const maxBytesPerChar = 4
const readBytes = 1_048_576

const reasons: Record<string, string> = {
  ENOENT: 'not-found',
  ENOTDIR: 'not-found',
  EACCES: 'no-permission',
  EPERM: 'no-permission',
  EISDIR: 'not-a-file',
  ENXIO: 'not-a-file',
}

/**
 * Reads a regular file whole. It is opened once, without waiting (a pipe would), and what was opened is what is judged.
 * @throws AppError 'document/missing' with `reason` 'not-found', 'no-permission', 'not-a-file' or 'unreadable';
 *   'document/too-large'; the signal's reason when cancelled
 */
export async function readDocumentFile(path: string, signal: AbortSignal): Promise<Uint8Array> {
  const { file, byteLength } = await openRegularFile(path, signal)
  try {
    return await readAll(file, path, byteLength, signal)
  } finally {
    await file.close()
  }
}

/**
 * Opens a regular file without waiting (a pipe would wait for its writer). The caller closes it.
 * @throws AppError 'document/missing' as `readDocumentFile`
 */
export async function openRegularFile(
  path: string,
  signal: AbortSignal,
): Promise<{ file: FileHandle; byteLength: number }> {
  signal.throwIfAborted()
  const file = await openWithoutWaiting(path)
  try {
    const stat = await file.stat()
    if (!stat.isFile()) throw missing(path, 'not-a-file')
    return { file, byteLength: stat.size }
  } catch (error) {
    await file.close()
    throw error
  }
}

/** What reading a file failed with, as AppError 'document/missing'. */
export function readingFailure(path: string, cause: unknown): AppError {
  return missing(path, reasonOf(cause), cause)
}

/**
 * Reads a stretch of an open file; less where the file ends.
 * @throws AppError 'document/missing' as `readDocumentFile`; the signal's reason when cancelled
 */
export async function readFileRange(
  file: FileHandle,
  path: string,
  startByte: number,
  byteLength: number,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const bytes = new Uint8Array(byteLength)
  let filled = 0
  while (filled < byteLength) {
    signal.throwIfAborted()
    const { bytesRead } = await file
      .read(bytes, filled, byteLength - filled, startByte + filled)
      .catch((error: unknown) => {
        throw readingFailure(path, error)
      })
    if (bytesRead === 0) break
    filled += bytesRead
  }
  return bytes.subarray(0, filled)
}

async function openWithoutWaiting(path: string): Promise<FileHandle> {
  try {
    // Windows has no O_NONBLOCK, and no pipes among its files.
    return await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
  } catch (error) {
    throw readingFailure(path, error)
  }
}

/** Reads to the end rather than to the size: it may change meanwhile, and some file systems call every file empty. */
async function readAll(
  file: FileHandle,
  path: string,
  expectedBytes: number,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const maxBytes = maxDocumentChars * maxBytesPerChar
  if (expectedBytes > maxBytes) throw tooLarge(path, expectedBytes)
  const parts: Uint8Array[] = []
  let totalBytes = 0
  for (;;) {
    signal.throwIfAborted()
    const room = Buffer.allocUnsafe(Math.max(readBytes, expectedBytes - totalBytes))
    const { bytesRead } = await file.read(room, 0, room.length).catch((error: unknown) => {
      throw readingFailure(path, error)
    })
    if (bytesRead === 0) break
    parts.push(room.subarray(0, bytesRead))
    totalBytes += bytesRead
    if (totalBytes > maxBytes) throw tooLarge(path, totalBytes)
  }
  return parts.length === 1 ? parts[0] : Buffer.concat(parts, totalBytes)
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return reasons[code] ?? 'unreadable'
}

function missing(path: string, reason: string, cause?: unknown): AppError {
  return new AppError('document/missing', `Cannot read ${JSON.stringify(path)}: ${reason}`, {
    details: { path, reason },
    retry: 'after-user-action',
    cause,
  })
}

function tooLarge(path: string, bytes: number): AppError {
  return new AppError('document/too-large', `${JSON.stringify(path)} has ${bytes} bytes`, {
    details: { path, bytes, maxChars: maxDocumentChars },
  })
}
