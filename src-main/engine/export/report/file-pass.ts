import { createHash } from 'node:crypto'
import { open, stat, type FileHandle } from 'node:fs/promises'
import { assert } from '@contract/assert'
import { startDigest, type FileDigest, type StartDigest } from './digest/file-digest'

/** Read at once: whole samples of every format. */
const pieceBytes = 12 * 2 ** 17
/** With two of them what digests a file waited for what reads it, and that for the other. */
const pages = 4
const shortDigestChars = 16
/** To start a thread takes as long as to digest 50 MB. */
const longBytes = 64 * 2 ** 20

/** Takes bytes that are lent for the moment alone. */
export type TakeBytes = (bytes: Buffer) => void

/** How files are read. */
export interface PassMeans {
  readonly signal: AbortSignal
  /** Where files of some length are digested; absent: in the thread that reads them. */
  readonly startDigest?: StartDigest | undefined
}

/** A file of anybody's, read once from its beginning on, in pieces, and digested on the way. Its maker closes it. */
export class FilePass {
  readonly #digest: FileDigest
  /** What was read of the file and not moved over yet. */
  #piece: Buffer = Buffer.alloc(0)
  /** What follows that: read while this is digested. */
  #next: Promise<Buffer> | null = null
  /** Room for both and for those that are still being digested, by turns. */
  readonly #pages = Array.from({ length: pages }, () => new SharedArrayBuffer(pieceBytes))
  /** Of each of them: it is digested, and may be read into. */
  readonly #digested = this.#pages.map(() => Promise.resolve())
  #page = 0
  #atByte = 0
  readonly #signal: AbortSignal

  private constructor(
    private readonly file: FileHandle,
    /** When it was opened: no more is read, however it grows. */
    readonly byteLength: number,
    { signal, startDigest: start = startDigest }: PassMeans,
  ) {
    this.#signal = signal
    this.#digest = (byteLength < longBytes ? startDigest : start)(this.#pages)
  }

  /**
   * @returns null where there is no file: nothing, a folder, a device
   * @throws the file system's error
   */
  static async open(path: string, means: PassMeans): Promise<FilePass | null> {
    // A pipe would be waited for before it is open.
    const stats = await stat(path).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null
      throw error
    })
    if (!stats?.isFile()) return null
    const file = await open(path)
    try {
      return new FilePass(file, (await file.stat()).size, means)
    } catch (error) {
      await file.close()
      throw error
    }
  }

  /** Where it is. */
  get atByte(): number {
    return this.#atByte
  }

  /** The file's first bytes, fewer where it ends, without moving on. */
  async head(byteLength: number): Promise<Buffer> {
    const bytes = Buffer.alloc(byteLength)
    return bytes.subarray(0, await this.#fill(bytes, 0))
  }

  /** Moves on to a place, or to the end where that comes first. @throws the file system's error; `signal.reason` */
  async readTo(endByte: number, take?: TakeBytes): Promise<void> {
    const end = Math.min(endByte, this.byteLength)
    while (this.#atByte < end) {
      this.#signal.throwIfAborted()
      if (this.#piece.length === 0) await this.#turnPage()
      // It has become shorter.
      if (this.#piece.length === 0) return
      const bytes = this.#piece.subarray(0, end - this.#atByte)
      this.#piece = this.#piece.subarray(bytes.length)
      take?.(bytes)
      this.#atByte += bytes.length
    }
  }

  /** As `readTo`. @returns the first digits of the digest of what it moved over */
  async digestTo(endByte: number, take?: TakeBytes): Promise<string> {
    const digest = createHash('sha256')
    await this.readTo(endByte, (bytes) => {
      digest.update(bytes)
      take?.(bytes)
    })
    return digest.digest('hex').slice(0, shortDigestChars)
  }

  /** Of a file that was read to its end; once. @throws AppError 'engine/crashed' where it is digested elsewhere */
  async sha256(): Promise<string> {
    assert(this.#atByte === this.byteLength, 'the file was read to its end')
    await Promise.all(this.#digested)
    return this.#digest.end()
  }

  async close(): Promise<void> {
    await this.#next?.catch(() => undefined)
    this.#digest.dispose()
    await this.file.close()
  }

  /** Goes on to the next piece, and has the one behind it read meanwhile. */
  async #turnPage(): Promise<void> {
    this.#piece = await (this.#next ?? this.#read(this.#page, this.#atByte))
    this.#digested[this.#page] = this.#digest.take(this.#page, this.#piece.length)
    this.#page = (this.#page + 1) % pages
    this.#next = this.#read(this.#page, this.#atByte + this.#piece.length)
    // Whoever comes to them is told; nobody may.
    for (const pending of [this.#next, ...this.#digested]) pending.catch(() => undefined)
  }

  async #read(page: number, atByte: number): Promise<Buffer> {
    await this.#digested[page]
    const piece = Buffer.from(
      this.#pages[page],
      0,
      Math.max(0, Math.min(pieceBytes, this.byteLength - atByte)),
    )
    return piece.subarray(0, await this.#fill(piece, atByte))
  }

  async #fill(bytes: Buffer, position: number): Promise<number> {
    let done = 0
    for (let read = -1; read !== 0 && done < bytes.length; done += read)
      read = (await this.file.read(bytes, done, bytes.length - done, position + done)).bytesRead
    return done
  }
}
