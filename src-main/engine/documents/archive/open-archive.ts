import { promisify } from 'node:util'
import { constants, inflateRaw } from 'node:zlib'
import type { Entry, ZipFile } from 'yauzl'
import { AppError } from '@contract/errors'
import {
  freeRatioBytes,
  maxArchiveEntryBytes,
  maxArchiveInflatedBytes,
  maxArchiveRatio,
} from '@contract/limits'
import type { ByteSource } from '../document-format'
import { brokenArchive, lockedArchive, unsafeArchive } from './archive-failure'
import { readDirectory } from './directory'

/** A file in an archive; `byteLength` is what the archive says it has inflated, and more is never inflated. */
export interface ArchiveEntry {
  readonly name: string
  readonly byteLength: number
}

/** A zip archive that is read in memory, file by file, and never onto a disk. */
export interface Archive {
  /** Files with safe names, in the directory's order; names are relative, with slashes, composed (NFC). */
  readonly entries: readonly ArchiveEntry[]
  /** @param name as in `entries` */
  has(name: string): boolean
  /** The entry of that name, else one whose name differs in case or composition alone. */
  find(name: string): ArchiveEntry | null
  /**
   * Inflates one file.
   * @param name as in `entries`: an unknown one is a bug
   * @param options.maxBytes less than the limit on any file
   * @throws AppError 'document/too-large' with the reason 'unsafe' when it holds more than it says, or it or all that was
   *   read so far is past its limit; 'document/encrypted'; 'document/corrupt'; the signal's reason when cancelled
   */
  read(name: string, options?: { readonly maxBytes?: number }): Promise<Uint8Array>
  /**
   * Inflates the beginning of a file.
   * @param byteLength of what is taken from the archive; of a packed file there comes more, of none more than that grows to
   * @throws as `read`
   */
  readHead(name: string, byteLength: number): Promise<Uint8Array>
  /**
   * A stretch of a file: of one that is not packed nothing else is read; a packed one is inflated whole.
   * @returns a copy of its own; what there is of the stretch
   * @throws as `read`
   */
  readRange(name: string, startByte: number, byteLength: number): Promise<Uint8Array<ArrayBuffer>>
}

const inflate = promisify(inflateRaw)

const stored = 0
const deflated = 8
/** Bytes inflated at once. */
const chunkBytes = 65_536

/**
 * Opens a zip archive.
 * @param source borrowed: it must stay open while the archive is read
 * @throws AppError 'document/too-large', 'document/encrypted', 'document/corrupt', 'document/missing'; the signal's
 *   reason when cancelled
 */
export async function openArchive(source: ByteSource, signal: AbortSignal): Promise<Archive> {
  const { zip, entries } = await readDirectory(source, signal)
  const files = new Map<string, ArchiveEntry>()
  for (const [name, { uncompressedSize }] of entries) files.set(name, { name, byteLength: uncompressedSize })
  let folded: ReadonlyMap<string, ArchiveEntry> | null = null
  let inflatedBytes = 0
  return {
    entries: [...files.values()],
    has: (name) => files.has(name),
    find(name) {
      folded ??= new Map([...files.values()].reverse().map((file) => [fold(file.name), file]))
      return files.get(name) ?? folded.get(fold(name)) ?? null
    },
    async read(name, { maxBytes = maxArchiveEntryBytes } = {}) {
      const entry = entries.get(name)
      if (!entry) throw new Error(`The archive has no file ${JSON.stringify(name)}`)
      checkSize(name, entry, Math.min(maxBytes, maxArchiveEntryBytes))
      // Added before the bytes are there, so that files read side by side are counted as well.
      inflatedBytes += entry.uncompressedSize
      if (inflatedBytes > maxArchiveInflatedBytes) throw unsafeArchive(`${inflatedBytes} bytes were inflated`)
      signal.throwIfAborted()
      const bytes = await unpack(name, entry, await compressedBytes(name, entry, zip, source))
      signal.throwIfAborted()
      return bytes
    },
    async readHead(name, byteLength) {
      const entry = entries.get(name)
      if (!entry) throw new Error(`The archive has no file ${JSON.stringify(name)}`)
      checkSize(name, entry, maxArchiveEntryBytes)
      signal.throwIfAborted()
      const length = Math.min(byteLength, entry.compressedSize)
      const head = await unpackHead(name, entry, await compressedBytes(name, entry, zip, source, length))
      // How far a beginning grows is known only now; one at a time it is bounded by itself.
      inflatedBytes += head.length
      if (inflatedBytes > maxArchiveInflatedBytes) throw unsafeArchive(`${inflatedBytes} bytes were inflated`)
      return head
    },
    async readRange(name, startByte, byteLength) {
      const entry = entries.get(name)
      if (!entry) throw new Error(`The archive has no file ${JSON.stringify(name)}`)
      checkSize(name, entry, maxArchiveEntryBytes)
      signal.throwIfAborted()
      const endByte = Math.min(entry.uncompressedSize, startByte + byteLength)
      if (endByte <= startByte) return new Uint8Array(0)
      if (entry.compressionMethod !== stored) {
        const bytes = await unpack(name, entry, await compressedBytes(name, entry, zip, source))
        return bytes.slice(startByte, endByte)
      }
      if (entry.compressedSize !== entry.uncompressedSize)
        throw brokenArchive('entry', `${JSON.stringify(name)} has not the length it says`)
      const beforeByte = await dataStart(name, entry, zip)
      const bytes = await source.read(beforeByte + startByte, endByte - startByte)
      if (bytes.length < endByte - startByte)
        throw brokenArchive('entry', `${JSON.stringify(name)} breaks off`)
      return Uint8Array.from(bytes)
    },
  }
}

function fold(name: string): string {
  return name.normalize('NFC').toLowerCase()
}

function checkSize(name: string, entry: Entry, maxBytes: number): void {
  const { compressedSize, uncompressedSize } = entry
  if (entry.isEncrypted()) throw lockedArchive(JSON.stringify(name))
  if (uncompressedSize > maxBytes || compressedSize > maxBytes + freeRatioBytes)
    throw unsafeArchive(`${JSON.stringify(name)} has ${uncompressedSize} bytes`)
  if (uncompressedSize > freeRatioBytes && uncompressedSize > compressedSize * maxArchiveRatio)
    throw unsafeArchive(`${JSON.stringify(name)} grows from ${compressedSize} to ${uncompressedSize} bytes`)
}

async function compressedBytes(
  name: string,
  entry: Entry,
  zip: ZipFile,
  source: ByteSource,
  length = entry.compressedSize,
): Promise<Uint8Array> {
  const bytes = await source.read(await dataStart(name, entry, zip), length)
  if (bytes.length < length) throw brokenArchive('entry', `${JSON.stringify(name)} breaks off`)
  return bytes
}

/** Where in the archive a file's own bytes begin. */
async function dataStart(name: string, entry: Entry, zip: ZipFile): Promise<number> {
  const header = await zip.readLocalFileHeaderPromise(entry, { minimal: true }).catch((error: unknown) => {
    throw error instanceof AppError
      ? error
      : brokenArchive('entry', `${JSON.stringify(name)} is not there`, error)
  })
  return header.fileDataStart
}

async function unpack(name: string, entry: Entry, compressed: Uint8Array): Promise<Uint8Array> {
  const { compressionMethod: method, uncompressedSize: declaredBytes } = entry
  if (method !== stored && method !== deflated)
    throw brokenArchive('compression', `${JSON.stringify(name)} is packed by method ${method}`)
  const bytes = method === stored ? compressed : await inflateUpTo(name, compressed, declaredBytes)
  if (bytes.length === declaredBytes) return bytes
  throw brokenArchive(
    'entry',
    `${JSON.stringify(name)} has ${bytes.length} bytes instead of ${declaredBytes}`,
  )
}

/** What is inflated of a beginning: a picture's hardly grows, so that what does is none. */
const maxHeadBytes = 4 * 2 ** 20

async function unpackHead(name: string, entry: Entry, compressed: Uint8Array): Promise<Uint8Array> {
  if (entry.compressionMethod === stored) return compressed
  if (entry.compressionMethod !== deflated) return unpack(name, entry, compressed)
  try {
    // A beginning has no end: what is there so far is taken.
    const finishFlush = constants.Z_SYNC_FLUSH
    return await inflate(compressed, { maxOutputLength: maxHeadBytes, chunkSize: chunkBytes, finishFlush })
  } catch (error) {
    throw brokenArchive('entry', `The beginning of ${JSON.stringify(name)} cannot be inflated`, error)
  }
}

/** @param maxBytes what the directory says: a file that holds more lies */
async function inflateUpTo(name: string, compressed: Uint8Array, maxBytes: number): Promise<Uint8Array> {
  try {
    return await inflate(compressed, { maxOutputLength: Math.max(1, maxBytes), chunkSize: chunkBytes })
  } catch (error) {
    if (error instanceof RangeError && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE')
      throw unsafeArchive(`${JSON.stringify(name)} holds more than the ${maxBytes} bytes it admits`)
    throw brokenArchive('entry', `${JSON.stringify(name)} cannot be inflated`, error)
  }
}
