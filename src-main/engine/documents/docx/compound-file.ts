import type { ByteSource } from '../document-format'

/*
 * The older container of Microsoft's programs ([MS-CFB], version 20231212): a small file system of sectors. Only the
 * names in its directory are read. A .doc has a stream "WordDocument"; a .docx with a password is packed into one with
 * "EncryptedPackage" ([MS-OFFCRYPTO] 2.3.4).
 */
const signature = 'd0cf11e0a1b11ae1'
const headerBytes = 512
const entryBytes = 128
/** A document has a dozen streams; ten thousand entries are no document's. */
const maxDirectoryBytes = 1_280_000
const lastSector = 0xffff_fffa
/** Sectors of the allocation table that the header itself lists: enough for a file of 7 MB in small sectors. */
const listedTables = 109

/** What a compound file holds. */
export type CompoundKind = 'encrypted-package' | 'rights-managed' | 'word-binary'

/**
 * Tells what a compound file is by the names of its streams.
 * @returns null for any other file
 * @throws AppError 'document/missing'
 */
export async function detectCompoundKind(source: ByteSource): Promise<CompoundKind | null> {
  const { head } = source
  if (Buffer.from(head.subarray(0, 8)).toString('hex') !== signature || head.length < headerBytes) return null
  const names = await streamNames(source)
  // The same package, but the key is with a server that knows who may read it ([MS-OFFCRYPTO] 2.2).
  if (names.has('EncryptedPackage'))
    return names.has('DRMEncryptedTransform') || names.has('DRMEncryptedDataSpace')
      ? 'rights-managed'
      : 'encrypted-package'
  return names.has('WordDocument') ? 'word-binary' : null
}

async function streamNames(source: ByteSource): Promise<ReadonlySet<string>> {
  const header = view(source.head)
  const sectorShift = header.getUint16(0x1e, true) === 12 ? 12 : 9
  const sectorBytes = 2 ** sectorShift
  const names = new Set<string>()
  const visited = new Set<number>()
  let sector = header.getUint32(0x30, true)
  while (sector < lastSector && !visited.has(sector) && visited.size * sectorBytes < maxDirectoryBytes) {
    visited.add(sector)
    const bytes = await source.read((sector + 1) * sectorBytes, sectorBytes)
    for (let at = 0; at + entryBytes <= bytes.length; at += entryBytes)
      names.add(entryName(bytes.subarray(at, at + entryBytes)))
    sector = await nextSector(source, header, sector, sectorBytes)
  }
  return names
}

function entryName(entry: Uint8Array): string {
  const nameBytes = Math.min(64, Math.max(0, view(entry).getUint16(64, true) - 2))
  return new TextDecoder('utf-16le').decode(entry.subarray(0, nameBytes))
}

/** Follows a chain through the allocation table, whose own sectors the header lists. */
async function nextSector(
  source: ByteSource,
  header: DataView,
  sector: number,
  sectorBytes: number,
): Promise<number> {
  const table = Math.floor((sector * 4) / sectorBytes)
  // Past the listed ones the table is itself a chain; a directory that begins near the file's start never gets there.
  if (table >= listedTables) return lastSector
  const tableSector = header.getUint32(0x4c + table * 4, true)
  if (tableSector >= lastSector) return lastSector
  const bytes = await source.read((tableSector + 1) * sectorBytes + ((sector * 4) % sectorBytes), 4)
  return bytes.length < 4 ? lastSector : view(bytes).getUint32(0, true)
}

function view(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
