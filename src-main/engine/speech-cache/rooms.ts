/** Rooms that wait at most. */
const mostRooms = 4
/** A minute and a half of speech: longer sounds are rare, and their memory is not kept for the next. */
const mostBytes = 8 * 2 ** 20

/**
 * Memory that is used again. What is let go instead is found by looking through all that is in use, which a thread that reads
 * hundreds of megabytes did every 14 MB: it took a tenth of an export whose speech was all kept.
 */
export class Rooms {
  readonly #free: ArrayBuffer[] = []

  /** @returns memory of so many bytes or more, with anything in it */
  take(bytes: number): ArrayBuffer {
    const at = this.#free.findIndex(({ byteLength }) => byteLength >= bytes)
    const [room] = at < 0 ? [] : this.#free.splice(at, 1)
    return room ?? new ArrayBuffer(roomBytes(bytes))
  }

  /** @param room nobody looks at any more; one that was handed to another thread is none */
  giveBack(room: ArrayBuffer): void {
    if (room.byteLength === 0 || room.byteLength > mostBytes) return
    this.#free.push(room)
    // The smallest fits the least.
    this.#free.sort((one, other) => one.byteLength - other.byteLength)
    if (this.#free.length > mostRooms) this.#free.shift()
  }
}

/** In few sizes, so that one fits what comes next. */
function roomBytes(bytes: number): number {
  return bytes > mostBytes ? bytes : Math.min(mostBytes, 2 ** Math.ceil(Math.log2(Math.max(1, bytes))))
}
