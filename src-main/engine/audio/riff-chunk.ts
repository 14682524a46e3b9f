/**
 * Part of a RIFF file: its name, its length, what it holds, and a zero that keeps the next one on an even byte.
 * @param name four characters
 * @see Microsoft and IBM, Multimedia Programming Interface and Data Specifications 1.0
 */
export function riffChunk(name: string, ...parts: readonly Uint8Array[]): Buffer {
  const length = parts.reduce((sum, part) => sum + part.length, 0)
  return Buffer.concat([ascii(name), uint32(length), ...parts, Buffer.alloc(length % 2)])
}

/** A chunk of chunks: each has its length before it and needs no other mark. */
export function riffList(kind: string, chunks: readonly Uint8Array[]): Buffer {
  return riffChunk('LIST', ascii(kind), ...chunks)
}

/** Longer texts are skipped by libsndfile, which reads each into 2,048 bytes. */
const longestTextBytes = 2_000

/** A text as chunks hold them: UTF-8 with a zero behind it, cut between characters where it is too long. */
export function riffText(text: string): Buffer {
  const bytes = Buffer.alloc(longestTextBytes)
  // What stands behind a zero would be lost.
  const { written } = new TextEncoder().encodeInto(text.replaceAll('\0', ''), bytes)
  return Buffer.concat([bytes.subarray(0, written), Buffer.alloc(1)])
}

/** Little-endian. */
export function uint32(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4)
  values.forEach((value, index) => bytes.writeUInt32LE(value, index * 4))
  return bytes
}

/** Little-endian. */
export function uint64(...values: readonly number[]): Buffer {
  return uint32(...values.flatMap((value) => [value % 2 ** 32, Math.floor(value / 2 ** 32)]))
}

/** Little-endian. */
export function uint16(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 2)
  values.forEach((value, index) => bytes.writeUInt16LE(value, index * 2))
  return bytes
}

/** The four characters that something is called by. */
export function ascii(name: string): Buffer {
  return Buffer.from(name, 'latin1')
}
