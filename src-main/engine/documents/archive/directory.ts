import { fromRandomAccessReaderPromise, getFileNameLowLevel, type Entry, type ZipFile } from 'yauzl'
import { AppError } from '@contract/errors'
import { maxArchiveBytes, maxArchiveEntries } from '@contract/limits'
import type { ByteSource } from '../document-format'
import { brokenArchive, lockedArchive, unsafeArchive } from './archive-failure'
import { safeEntryName } from './entry-name'
import { RangeReader } from './range-reader'

/** What an archive says it holds. */
export interface ArchiveDirectory {
  readonly zip: ZipFile
  /** Files with safe names only. */
  readonly entries: ReadonlyMap<string, Entry>
}

const localHeaderBytes = 30
const utf8Flag = 0x800
/** Of the upper half of an entry's external attributes, where a Unix made it. */
const unixFileType = 0o170000
const unixSymbolicLink = 0o120000
const madeByUnix = 3

/**
 * Reads and judges an archive's directory; not a byte is inflated.
 * @throws AppError 'document/too-large' for too many bytes or entries, or entries that overlap; 'document/encrypted';
 *   'document/corrupt'; the signal's reason when cancelled
 */
export async function readDirectory(source: ByteSource, signal: AbortSignal): Promise<ArchiveDirectory> {
  if (source.byteLength > maxArchiveBytes) throw unsafeArchive(`it has ${source.byteLength} bytes`)
  try {
    const zip = await fromRandomAccessReaderPromise(new RangeReader(source), await archiveEnd(source), {
      autoClose: false,
      // Names are decoded here and sizes are counted while inflating: what yauzl refuses as a whole is left aside alone.
      decodeStrings: false,
      validateEntrySizes: false,
    })
    if (zip.entryCount > maxArchiveEntries) throw unsafeArchive(`it has ${zip.entryCount} entries`)
    const all: Entry[] = []
    for await (const entry of zip.eachEntry()) {
      signal.throwIfAborted()
      all.push(entry)
    }
    checkOverlaps(all)
    return { zip, entries: namedEntries(all) }
  } catch (error) {
    signal.throwIfAborted()
    if (error instanceof AppError) throw error
    // yauzl gives its failures no codes; this one alone is not damage.
    if (error instanceof Error && error.message.startsWith('strong encryption'))
      throw lockedArchive(error.message)
    throw brokenArchive('directory', 'its directory cannot be read', error)
  }
}

const endRecordBytes = 22
const maxCommentBytes = 0xffff
const endSignature = [0x50, 0x4b, 5, 6]

/** Where the archive ends: behind it, downloads carry line ends and padding, which yauzl does not accept. */
async function archiveEnd(source: ByteSource): Promise<number> {
  const { byteLength } = source
  const start = Math.max(0, byteLength - endRecordBytes - 2 * maxCommentBytes)
  const tail = await source.read(start, byteLength - start)
  for (let at = tail.length - endRecordBytes; at >= 0; at--) {
    if (!endSignature.every((byte, index) => tail[at + index] === byte)) continue
    const end = at + endRecordBytes + (tail[at + 20] | (tail[at + 21] << 8))
    if (end <= tail.length) return start + end
  }
  return byteLength
}

/**
 * Entries that share bytes are how a small archive holds petabytes.
 * @see https://www.usenix.org/conference/woot19/presentation/fifield, "A better zip bomb"
 */
function checkOverlaps(entries: readonly Entry[]): void {
  const inOrder = [...entries].sort(
    (a, b) =>
      a.relativeOffsetOfLocalHeader - b.relativeOffsetOfLocalHeader || a.compressedSize - b.compressedSize,
  )
  let end = 0
  for (const { relativeOffsetOfLocalHeader: offset, fileNameLength, compressedSize } of inOrder) {
    if (offset < end) throw unsafeArchive('its entries overlap')
    end = offset + localHeaderBytes + fileNameLength + compressedSize
  }
}

function namedEntries(all: readonly Entry[]): Map<string, Entry> {
  const entries = new Map<string, Entry>()
  for (const entry of all) {
    const name = safeEntryName(writtenName(entry))
    if (name === null || name.endsWith('/') || isSymbolicLink(entry)) continue
    if (entries.has(name)) throw brokenArchive('duplicate', `it holds ${JSON.stringify(name)} twice`)
    entries.set(name, entry)
  }
  return entries
}

/** Many packers write UTF-8 without saying so; other bytes than UTF-8 are hardly ever valid in it. */
function writtenName({ generalPurposeBitFlag, fileNameRaw, extraFields }: Entry): string {
  try {
    const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(fileNameRaw)
    return getFileNameLowLevel(utf8Flag, Buffer.from(utf8), extraFields, true)
  } catch (error) {
    if (error instanceof TypeError)
      return getFileNameLowLevel(generalPurposeBitFlag & ~utf8Flag, fileNameRaw, extraFields, true)
    throw error
  }
}

function isSymbolicLink({ versionMadeBy, externalFileAttributes }: Entry): boolean {
  return (
    versionMadeBy >> 8 === madeByUnix && ((externalFileAttributes >>> 16) & unixFileType) === unixSymbolicLink
  )
}
