/**
 * The bytes of every packet, which the index at the file's end lists: two bytes of memory each, 170 KB an hour at 24 kHz.
 */
export interface PacketSizes {
  readonly count: number
  readonly totalBytes: number
  add(bytes: number): void
  /** As the index has them. */
  list(): Buffer
  /** @returns where every so many packets begin, from the first one on */
  offsets(from: number, every: number): number[]
}

const blockSizes = 1 << 16

export function createPacketSizes(): PacketSizes {
  const blocks: Uint16Array[] = []
  let count = 0
  let totalBytes = 0
  const each = (action: (bytes: number, index: number) => void): void => {
    for (let index = 0; index < count; index++) action(blocks[index >> 16][index & (blockSizes - 1)], index)
  }
  return {
    get count() {
      return count
    },
    get totalBytes() {
      return totalBytes
    },
    add(bytes) {
      if (count === blocks.length * blockSizes) blocks.push(new Uint16Array(blockSizes))
      blocks[blocks.length - 1][count % blockSizes] = bytes
      count++
      totalBytes += bytes
    },
    list() {
      const list = Buffer.alloc(count * 4)
      each((bytes, index) => list.writeUInt32BE(bytes, index * 4))
      return list
    },
    offsets(from, every) {
      const offsets: number[] = []
      let at = from
      each((bytes, index) => {
        if (index % every === 0) offsets.push(at)
        at += bytes
      })
      return offsets
    },
  }
}
