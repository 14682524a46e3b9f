import { createHash } from 'node:crypto'
import { open, stat, type FileHandle } from 'node:fs/promises'

/** Read at once: whole samples of every format. */
const pieceBytes = 12 * 2 ** 17
const shortDigestChars = 16

/** Takes bytes that are lent for the moment alone. */
export type TakeBytes = (bytes: Buffer) => void

/** A file of anybody's, read once from its beginning on, in pieces, and digested on the way. Its maker closes it. */
export class FilePass {
  readonly #digest = createHash('sha256')
  /** What was read of the file and not moved over yet. */
  #piece: Buffer = Buffer.alloc(0)
  /** What follows that: read while this is digested. */
  #next: Promise<Buffer> | null = null
  /** Room for both, by turns. */
  readonly #pages = [Buffer.allocUnsafe(pieceBytes), Buffer.allocUnsafe(pieceBytes)] as const
  #page: 0 | 1 = 0
  #atByte = 0

  private constructor(
    private readonly file: FileHandle,
    /** When it was opened: no more is read, however it grows. */
    readonly byteLength: number,
    private readonly signal: AbortSignal,
  ) {}

  /**
   * @returns null where there is no file: nothing, a folder, a device
   * @throws the file system's error
   */
  static async open(path: string, signal: AbortSignal): Promise<FilePass | null> {
    // A pipe would be waited for before it is open.
    const stats = await stat(path).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null
      throw error
    })
    if (!stats?.isFile()) return null
    const file = await open(path)
    try {
      return new FilePass(file, (await file.stat()).size, signal)
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
      this.signal.throwIfAborted()
      if (this.#piece.length === 0) await this.#turnPage()
      // It has become shorter.
      if (this.#piece.length === 0) return
      const bytes = this.#piece.subarray(0, end - this.#atByte)
      this.#piece = this.#piece.subarray(bytes.length)
      this.#digest.update(bytes)
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

  /** Digest of all that it has moved over; once. */
  sha256(): string {
    return this.#digest.digest('hex')
  }

  async close(): Promise<void> {
    await this.#next?.catch(() => undefined)
    await this.file.close()
  }

  /** Goes on to the next piece, and has the one behind it read meanwhile. */
  async #turnPage(): Promise<void> {
    this.#piece = await (this.#next ?? this.#read(this.#pages[0], this.#atByte))
    this.#page = this.#page === 0 ? 1 : 0
    this.#next = this.#read(this.#pages[this.#page], this.#atByte + this.#piece.length)
    // Whoever comes to it is told; nobody may.
    this.#next.catch(() => undefined)
  }

  async #read(into: Buffer, atByte: number): Promise<Buffer> {
    const piece = into.subarray(0, Math.max(0, Math.min(pieceBytes, this.byteLength - atByte)))
    return piece.subarray(0, await this.#fill(piece, atByte))
  }

  async #fill(bytes: Buffer, position: number): Promise<number> {
    let done = 0
    for (let read = -1; read !== 0 && done < bytes.length; done += read)
      read = (await this.file.read(bytes, done, bytes.length - done, position + done)).bytesRead
    return done
  }
}
