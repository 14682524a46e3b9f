/**
 * Pieces of one stream waiting to be played: first in, first out, bounded, and free of allocation when it is read.
 * The pieces are kept as they came, not copied.
 */
export class SampleQueue {
  readonly #pieces: (Float32Array | null)[]
  #head = 0
  #count = 0
  #offset = 0
  #samples = 0

  /** @param capacityPieces the most pieces held at once */
  constructor(capacityPieces: number) {
    this.#pieces = new Array<Float32Array | null>(capacityPieces).fill(null)
  }

  /** Samples waiting. */
  get samples(): number {
    return this.#samples
  }

  /** Takes a piece over; false when there is no room left. */
  push(piece: Float32Array): boolean {
    if (this.#count === this.#pieces.length) return false
    if (piece.length === 0) return true
    this.#pieces[(this.#head + this.#count) % this.#pieces.length] = piece
    this.#count += 1
    this.#samples += piece.length
    return true
  }

  /** The next sample, which is gone from the queue then; 0 when the queue is empty. */
  shift(): number {
    const piece = this.#pieces[this.#head] ?? null
    if (piece === null) return 0
    const sample = piece[this.#offset] ?? 0
    this.#offset += 1
    this.#samples -= 1
    if (this.#offset === piece.length) {
      this.#pieces[this.#head] = null
      this.#head = (this.#head + 1) % this.#pieces.length
      this.#count -= 1
      this.#offset = 0
    }
    return sample
  }

  /** Takes the last `count` samples away again. */
  dropLast(count: number): void {
    let left = Math.min(count, this.#samples)
    this.#samples -= left
    while (left > 0) {
      const last = (this.#head + this.#count - 1) % this.#pieces.length
      const piece = this.#pieces[last] ?? new Float32Array(0)
      const waiting = piece.length - (this.#count === 1 ? this.#offset : 0)
      if (waiting > left) {
        this.#pieces[last] = piece.subarray(0, piece.length - left)
        return
      }
      this.#pieces[last] = null
      this.#count -= 1
      left -= waiting
    }
    if (this.#count === 0) this.#offset = 0
  }

  clear(): void {
    this.#pieces.fill(null)
    this.#head = 0
    this.#count = 0
    this.#offset = 0
    this.#samples = 0
  }
}
