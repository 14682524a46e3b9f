import { RandomAccessReader } from 'yauzl'
import type { ByteSource } from '../document-format'

/** Read at once: a directory of 10,000 entries has 1 MB, and is asked for in bits of 46 bytes. */
const windowBytes = 65_536

/** Gives yauzl the bytes of a source, of which it only ever holds one window. */
export class RangeReader extends RandomAccessReader {
  readonly #source: ByteSource
  #windowStart = 0
  #window: Uint8Array = new Uint8Array(0)

  /** @param source borrowed; closed by whoever opened it */
  constructor(source: ByteSource) {
    super()
    this.#source = source
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null, bytesRead?: number) => void,
  ): void {
    this.#range(position, length).then(
      (bytes) => {
        buffer.set(bytes, offset)
        callback(null, bytes.length)
      },
      (error: unknown) => {
        callback(error instanceof Error ? error : new Error(String(error)))
      },
    )
  }

  async #range(position: number, length: number): Promise<Uint8Array> {
    const from = position - this.#windowStart
    if (from >= 0 && from + length <= this.#window.length) return this.#window.subarray(from, from + length)
    if (position >= this.#source.byteLength) return new Uint8Array(0)
    this.#window = await this.#source.read(position, Math.max(length, windowBytes))
    this.#windowStart = position
    return this.#window.subarray(0, length)
  }
}
