import { open, rm } from 'node:fs/promises'
import { promisify } from 'node:util'
import { deflateRaw } from 'node:zlib'
import { AppError } from '@contract/errors'
import { asWritingFailure } from '../recording/writing-failure'
import { crc32 } from './crc32'

/** An archive being written, an entry at a time; none of them is kept. */
export interface ZipFile {
  /** Packs it, unless that is of no use. @throws AppError 'export/disk-full', 'export/not-writable' */
  add(name: string, bytes: Uint8Array): Promise<void>
  /** Puts it in as it is. @throws as `add`, and what the content throws */
  store(name: string, content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<void>
  /** Makes the archive whole and durable. @throws as `add` */
  finish(): Promise<void>
  /** Takes the file away. May be called after anything. */
  abandon(): Promise<void>
}

interface WrittenEntry {
  readonly name: Buffer
  readonly method: number
  readonly crc: number
  readonly packedBytes: number
  readonly bytes: number
  readonly startByte: number
}

const stored = 0
const deflated = 8
/** "2.0": packed entries. */
const neededVersion = 20
/** Names are UTF-8. */
const flags = 0x800
/** What archives without 64-bit records reach; Lector opens none of half of it. */
const maxZipBytes = 0xffffffff
const maxEntries = 0xffff
/** Of a packed entry's size; what saves less, pictures and sound, is not worth unpacking. */
const maxPackedShare = 0.97
const deflate = promisify(deflateRaw)

/**
 * Sizes and check sums stand before each entry, as an archive that is read from its beginning needs them: an entry that is
 * not packed could not be told from what follows it otherwise.
 * @param modified the time that all entries bear: UTC, from 1980 on
 * @see https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
 */
export async function createZipFile(path: string, modified: Date): Promise<ZipFile> {
  const file = await asWritingFailure(path, () => open(path, 'w'))
  const entries: WrittenEntry[] = []
  const time = dosTime(modified)
  let endByte = 0
  let isOpen = true
  const write = (bytes: Uint8Array, startByte: number): Promise<void> =>
    asWritingFailure(path, async () => {
      if (startByte + bytes.length > maxZipBytes)
        throw new AppError('export/not-writable', `${path} would pass 4 GiB, the limit of the archive`, {
          details: { path, reason: 'too-long' },
        })
      for (let done = 0; done < bytes.length;) {
        const { bytesWritten } = await file.write(bytes, done, bytes.length - done, startByte + done)
        done += bytesWritten
      }
    })
  const append = async (bytes: Uint8Array): Promise<void> => {
    await write(bytes, endByte)
    endByte += bytes.length
  }
  const put = async (
    name: string,
    method: number,
    content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
    unpacked?: { readonly crc: number; readonly bytes: number },
  ): Promise<void> => {
    const startByte = endByte
    let entry: WrittenEntry = {
      ...{ name: Buffer.from(name), method, startByte, crc: 0, packedBytes: 0, bytes: 0 },
    }
    await append(localHeader(entry, time))
    const contentByte = endByte
    let crc = 0
    for await (const piece of content) {
      if (unpacked === undefined) crc = crc32(piece, crc)
      await append(piece)
    }
    const packedBytes = endByte - contentByte
    entry = { ...entry, ...(unpacked ?? { crc, bytes: packedBytes }), packedBytes }
    await write(localHeader(entry, time), startByte)
    entries.push(entry)
  }
  const close = async (): Promise<void> => {
    if (!isOpen) return
    isOpen = false
    await file.close()
  }
  return {
    async add(name, bytes) {
      const packed = await deflate(bytes)
      if (packed.length > bytes.length * maxPackedShare) await put(name, stored, [bytes])
      else await put(name, deflated, [packed], { crc: crc32(bytes), bytes: bytes.length })
    },
    store: (name, content) => put(name, stored, content),
    async finish() {
      const startByte = endByte
      for (const entry of entries) await append(directoryEntry(entry, time))
      await append(directoryEnd(entries.length, startByte, endByte - startByte))
      await asWritingFailure(path, async () => {
        await file.sync()
        await close()
      })
    },
    async abandon() {
      await close()
      await rm(path, { force: true })
    },
  }
}

/** Two numbers of 16 bits, the time in the lower one. */
function dosTime(date: Date): number {
  const day =
    ((Math.max(1980, date.getUTCFullYear()) - 1980) << 9) |
    ((date.getUTCMonth() + 1) << 5) |
    date.getUTCDate()
  const time = (date.getUTCHours() << 11) | (date.getUTCMinutes() << 5) | Math.floor(date.getUTCSeconds() / 2)
  return ((day << 16) | time) >>> 0
}

/** What stands in both headers. */
function common({ name, method, crc, packedBytes, bytes }: WrittenEntry, time: number): Buffer {
  const fields = Buffer.alloc(26)
  fields.writeUInt16LE(neededVersion, 0)
  fields.writeUInt16LE(flags, 2)
  fields.writeUInt16LE(method, 4)
  fields.writeUInt32LE(time, 6)
  fields.writeUInt32LE(crc, 10)
  fields.writeUInt32LE(packedBytes, 14)
  fields.writeUInt32LE(bytes, 18)
  fields.writeUInt16LE(name.length, 22)
  return fields
}

function localHeader(entry: WrittenEntry, time: number): Buffer {
  return Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common(entry, time), entry.name])
}

function directoryEntry(entry: WrittenEntry, time: number): Buffer {
  const made = Buffer.alloc(2)
  made.writeUInt16LE(neededVersion, 0)
  const rest = Buffer.alloc(14)
  rest.writeUInt32LE(entry.startByte, 10)
  return Buffer.concat([Buffer.from('PK\x01\x02', 'latin1'), made, common(entry, time), rest, entry.name])
}

function directoryEnd(count: number, startByte: number, bytes: number): Buffer {
  if (count > maxEntries) throw new Error(`${count} entries are more than the archive can list`)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 0, 'latin1')
  end.writeUInt16LE(count, 8)
  end.writeUInt16LE(count, 10)
  end.writeUInt32LE(bytes, 12)
  end.writeUInt32LE(startByte, 16)
  return end
}
