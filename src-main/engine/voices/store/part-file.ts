import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { lstat, open, readFile, rename, rm, type FileHandle } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { z } from 'zod'
import { AppError } from '@contract/errors'
import { replaceFile } from '../../onnx/file-hash'

/** A file that is to be fetched. */
export interface WebFile {
  readonly url: string
  /** Where it goes. */
  readonly path: string
  readonly bytes: number
  /** md5 where the publisher gives nothing better: it holds against accidents, not against malice. */
  readonly digest: FileDigest
}

export interface FileDigest {
  readonly algorithm: 'sha256' | 'md5'
  /** In lower-case hexadecimal. */
  readonly value: string
}

/** What a server says by which two states of a file are told apart. */
export interface FileState {
  readonly etag?: string | undefined
  readonly lastModified?: string | undefined
}

/** What is beside a part: what it is a part of. A part of anything else is of no use. */
const recordSchema = z.strictObject({
  url: z.string(),
  digest: z.string(),
  etag: z.string().optional(),
  lastModified: z.string().optional(),
})

/** Endings of what lies beside the place of a file while it is fetched. */
export const partEnding = '.part'
export const partRecordEnding = '.part.json'

/** The part of a file that has come so far; it outlives the process that fetches it. */
export interface PartFile {
  readonly bytes: number
  readonly state: FileState
  /** Throws away what there is, and begins a part of a file in this state. */
  begin(state: FileState): Promise<void>
  /** Takes no more than is missing. @throws AppError 'voice/disk-full' */
  append(chunk: Buffer): Promise<void>
  drop(): Promise<void>
  /** Whether it is, to the last byte, what was to be fetched. @throws `signal.reason` */
  isSound(signal: AbortSignal): Promise<boolean>
  /** Puts it in its place, once it is on the disk. */
  finish(): Promise<void>
  /** May be called twice. */
  close(): Promise<void>
}

export async function openPartFile({ url, path, bytes: wholeBytes, digest }: WebFile): Promise<PartFile> {
  const partPath = path + partEnding
  const recordPath = path + partRecordEnding
  let { state, bytes } = await readPart()
  let handle: FileHandle | null = null

  async function readPart(): Promise<{ state: FileState; bytes: number }> {
    const record = await readFile(recordPath, 'utf8')
      .then((text) => recordSchema.parse(JSON.parse(text)))
      // None, or cut short by a sudden end.
      .catch(() => null)
    const entry = await lstat(partPath).catch(() => null)
    const isOurs = record?.url === url && record.digest === digest.value
    return isOurs && entry?.isFile() && entry.size <= wholeBytes
      ? { state: record, bytes: entry.size }
      : { state: {}, bytes: 0 }
  }

  const onDisk = <T>(work: Promise<T>): Promise<T> =>
    work.catch((error: unknown) => {
      throw asDiskFull(error, partPath)
    })

  const part: PartFile = {
    get bytes() {
      return bytes
    },
    get state() {
      return state
    },
    async begin(next) {
      await part.drop()
      state = next
      const record = { url, digest: digest.value, ...next }
      await onDisk(replaceFile(recordPath, Buffer.from(JSON.stringify(record))))
      handle = await onDisk(open(partPath, 'wx'))
    },
    async append(chunk) {
      handle ??= await onDisk(open(partPath, 'r+'))
      const wanted = chunk.subarray(0, wholeBytes - bytes)
      for (let done = 0; done < wanted.length;) {
        const { bytesWritten } = await onDisk(handle.write(wanted, done, wanted.length - done, bytes))
        done += bytesWritten
        bytes += bytesWritten
      }
    },
    async drop() {
      await part.close()
      // A link would be written through: whatever stands there goes.
      await rm(partPath, { force: true })
      await rm(recordPath, { force: true })
      bytes = 0
      state = {}
    },
    async isSound(signal) {
      if (bytes !== wholeBytes) return false
      handle ??= await open(partPath, 'r+')
      await handle.sync()
      await part.close()
      return (await fileDigest(partPath, digest.algorithm, signal)) === digest.value
    },
    async finish() {
      await part.close()
      await rename(partPath, path)
      await rm(recordPath, { force: true })
    },
    async close() {
      const opened = handle
      handle = null
      await opened?.close()
    },
  }
  return part
}

/** @throws `signal.reason` */
export async function fileDigest(
  path: string,
  algorithm: FileDigest['algorithm'],
  signal: AbortSignal,
): Promise<string> {
  const hash = createHash(algorithm)
  await pipeline(createReadStream(path, { signal }), hash).catch((error: unknown) => {
    signal.throwIfAborted()
    throw error
  })
  return hash.digest('hex')
}

/** Whether a file is there as it should be; a link is none. @throws `signal.reason` */
export async function holdsFile(
  path: string,
  bytes: number,
  { algorithm, value }: FileDigest,
  signal: AbortSignal,
): Promise<boolean> {
  const entry = await lstat(path).catch(() => null)
  return (
    entry?.isFile() === true && entry.size === bytes && (await fileDigest(path, algorithm, signal)) === value
  )
}

/** A full disk in Lector's words; anything else as it is. */
export function asDiskFull(error: unknown, path: string): unknown {
  const isFull =
    error instanceof Error && 'code' in error && ['ENOSPC', 'EDQUOT'].includes(String(error.code))
  if (!isFull) return error
  return new AppError('voice/disk-full', `No room for ${path}`, {
    details: { path },
    retry: 'after-user-action',
    cause: error,
  })
}
