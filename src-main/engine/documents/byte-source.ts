import { AppError } from '@contract/errors'
import { detectionHeadBytes, type ByteSource } from './document-format'
import { neighboursOf } from './neighbour-files'
import { openRegularFile, readFileRange } from './read-file'

/** A document's bytes in memory: a test's, or what was found inside another document. The bytes are borrowed. */
export function memorySource(fileName: string, bytes: Uint8Array): ByteSource {
  return {
    fileName,
    byteLength: bytes.length,
    head: bytes.subarray(0, detectionHeadBytes),
    read: (startByte, byteLength) => Promise.resolve(bytes.subarray(startByte, startByte + byteLength)),
    readAll: (maxBytes) =>
      bytes.length > maxBytes
        ? Promise.reject(tooLarge(fileName, bytes.length, maxBytes))
        : Promise.resolve(bytes),
  }
}

/** A file that was opened once: what was judged is what is read, whatever happens to its name meanwhile. */
export interface FileSource extends ByteSource {
  close(): Promise<void>
}

/**
 * Opens a regular file. The caller closes it.
 * @param fileName the name to judge it by
 * @throws AppError 'document/missing'; the signal's reason when cancelled
 */
export async function openFileSource(
  path: string,
  fileName: string,
  signal: AbortSignal,
): Promise<FileSource> {
  const { file, byteLength } = await openRegularFile(path, signal)
  const read = (startByte: number, length: number): Promise<Uint8Array> =>
    readFileRange(file, path, startByte, Math.min(length, Math.max(0, byteLength - startByte)), signal)
  try {
    const head = await read(0, detectionHeadBytes)
    return {
      fileName,
      byteLength,
      head,
      neighbours: neighboursOf(path, signal),
      read,
      async readAll(maxBytes) {
        if (byteLength > maxBytes) throw tooLarge(path, byteLength, maxBytes)
        return byteLength === head.length ? head : read(0, byteLength)
      },
      close: () => file.close(),
    }
  } catch (error) {
    await file.close()
    throw error
  }
}

function tooLarge(name: string, bytes: number, maxBytes: number): AppError {
  return new AppError('document/too-large', `${JSON.stringify(name)} has ${bytes} bytes`, {
    details: { bytes, maxBytes },
  })
}
